package org.groundtrack.indexer;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.groundtrack.index.IndexTotals;

/**
 * What a verification found.
 *
 * @param index the index
 * @param totals sums over it
 * @param problems what is wrong, a hundred at most for the tables; none if it is sound
 * @param sampled ids of the granules that were indexed again and compared
 * @param elapsed wall time
 */
public record VerifyReport(
    Path index, IndexTotals totals, List<String> problems, List<String> sampled, Duration elapsed) {
  public VerifyReport {
    problems = List.copyOf(problems);
    sampled = List.copyOf(sampled);
  }
}
