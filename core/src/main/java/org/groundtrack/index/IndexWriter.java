package org.groundtrack.index;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.groundtrack.error.LimitExceededException;
import org.groundtrack.error.UsageException;
import org.groundtrack.granule.Dataset;
import org.groundtrack.granule.Granule;
import org.groundtrack.layout.LayoutReader;
import org.groundtrack.layout.ProductLayout;
import org.groundtrack.source.Location;
import org.groundtrack.source.Sources;

/**
 * Writes an index. Parts are written under new names; {@link #commit} makes them the index in one
 * step. Closing without it deletes them and leaves an index that was there as it was. For one
 * thread.
 */
public final class IndexWriter implements AutoCloseable {
  /** Coverage rows that are sorted and written as one part: some 400 MB of memory. */
  private static final int PART_ROWS = 1_500_000;

  private static final List<String> TABLES = List.of("coverage", "manifest", "granules");

  private final Path folder;
  private final Map<String, ProductLayout> layouts = new TreeMap<>();
  private final boolean created;
  private final String build = UUID.randomUUID().toString().substring(0, 8);
  private final List<IndexState.Part> coverageParts = new ArrayList<>();
  private final List<Path> written = new CopyOnWriteArrayList<>();
  private final List<Granule> granules = new ArrayList<>();
  private final Thread interruption = new Thread(this::deleteWritten, "index-interrupted");
  private CoverageTable coverage = new CoverageTable();
  private long coverageRows;
  private ManifestFile manifest;
  private Path manifestPath;
  private volatile boolean committed;

  /** What is kept of the index that is there, or {@code null}. */
  private final Base base;

  /** The state that stays but for some granules, and these. */
  private record Base(IndexState state, Map<String, Granule> replaced) {}

  private IndexWriter(Path folder, boolean created, Base base) {
    this.base = base;
    this.folder = folder;
    this.created = created;
    // A run that is interrupted (Ctrl-C, SIGTERM) leaves no parts behind.
    Runtime.getRuntime().addShutdownHook(interruption);
  }

  /**
   * Starts an index.
   *
   * @param folder that does not exist yet, is empty, or holds an index
   * @param overwrite whether an index in the folder may be replaced
   * @throws UsageException if the folder can't be used
   */
  public static IndexWriter create(Path folder, boolean overwrite) {
    boolean exists = Files.exists(folder);
    if (exists) {
      check(folder, overwrite);
    }
    try {
      Files.createDirectories(folder);
      for (String table : TABLES) {
        Files.createDirectories(folder.resolve(table));
      }
    } catch (FileAlreadyExistsException e) {
      throw new UsageException(
          "[%s] is in the way: a file, not a folder".formatted(e.getFile()), e);
    } catch (IOException e) {
      throw new UsageException("[%s] can't be made: %s".formatted(folder, e.getMessage()), e);
    }
    return new IndexWriter(folder, !exists, null);
  }

  /**
   * Starts to replace some granules of an index. Those that are not added again stay as they are.
   *
   * @param granules as the index has them
   * @throws org.groundtrack.error.BadIndexException if the folder holds no sound index
   */
  public static IndexWriter replacing(Path folder, Collection<Granule> granules) {
    IndexState state = read(folder);
    Map<String, Granule> replaced = new HashMap<>();
    granules.forEach(granule -> replaced.put(granule.id(), granule));
    return new IndexWriter(folder, false, new Base(state, replaced));
  }

  private static IndexState read(Path folder) {
    return IndexState.read(
        Location.of(folder), (location, expected) -> Sources.standard().open(location));
  }

  private static void check(Path folder, boolean overwrite) {
    if (!Files.isDirectory(folder)) {
      throw new UsageException("[%s] is a file: name a folder for the index".formatted(folder));
    }
    boolean index = Files.exists(folder.resolve(IndexState.FILE_NAME));
    if (index && !overwrite) {
      throw new UsageException(
          "[%s] holds an index: name another folder, or give --overwrite".formatted(folder));
    }
    if (!index && !isFree(folder)) {
      throw new UsageException(
          "[%s] is not empty and holds no index: name another folder".formatted(folder));
    }
  }

  /** Whether a folder is empty, but for what a build that was killed may have left. */
  private static boolean isFree(Path folder) {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        String name = entry.getFileName().toString();
        if (!TABLES.contains(name) && !name.endsWith(".inprogress")) {
          return false;
        }
      }
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException("Folder " + folder, e);
    }
  }

  /**
   * Adds a granule. Granules come in the order of their ids, each once.
   *
   * @param layout of the granule's product, with the resolution of its cells; the same for all
   *     granules of a product
   * @throws LimitExceededException if the disk is full
   */
  public void add(
      ProductLayout layout, Granule granule, List<Dataset> datasets, CoverageTable cells) {
    ProductLayout known = layouts.putIfAbsent(layout.product(), layout);
    if (known != null
        && !known.equals(layout)
        && !LayoutReader.write(known).equals(LayoutReader.write(layout))) {
      throw new UsageException(
          "[%s] granules of %s are laid out in two ways, by versions %s and %s, of which %s is one: index them apart"
              .formatted(
                  folder, layout.product(), known.versions(), layout.versions(), granule.id()));
    }
    if (!granules.isEmpty()
        && granules.get(granules.size() - 1).id().compareTo(granule.id()) >= 0) {
      throw new IllegalArgumentException("Granule " + granule.id() + " is out of order");
    }
    if (manifest == null) {
      manifestPath = part("manifest");
      manifest = new ManifestFile(manifestPath);
    }
    manifest.add(granule.id(), datasets);
    granules.add(granule);
    coverage.addAll(cells);
    if (coverage.size() >= PART_ROWS) {
      writeCoverage();
    }
  }

  private Path part(String table) {
    Path file = folder.resolve(table).resolve("%s-%s.parquet".formatted(build, written.size()));
    written.add(file);
    return file;
  }

  private void writeCoverage() {
    Path file = part("coverage");
    CoverageFile.write(file, coverage);
    coverageParts.add(describe(file, coverage.size()));
    coverageRows += coverage.size();
    coverage = new CoverageTable();
  }

  private IndexState.Part describe(Path file, long rows) {
    try {
      return new IndexState.Part(
          folder.relativize(file).toString().replace('\\', '/'), rows, Files.size(file));
    } catch (IOException e) {
      throw new UncheckedIOException("Part " + file, e);
    }
  }

  /**
   * Makes what was added the index, in one step, and deletes parts of an index that it replaces.
   *
   * @return sums over the index
   * @throws LimitExceededException if the disk is full
   */
  public IndexTotals commit() {
    if (granules.isEmpty()) {
      throw new IllegalStateException("An index needs a granule");
    }
    writeCoverage();
    manifest.finish();
    IndexState.Part manifestPart = describe(manifestPath, manifest.rows());
    Path granulesFile = part("granules");
    GranulesFile.write(granulesFile, granules);
    IndexState.Part granulesPart = describe(granulesFile, granules.size());
    IndexState state = state(manifestPart, granulesPart);
    // First, since an interruption after the commit must not delete what the new state names.
    committed = true;
    try {
      state.commit(folder);
    } catch (RuntimeException e) {
      committed = false;
      throw e;
    }
    deleteOldParts(state);
    return state.totals();
  }

  private IndexState state(IndexState.Part manifestPart, IndexState.Part granulesPart) {
    IndexTotals added =
        new IndexTotals(
            granules.size(),
            granules.stream().mapToLong(Granule::rows).sum(),
            granules.stream().mapToLong(Granule::invalidPositions).sum(),
            coverageRows,
            manifest.rows(),
            granules.stream().mapToLong(g -> g.identity().size()).sum(),
            manifestPart.bytes()
                + granulesPart.bytes()
                + coverageParts.stream().mapToLong(IndexState.Part::bytes).sum());
    List<IndexState.Part> coverageFiles = List.copyOf(coverageParts);
    List<IndexState.Part> manifestFiles = List.of(manifestPart);
    List<IndexState.Part> granulesFiles = List.of(granulesPart);
    IndexTotals totals = added;
    if (base != null) {
      IndexState now = read(folder);
      if (!now.equals(base.state())) {
        throw new UsageException(
            "[%s] was changed by another run meanwhile: try again".formatted(folder));
      }
      Set<String> again = new HashSet<>();
      granules.forEach(granule -> again.add(granule.id()));
      coverageFiles = replaced(now.coverage(), again, coverageFiles);
      manifestFiles = replaced(now.manifest(), again, manifestFiles);
      granulesFiles = replaced(now.granules(), again, granulesFiles);
      totals = total(now.totals(), again, added);
    }
    return new IndexState(
        IndexState.FORMAT_VERSION,
        "groundtrack",
        base != null
            ? base.state().layouts()
            : layouts.values().stream().map(LayoutReader::write).toList(),
        coverageFiles,
        manifestFiles,
        granulesFiles,
        totals);
  }

  private static List<IndexState.Part> replaced(
      List<IndexState.Part> old, Set<String> again, List<IndexState.Part> added) {
    return Stream.concat(old.stream().map(part -> part.without(again)), added.stream()).toList();
  }

  /** Rows of tables count as long as their parts are there. */
  private IndexTotals total(IndexTotals old, Set<String> again, IndexTotals added) {
    List<Granule> gone =
        base.replaced().values().stream().filter(g -> again.contains(g.id())).toList();
    return new IndexTotals(
        old.granules() - gone.size() + added.granules(),
        old.rows() - gone.stream().mapToLong(Granule::rows).sum() + added.rows(),
        old.invalidPositions()
            - gone.stream().mapToLong(Granule::invalidPositions).sum()
            + added.invalidPositions(),
        old.coverageRows() + added.coverageRows(),
        old.datasets() + added.datasets(),
        old.granuleBytes()
            - gone.stream().mapToLong(g -> g.identity().size()).sum()
            + added.granuleBytes(),
        old.indexBytes() + added.indexBytes());
  }

  private void deleteOldParts(IndexState state) {
    Set<Path> current = new HashSet<>();
    state.parts().forEach(part -> current.add(folder.resolve(part.file())));
    for (String table : TABLES) {
      try (DirectoryStream<Path> parts =
          Files.newDirectoryStream(folder.resolve(table), "*.parquet")) {
        for (Path part : parts) {
          if (!current.contains(part)) {
            Files.delete(part);
          }
        }
      } catch (IOException e) {
        throw new LimitExceededException(
            "[%s] the new index is complete, but old parts can't be deleted: %s"
                .formatted(folder, e.getMessage()),
            e);
      }
    }
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(interruption);
    } catch (IllegalStateException e) {
      // The process is ending: the hook itself deletes what is left.
      return;
    }
    if (manifest != null) {
      manifest.close();
    }
    deleteWritten();
  }

  /** Deletes what was written, unless it was committed. */
  private void deleteWritten() {
    if (committed) {
      return;
    }
    try {
      for (Path file : written) {
        Files.deleteIfExists(file);
      }
      if (created) {
        for (String table : TABLES) {
          Files.deleteIfExists(folder.resolve(table));
        }
        Files.deleteIfExists(folder);
      }
    } catch (IOException e) {
      throw new LimitExceededException(
          "[%s] the build failed, and what it wrote can't be deleted: %s"
              .formatted(folder, e.getMessage()),
          e);
    }
  }
}
