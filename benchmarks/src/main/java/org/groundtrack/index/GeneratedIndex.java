package org.groundtrack.index;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.groundtrack.granule.Dataset;
import org.groundtrack.granule.Granule;
import org.groundtrack.layout.LayoutReader;
import org.groundtrack.layout.ProductLayout;

/**
 * Writes an index of rows that come from no granule, part by part, by the classes that write all
 * indexes. Parts may be written by several threads at once.
 */
public final class GeneratedIndex {
  private static final Comparator<IndexState.Part> BY_NAME =
      Comparator.comparing(IndexState.Part::file);

  private final Path folder;
  private final List<IndexState.Part> coverage = Collections.synchronizedList(new ArrayList<>());
  private final List<IndexState.Part> manifest = Collections.synchronizedList(new ArrayList<>());
  private final List<IndexState.Part> granules = Collections.synchronizedList(new ArrayList<>());
  private final AtomicInteger granuleCount = new AtomicInteger();

  /** Takes the granules of a part, in their order. */
  public interface Datasets {
    /** Adds the datasets of one granule. */
    void add(String granule, List<Dataset> datasets);
  }

  /** Starts an index in a folder that holds none. */
  public GeneratedIndex(Path folder) {
    this.folder = folder;
    try {
      for (String table : List.of("coverage", "manifest", "granules")) {
        Files.createDirectories(folder.resolve(table));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Writes a part of the coverage.
   *
   * @param number of the part, by which parts are ordered
   * @param rows all rows between two cells
   */
  public void coverage(int number, CoverageTable rows) {
    Path file = file("coverage", number);
    PartKeys keys = CoverageFile.write(file, rows);
    coverage.add(part(file, rows.size(), keys));
  }

  /** Writes a part of the manifest, of granules between two others. */
  public void manifest(int number, Consumer<Datasets> source) {
    Path file = file("manifest", number);
    try (ManifestFile rows = new ManifestFile(file)) {
      source.accept(rows::add);
      rows.finish();
      manifest.add(part(file, rows.rows(), rows.keys()));
    }
  }

  /** Writes a part of the granules table, of granules between two others, in their order. */
  public void granules(int number, List<Granule> rows) {
    Path file = file("granules", number);
    Set<String> versions;
    try (GranulesFile.Writer writer = new GranulesFile.Writer(file)) {
      rows.forEach(writer::add);
      writer.finish();
      versions = writer.versions();
    }
    String last = rows.get(rows.size() - 1).id();
    PartKeys keys = PartKeys.ofGranules(rows.get(0).id(), last);
    granules.add(part(file, rows.size(), keys).of(versions));
    granuleCount.addAndGet(rows.size());
  }

  private Path file(String table, int number) {
    String name = String.format(Locale.ROOT, "generated-%05d.parquet", number);
    return folder.resolve(table).resolve(name);
  }

  private IndexState.Part part(Path file, long rows, PartKeys keys) {
    try {
      String name = folder.relativize(file).toString().replace('\\', '/');
      return new IndexState.Part(name, rows, Files.size(file), keys);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes what was written the index. */
  public IndexTotals commit(ProductLayout layout) {
    List.of(coverage, manifest, granules).forEach(parts -> parts.sort(BY_NAME));
    IndexTotals totals =
        new IndexTotals(
            granuleCount.get(),
            0,
            0,
            rows(coverage),
            rows(manifest),
            0,
            bytes(coverage) + bytes(manifest) + bytes(granules));
    new IndexState(
            IndexState.FORMAT_VERSION,
            "groundtrack",
            List.of(LayoutReader.write(layout)),
            coverage,
            manifest,
            granules,
            totals)
        .commit(folder);
    return totals;
  }

  private static long rows(List<IndexState.Part> parts) {
    return parts.stream().mapToLong(IndexState.Part::rows).sum();
  }

  private static long bytes(List<IndexState.Part> parts) {
    return parts.stream().mapToLong(IndexState.Part::bytes).sum();
  }
}
