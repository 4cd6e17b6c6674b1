package org.groundtrack.index;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.groundtrack.error.BadIndexException;
import org.groundtrack.granule.Dataset;
import org.groundtrack.granule.Granule;
import org.groundtrack.io.RangeReader;
import org.groundtrack.parquet.ParquetTableReader;
import org.groundtrack.source.Location;
import org.groundtrack.source.Sources;

/**
 * Makes sorted parts of parts that overlap, without the rows of granules that count no more. Works
 * slice by slice: of the granules some hundred, of the coverage a range of cells with a million
 * rows, so that memory does not grow with the index. The result depends on the rows alone, not on
 * the parts that they were in.
 */
final class PartsMerger {
  private static final int SLICE_GRANULES = 500;

  /** Coverage rows of a slice, more or less: some 300 MB. */
  private static final int SLICE_ROWS = 1_000_000;

  /** Rows of a part of the coverage, more or less: a query reads the footers of few parts. */
  private static final int PART_ROWS = 1_500_000;

  /** Granules of a part of the other tables: the manifest's part has some 50 MB. */
  private static final int PART_GRANULES = 20_000;

  /** Cells that share their parent at this resolution are in one slice. */
  private static final int SLICE_BITS = 3 * (15 - 4);

  private final List<Part> coverage;
  private final List<Part> manifest;
  private final List<Part> granules;
  private final List<ZoneColumn> zones;
  private final PartFiles target;
  private long rows;
  private long invalidPositions;
  private long granuleBytes;

  /** A part that is open. */
  private record Part(PartKeys keys, ParquetTableReader reader, Set<String> without) {}

  private PartsMerger(
      List<Part> coverage,
      List<Part> manifest,
      List<Part> granules,
      List<ZoneColumn> zones,
      PartFiles target) {
    this.coverage = coverage;
    this.manifest = manifest;
    this.granules = granules;
    this.zones = zones;
    this.target = target;
  }

  /**
   * Merges parts.
   *
   * @param folder that they are in
   * @param zones that the coverage has
   * @param target gets the new ones
   * @throws BadIndexException if one is damaged, or a granule is in two
   */
  static Parts merge(Path folder, Parts parts, List<ZoneColumn> zones, PartFiles target) {
    List<RangeReader> open = new ArrayList<>();
    try {
      return new PartsMerger(
              open(folder, parts.coverage(), open),
              open(folder, parts.manifest(), open),
              open(folder, parts.granules(), open),
              zones,
              target)
          .merge();
    } finally {
      open.forEach(RangeReader::close);
    }
  }

  private static List<Part> open(Path folder, List<IndexState.Part> parts, List<RangeReader> open) {
    List<Part> opened = new ArrayList<>();
    for (IndexState.Part part : parts) {
      RangeReader source = Sources.standard().open(Location.of(folder.resolve(part.file())));
      open.add(source);
      opened.add(new Part(part.keys(), ParquetTableReader.open(source), part.without()));
    }
    return opened;
  }

  private Parts merge() {
    List<IndexState.Part> coverageParts = mergeCoverage();
    try (GranuleWriting writing = new GranuleWriting()) {
      mergeGranules(writing);
      writing.end();
      return new Parts(
          coverageParts,
          writing.manifests,
          writing.granuleParts,
          new IndexTotals(
              rows(writing.granuleParts),
              rows,
              invalidPositions,
              rows(coverageParts),
              rows(writing.manifests),
              granuleBytes,
              Parts.bytes(coverageParts.stream())
                  + Parts.bytes(writing.manifests.stream())
                  + Parts.bytes(writing.granuleParts.stream())));
    }
  }

  private static long rows(List<IndexState.Part> parts) {
    return parts.stream().mapToLong(IndexState.Part::rows).sum();
  }

  /** The parts of the manifest and of the granules table that are written now. */
  private final class GranuleWriting implements AutoCloseable {
    private final List<IndexState.Part> manifests = new ArrayList<>();
    private final List<IndexState.Part> granuleParts = new ArrayList<>();
    private Path manifestPath = target.next("manifest");
    private Path granulesPath = target.next("granules");
    private ManifestFile datasets = new ManifestFile(manifestPath);
    private GranulesFile.Writer ids = new GranulesFile.Writer(granulesPath);

    void add(Granule granule, List<Dataset> manifest) {
      if (ids.rows() == PART_GRANULES) {
        end();
        manifestPath = target.next("manifest");
        granulesPath = target.next("granules");
        datasets = new ManifestFile(manifestPath);
        ids = new GranulesFile.Writer(granulesPath);
      }
      ids.add(granule);
      datasets.add(granule.id(), manifest);
    }

    void end() {
      datasets.finish();
      ids.finish();
      manifests.add(target.describe(manifestPath, datasets.rows(), datasets.keys()));
      granuleParts.add(target.describe(granulesPath, ids.rows(), ids.keys()).of(ids.versions()));
    }

    @Override
    public void close() {
      try {
        datasets.close();
      } finally {
        ids.close();
      }
    }
  }

  private List<IndexState.Part> mergeCoverage() {
    TreeMap<Long, Long> counts = new TreeMap<>();
    for (Part part : coverage) {
      CoverageFile.cells(part.reader(), cell -> counts.merge(cell >>> SLICE_BITS, 1L, Long::sum));
    }
    List<IndexState.Part> parts = new ArrayList<>();
    CoverageWriting writing = new CoverageWriting();
    try {
      long first = 0;
      long held = 0;
      for (Map.Entry<Long, Long> count : counts.entrySet()) {
        held += count.getValue();
        if (held >= SLICE_ROWS) {
          long end = count.getKey() + 1 << SLICE_BITS;
          writing.slice(first, end, parts);
          first = end;
          held = 0;
        }
      }
      writing.slice(first, Long.MAX_VALUE, parts);
      writing.end(parts);
      return parts;
    } finally {
      writing.close();
    }
  }

  /** The part of the coverage that is written now. */
  private final class CoverageWriting implements AutoCloseable {
    private Path path = target.next("coverage");
    private CoverageFile.Writer writer = new CoverageFile.Writer(path, zones);

    /** Writes the rows of a range of cells. */
    void slice(long first, long end, List<IndexState.Part> parts) {
      if (writer.rows() >= PART_ROWS) {
        end(parts);
        path = target.next("coverage");
        writer = new CoverageFile.Writer(path, zones);
      }
      CoverageTable table = new CoverageTable();
      for (Part part : coverage) {
        CoverageFile.scan(
            part.reader(),
            zones,
            first,
            end,
            (row, geometry) -> {
              if (!part.without().contains(row.granule())) {
                table.add(row, geometry);
              }
            });
      }
      writer.add(table, table.sortedByCellAndGranule());
    }

    void end(List<IndexState.Part> parts) {
      writer.finish();
      parts.add(target.describe(path, writer.rows(), writer.keys()));
    }

    @Override
    public void close() {
      writer.close();
    }
  }

  private void mergeGranules(GranuleWriting writing) {
    List<String> ids = new ArrayList<>();
    for (Part part : granules) {
      for (String id : GranulesFile.ids(part.reader())) {
        if (!part.without().contains(id)) {
          ids.add(id);
        }
      }
    }
    List<String> sorted = GranuleOrder.sorted(ids);
    for (int from = 0; from < sorted.size(); from += SLICE_GRANULES) {
      List<String> slice = sorted.subList(from, Math.min(sorted.size(), from + SLICE_GRANULES));
      Set<String> wanted = new HashSet<>(slice);
      Map<String, Granule> found = new HashMap<>();
      for (Part part : granules) {
        give(
            GranulesFile.read(part.reader(), part.keys(), left(wanted, part)),
            granule -> {
              if (found.put(granule.id(), granule) != null) {
                throw twice(granule.id());
              }
            });
      }
      Map<String, List<Dataset>> manifests = new HashMap<>();
      for (Part part : manifest) {
        give(
            ManifestFile.read(part.reader(), part.keys(), left(wanted, part), path -> true),
            row ->
                manifests
                    .computeIfAbsent(row.granule(), id -> new ArrayList<>())
                    .add(row.dataset()));
      }
      for (String id : slice) {
        Granule granule = found.remove(id);
        if (granule == null) {
          throw twice(id);
        }
        writing.add(granule, manifests.getOrDefault(id, List.of()));
        rows += granule.rows();
        invalidPositions += granule.invalidPositions().total();
        granuleBytes += granule.identity().size();
      }
    }
  }

  private static <T> void give(PartRows<T> rows, Consumer<T> consumer) {
    try (rows) {
      rows.give(consumer);
    }
  }

  private static Set<String> left(Set<String> wanted, Part part) {
    if (part.without().isEmpty()) {
      return wanted;
    }
    Set<String> left = new HashSet<>(wanted);
    left.removeAll(part.without());
    return left;
  }

  private static BadIndexException twice(String id) {
    return new BadIndexException(
        "The index holds granule %s twice. Build the index again".formatted(id));
  }
}
