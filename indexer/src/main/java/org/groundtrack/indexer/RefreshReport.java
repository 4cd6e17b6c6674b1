package org.groundtrack.indexer;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What a refresh did.
 *
 * @param index the index
 * @param granules granules that were looked at
 * @param refreshed ids of those that had changed, and were indexed again
 * @param skipped granules that could not be reached or are bad now: the index has them as before
 * @param elapsed wall time
 */
public record RefreshReport(
    Path index,
    long granules,
    List<String> refreshed,
    List<IndexReport.Skipped> skipped,
    Duration elapsed) {}
