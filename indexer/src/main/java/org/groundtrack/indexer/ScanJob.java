package org.groundtrack.indexer;

import org.groundtrack.source.Location;

/**
 * A granule that is to be scanned.
 *
 * @param id of the granule
 * @param location where it is
 * @param referrer the index that names it, or {@code null} if the user does
 * @param scanner how
 */
record ScanJob(String id, Location location, Location referrer, GranuleScanner scanner) {}
