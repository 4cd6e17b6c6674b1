package org.groundtrack.indexer;

import java.util.List;
import org.groundtrack.granule.Dataset;
import org.groundtrack.granule.Granule;
import org.groundtrack.index.CoverageTable;

/**
 * What one granule adds to an index.
 *
 * @param granule the granule
 * @param datasets its chunk manifest
 * @param coverage the cells that its chunks touch
 * @param requests range reads that it took
 * @param bytesRead bytes of them
 */
record GranuleScan(
    Granule granule,
    List<Dataset> datasets,
    CoverageTable coverage,
    long requests,
    long bytesRead) {}
