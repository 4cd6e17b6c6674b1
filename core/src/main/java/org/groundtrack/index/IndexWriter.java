package org.groundtrack.index;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.groundtrack.error.LimitExceededException;
import org.groundtrack.error.UsageException;
import org.groundtrack.granule.Dataset;
import org.groundtrack.granule.Granule;
import org.groundtrack.layout.LayoutReader;
import org.groundtrack.layout.ProductLayout;
import org.groundtrack.source.Location;

/**
 * Writes an index, or adds to one. Granules are gathered in batches, which stay when the run is
 * killed: the next one goes on with them. {@link #commit} makes all of them part of the index in
 * one step; until then an index that was there is as it was. One run at a time may write to a
 * folder. For one thread.
 */
public final class IndexWriter implements AutoCloseable {
  /** Granules of a batch: at 10 granules a second, what a kill costs is two minutes of work. */
  public static final int BATCH_GRANULES = 1000;

  private final Path folder;
  private final boolean created;
  private final IndexLock lock;
  private final String recipe;
  private final int batchGranules;
  private final String run = UUID.randomUUID().toString().substring(0, 8);
  private final Map<String, ProductLayout> layouts = new TreeMap<>();
  private final Thread interruption = new Thread(this::deleteWritten, "index-interrupted");
  private final PartFiles target;

  /** The state that this run adds to, or {@code null} if it makes a new one. */
  private final IndexState base;

  private final Staging staging;
  private final Set<String> staged = new HashSet<>();
  private List<ZoneColumn> zones;
  private volatile PartFiles batchFiles;
  private Batch batch;
  private int batches;

  private IndexWriter(
      Path folder, boolean created, IndexLock lock, IndexState base, String recipe, int granules) {
    this.folder = folder;
    this.created = created;
    this.lock = lock;
    this.base = base;
    this.recipe = recipe;
    this.batchGranules = granules;
    this.target = new PartFiles(folder, run);
    this.staging = Staging.open(folder, recipe);
    this.zones = staging.isEmpty() && base != null ? base.zones() : staging.zones();
    if (base != null) {
      base.productLayouts(Location.of(folder))
          .forEach(layout -> layouts.put(layout.product(), layout));
    }
    // A run that is interrupted (Ctrl-C, SIGTERM) leaves no parts behind but whole batches.
    Runtime.getRuntime().addShutdownHook(interruption);
  }

  /**
   * Starts an index, with nothing of runs before.
   *
   * @param folder that does not exist yet, is empty, or holds an index
   * @param overwrite whether an index in the folder may be replaced
   * @throws UsageException if the folder can't be used, or another run writes to it
   */
  public static IndexWriter create(Path folder, boolean overwrite) {
    return create(folder, overwrite, null, BATCH_GRANULES);
  }

  /**
   * Starts an index, or goes on with one that a run began that was killed.
   *
   * @param folder that does not exist yet, is empty, or holds an index
   * @param overwrite whether an index in the folder may be replaced
   * @param recipe how granules are indexed: only what the same one made is gone on with; {@code
   *     null} for nothing
   * @param batchGranules granules after which what is done is kept
   * @throws UsageException if the folder can't be used, or another run writes to it
   */
  public static IndexWriter create(
      Path folder, boolean overwrite, String recipe, int batchGranules) {
    boolean exists = Files.exists(folder);
    if (exists) {
      check(folder, overwrite);
    }
    try {
      PartFiles.makeFolders(folder);
    } catch (FileAlreadyExistsException e) {
      throw new UsageException(
          "[%s] is in the way: a file, not a folder".formatted(e.getFile()), e);
    } catch (IOException e) {
      throw new UsageException("[%s] can't be made: %s".formatted(folder, e.getMessage()), e);
    }
    IndexLock lock = IndexLock.of(folder);
    try {
      if (exists) {
        // Once more: what another run did meanwhile counts.
        check(folder, overwrite);
      }
      return new IndexWriter(folder, !exists, lock, null, recipe, batchGranules);
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /**
   * Starts to add to an index. Granules that it has already are replaced; all others stay.
   *
   * @param recipe as {@link #create(Path, boolean, String, int)} has it
   * @param batchGranules granules after which what is done is kept
   * @throws org.groundtrack.error.BadIndexException if the folder holds no sound index
   * @throws UsageException if another run writes to it
   */
  public static IndexWriter append(Path folder, String recipe, int batchGranules) {
    // First, so that a folder without an index is left as it is.
    IndexState.read(folder);
    IndexLock lock = IndexLock.of(folder);
    try {
      return new IndexWriter(folder, false, lock, IndexState.read(folder), recipe, batchGranules);
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /**
   * Has a new index say between what the values of some variables lie; before granules are added.
   *
   * @param names of the variables, as users give them
   * @throws UsageException if there are too many, or one is given twice
   */
  public IndexWriter withZones(List<String> names) {
    if (base != null) {
      throw new IllegalStateException("An index keeps the zones that it was made with");
    }
    List<ZoneColumn> columns = ZoneColumn.of(names);
    // Those of what a run before has finished know their variables.
    zones = staging.isEmpty() ? columns : staging.zones();
    return this;
  }

  /** The zones of the index, with the variables that were added so far. */
  public List<ZoneColumn> zones() {
    return zones;
  }

  private static void check(Path folder, boolean overwrite) {
    if (!Files.isDirectory(folder)) {
      throw new UsageException("[%s] is a file: name a folder for the index".formatted(folder));
    }
    boolean index = Files.exists(folder.resolve(IndexState.FILE_NAME));
    if (index && !overwrite) {
      throw new UsageException(
          "[%s] holds an index: name another folder, or give --overwrite to replace it or --append to add to it"
              .formatted(folder));
    }
    if (!index && !isFree(folder)) {
      throw new UsageException(
          "[%s] is not empty and holds no index: name another folder".formatted(folder));
    }
  }

  /** Whether a folder is empty, but for what a build that was killed may have left. */
  private static boolean isFree(Path folder) {
    Set<String> known = new HashSet<>(PartFiles.TABLES);
    known.add(Staging.FOLDER_NAME);
    known.add(IndexLock.FILE_NAME);
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        String name = entry.getFileName().toString();
        if (!known.contains(name) && !name.endsWith(".inprogress")) {
          return false;
        }
      }
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException("Folder " + folder, e);
    }
  }

  /** Granules that a run which was killed has indexed already: they need not be added. */
  public List<Granule> done() {
    List<Granule> done = staging.granules().stream().map(home()::here).toList();
    done.forEach(granule -> staged.add(granule.id()));
    return done;
  }

  /** Leaves out granules that {@link #done} named; they may be added again. */
  public void drop(Collection<Granule> granules) {
    if (!granules.isEmpty()) {
      Set<String> ids = granules.stream().map(Granule::id).collect(Collectors.toSet());
      staging.drop(ids, IndexTotals.of(granules));
      staged.removeAll(ids);
    }
  }

  /**
   * Adds a granule. Granules come in the order of {@link GranuleOrder}, each once.
   *
   * @param layout of the granule's product, with the resolution of its cells; the same for all
   *     granules of a product
   * @throws LimitExceededException if the disk is full
   */
  public void add(
      ProductLayout layout, Granule granule, List<Dataset> datasets, CoverageTable cells) {
    add(layout, granule, datasets, cells, Map.of());
  }

  /**
   * The same of a granule whose coverage has the bounds of all {@linkplain #zones() zones}.
   *
   * @param places by the name of a zone, the variable of the granule; those that it lacks are left
   *     out
   */
  public void add(
      ProductLayout layout,
      Granule granule,
      List<Dataset> datasets,
      CoverageTable cells,
      Map<String, ZoneColumn.Place> places) {
    ProductLayout known = layouts.putIfAbsent(layout.product(), layout);
    if (known != null
        && !known.equals(layout)
        && !LayoutReader.write(known.asIndexed()).equals(LayoutReader.write(layout.asIndexed()))) {
      throw new UsageException(
          "[%s] granules of %s are laid out in two ways, by versions %s and %s, of which %s is one: index them apart"
              .formatted(
                  folder, layout.product(), known.versions(), layout.versions(), granule.id()));
    }
    if (staged.contains(granule.id())) {
      throw new IllegalArgumentException("Granule " + granule.id() + " is added twice");
    }
    zones =
        zones.stream()
            .map(
                zone ->
                    places.containsKey(zone.name())
                        ? zone.with(layout.product(), places.get(zone.name()))
                        : zone)
            .toList();
    if (batch == null) {
      PartFiles files = new PartFiles(staging.folder(), run + "-" + batches++);
      batchFiles = files;
      batch = new Batch(files, zones);
    }
    batch.add(home().named(granule), datasets, cells);
    staged.add(granule.id());
    if (batch.size() >= batchGranules) {
      finishBatch();
    }
  }

  private Home home() {
    return Home.of(base == null ? null : base.madeIn(), Location.of(folder));
  }

  private void finishBatch() {
    if (batch != null) {
      Parts finished = batch.finish();
      // First: an interruption must not delete what the staged state names.
      batchFiles.keep();
      staging.add(finished, layoutsOf(staging.layouts()), zones);
      batch = null;
    }
  }

  /** What there is, and the layouts of further products. */
  private List<JsonNode> layoutsOf(List<JsonNode> there) {
    Map<String, JsonNode> all = new TreeMap<>();
    layouts.forEach((product, layout) -> all.put(product, LayoutReader.write(layout.asIndexed())));
    there.forEach(layout -> all.put(layout.path("product").asText(), layout));
    return List.copyOf(all.values());
  }

  /**
   * Makes what was added the index, or part of it, in one step, and deletes parts that are not
   * needed any more.
   *
   * @return sums over the index
   * @throws UsageException if the index was changed by another run meanwhile
   * @throws LimitExceededException if the disk is full
   */
  public IndexTotals commit() {
    finishBatch();
    if (staging.isEmpty()) {
      throw new IllegalStateException("An index needs a granule");
    }
    Parts added = staging.into(target);
    IndexState state = base == null ? fresh(added) : together(added);
    target.commit(state, staging::delete);
    return state.totals();
  }

  private IndexState fresh(Parts added) {
    return IndexState.of(
            layoutsOf(staging.layouts()),
            added.coverage(),
            added.manifest(),
            added.granules(),
            added.totals())
        .with(zones)
        .madeIn(Home.uri(folder));
  }

  private IndexState together(Parts added) {
    IndexState now = IndexState.read(folder);
    if (!now.equals(base)) {
      throw new UsageException(
          "[%s] was changed by another run meanwhile: try again".formatted(folder));
    }
    List<Granule> gone;
    try (SpatialIndex index = SpatialIndex.open(folder)) {
      gone = index.granules(staged);
    }
    Set<String> again = gone.stream().map(Granule::id).collect(Collectors.toSet());
    Map<String, JsonNode> products = new HashMap<>();
    layoutsOf(staging.layouts())
        .forEach(layout -> products.put(layout.path("product").asText(), layout));
    now.layouts().forEach(layout -> products.put(layout.path("product").asText(), layout));
    return IndexState.of(
            List.copyOf(new TreeMap<>(products).values()),
            joined(now.coverage(), again, added.coverage()),
            joined(now.manifest(), again, added.manifest()),
            joined(now.granules(), again, added.granules()),
            now.totals().minus(IndexTotals.of(gone)).plus(added.totals()))
        .with(zones)
        .madeIn(now.madeIn());
  }

  private static List<IndexState.Part> joined(
      List<IndexState.Part> old, Set<String> again, List<IndexState.Part> added) {
    return Stream.concat(old.stream().map(part -> part.without(again)), added.stream()).toList();
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(interruption);
    } catch (IllegalStateException e) {
      // The process is ending: the hook itself deletes what is left.
      return;
    }
    try {
      if (batch != null) {
        batch.close();
      }
      deleteWritten();
    } finally {
      lock.close();
    }
  }

  /** Deletes what was written, unless it was committed, or a later run goes on with it. */
  private void deleteWritten() {
    if (target.isKept()) {
      return;
    }
    PartFiles unfinished = batchFiles;
    if (unfinished != null) {
      unfinished.close();
    }
    target.close();
    if (recipe != null && !staging.isEmpty()) {
      return;
    }
    staging.delete();
    if (created) {
      try {
        for (String table : PartFiles.TABLES) {
          Files.deleteIfExists(folder.resolve(table));
        }
        Files.deleteIfExists(folder.resolve(IndexLock.FILE_NAME));
        Files.deleteIfExists(folder);
      } catch (IOException e) {
        throw new LimitExceededException(
            "[%s] the build failed, and what it wrote can't be deleted: %s"
                .formatted(folder, e.getMessage()),
            e);
      }
    }
  }
}
