package org.groundtrack.exporter;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What an export did.
 *
 * @param output where the points are
 * @param points rows written; a point in several features has a row for each
 * @param features how they spread over the area's features; {@code null} if those are not told
 *     apart
 * @param candidates rows that were tested
 * @param granules granules read
 * @param olderGranules granules left out, since the index holds a newer version of them
 * @param chunks chunks decoded
 * @param requests range reads made
 * @param bytes bytes read
 * @param retries requests that were tried again
 * @param redirects redirects followed, those of logins included
 * @param granuleBytes bytes of the granules that were read
 * @param outputBytes bytes of the output
 * @param elapsed wall time
 * @param absent variables that some granules lack, each with how many; their values are null
 */
public record ExportReport(
    Path output,
    long points,
    FeatureReport features,
    long candidates,
    long granules,
    long olderGranules,
    long chunks,
    long requests,
    long bytes,
    long retries,
    long redirects,
    long granuleBytes,
    long outputBytes,
    Duration elapsed,
    List<String> absent) {}
