package org.groundtrack.index;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.groundtrack.granule.Dataset;
import org.groundtrack.granule.Granule;

/**
 * Granules that become one part of each table, but for their coverage, which may become several.
 * For one thread.
 */
final class Batch implements AutoCloseable {
  /** Coverage rows that are sorted and written as one part: some 400 MB of memory. */
  private static final int PART_ROWS = 1_500_000;

  private final PartFiles files;
  private final Path manifestPath;
  private final ManifestFile manifest;
  private final Path granulesPath;
  private final GranulesFile.Writer granules;
  private final List<IndexState.Part> coverageParts = new ArrayList<>();
  private final List<ZoneColumn> zones;
  private CoverageTable coverage = new CoverageTable();
  private long coverageRows;
  private String last;
  private long rows;
  private long invalidPositions;
  private long granuleBytes;

  /** A batch whose coverage has some zones. */
  Batch(PartFiles files, List<ZoneColumn> zones) {
    this.zones = zones;
    this.files = files;
    this.manifestPath = files.next("manifest");
    this.manifest = new ManifestFile(manifestPath);
    this.granulesPath = files.next("granules");
    this.granules = new GranulesFile.Writer(granulesPath);
  }

  /** Adds a granule; they come in the order of {@link GranuleOrder}. */
  void add(Granule granule, List<Dataset> datasets, CoverageTable cells) {
    if (last != null && GranuleOrder.INSTANCE.compare(last, granule.id()) >= 0) {
      throw new IllegalArgumentException("Granule " + granule.id() + " is out of order");
    }
    last = granule.id();
    manifest.add(granule.id(), datasets);
    granules.add(granule);
    rows += granule.rows();
    invalidPositions += granule.invalidPositions().total();
    granuleBytes += granule.identity().size();
    coverage.addAll(cells);
    if (coverage.size() >= PART_ROWS) {
      writeCoverage();
    }
  }

  /** Granules that were added. */
  long size() {
    return granules.rows();
  }

  private void writeCoverage() {
    Path file = files.next("coverage");
    PartKeys keys = CoverageFile.write(file, coverage, zones);
    coverageParts.add(files.describe(file, coverage.size(), keys));
    coverageRows += coverage.size();
    coverage = new CoverageTable();
  }

  /** Completes the parts. */
  Parts finish() {
    writeCoverage();
    manifest.finish();
    granules.finish();
    List<IndexState.Part> manifests =
        List.of(files.describe(manifestPath, manifest.rows(), manifest.keys()));
    List<IndexState.Part> granuleParts =
        List.of(
            files.describe(granulesPath, granules.rows(), granules.keys()).of(granules.versions()));
    return new Parts(
        coverageParts,
        manifests,
        granuleParts,
        new IndexTotals(
            granules.rows(),
            rows,
            invalidPositions,
            coverageRows,
            manifest.rows(),
            granuleBytes,
            Parts.bytes(coverageParts.stream())
                + Parts.bytes(manifests.stream())
                + Parts.bytes(granuleParts.stream())));
  }

  @Override
  public void close() {
    try {
      manifest.close();
    } finally {
      granules.close();
    }
  }
}
