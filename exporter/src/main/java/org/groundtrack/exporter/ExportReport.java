package org.groundtrack.exporter;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.groundtrack.error.ErrorCode;
import org.groundtrack.expression.Condition;
import org.groundtrack.granule.InvalidPositions;
import org.groundtrack.plan.GranuleChoice;

/**
 * What an export did.
 *
 * @param output where the points are; {@code null} if there are none and nothing was written
 * @param points rows written; a point in several features has a row for each
 * @param features how they spread over the area's features; {@code null} if those are not told
 *     apart
 * @param candidates rows that were tested
 * @param granules granules read
 * @param choice granules left out, as a whole or in part, since others hold the same points
 * @param repeated points left out of granules that give only what others lack
 * @param chunks chunks decoded
 * @param requests range reads made
 * @param bytes bytes read
 * @param retries requests that were tried again
 * @param redirects redirects followed, those of logins included
 * @param granuleBytes bytes of the granules that were read
 * @param outputBytes bytes of the output, of all its files
 * @param files number of its files
 * @param sortedOnDisk bytes written beside it for points that did not fit into memory while they
 *     were sorted; nothing of them is left
 * @param elapsed wall time
 * @param invalid rows of the granules that were read, anywhere, whose position is not valid
 * @param inside rows in the area that filters on other than values want
 * @param conditions what each condition on values removed of them, in their order
 * @param withoutZ points whose third coordinate is no number; {@code null} if points have two
 * @param absent variables that some granules lack, each with how many; their values are null, and
 *     conditions on them remove their rows
 * @param failed granules that were left out, since something of them could not be read
 * @param summary what the values of each variable and beam come to, if that was asked for
 */
public record ExportReport(
    Path output,
    long points,
    FeatureReport features,
    long candidates,
    long granules,
    GranuleChoice choice,
    long repeated,
    long chunks,
    long requests,
    long bytes,
    long retries,
    long redirects,
    long granuleBytes,
    long outputBytes,
    long files,
    long sortedOnDisk,
    Duration elapsed,
    InvalidPositions invalid,
    long inside,
    List<Removed> conditions,
    WithoutZ withoutZ,
    List<String> absent,
    List<Failed> failed,
    List<VariableSummary> summary) {
  public ExportReport {
    summary = List.copyOf(summary);
    failed = List.copyOf(failed);
    conditions = List.copyOf(conditions);
    absent = List.copyOf(absent);
  }

  /**
   * A granule that was left out.
   *
   * @param granule its id
   * @param code what kind of failure it was
   * @param message what happened
   */
  public record Failed(String granule, ErrorCode code, String message) {}

  /**
   * What a condition removed.
   *
   * @param condition the condition
   * @param rows that fulfil the conditions before it, but not this one
   * @param unknown rows among these for which it is null
   */
  public record Removed(Condition condition, long rows, long unknown) {}

  /**
   * Points whose third coordinate is no number.
   *
   * @param column the third coordinate
   * @param points how many fulfil the conditions, and have no number there
   * @param kept whether they are among the points that were written; else they were left out
   */
  public record WithoutZ(String column, long points, boolean kept) {}
}
