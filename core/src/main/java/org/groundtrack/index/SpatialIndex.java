package org.groundtrack.index;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.groundtrack.error.BadIndexException;
import org.groundtrack.error.GroundtrackException;
import org.groundtrack.error.SourceChangedException;
import org.groundtrack.error.SourceUnavailableException;
import org.groundtrack.error.UsageException;
import org.groundtrack.geo.CellCover;
import org.groundtrack.granule.Dataset;
import org.groundtrack.granule.Granule;
import org.groundtrack.io.Fetching;
import org.groundtrack.io.RangeReader;
import org.groundtrack.io.SourceIdentity;
import org.groundtrack.layout.ProductLayout;
import org.groundtrack.parquet.ParquetTableReader;
import org.groundtrack.source.Location;
import org.groundtrack.source.Sources;
import org.locationtech.jts.geom.Envelope;

/**
 * An index that is read: the state that {@code index.json} named when it was opened. Of the tables
 * only pages that may hold what is asked for are read. Safe for use by many threads at once.
 *
 * <p>Its content is not trusted: what makes no sense is a {@link BadIndexException}.
 */
public final class SpatialIndex implements AutoCloseable {
  /**
   * Part files that are opened at once: each takes two or three reads that wait for each other, and
   * holds pages until its turn comes.
   */
  private static final int PARTS_AHEAD = 8;

  /**
   * Local part files that are opened, and whose first row group is decoded, while another thread
   * takes the rows of the one before: some 40 MB each of a continent's coverage.
   */
  private static final int LOCAL_PARTS_AHEAD = 3;

  /**
   * Who opens parts before their turn.
   *
   * @param executor may drop or delay them
   * @param parts that are open at most
   * @param decoding whether their first rows are decoded, too
   */
  private record Ahead(Executor executor, int parts, boolean decoding) {}

  private final Location folder;
  private final PartSource source;
  private final Fetching fetching;
  private final Ahead ahead;
  private final Footers footers = new Footers();
  private final IndexState state;
  private final List<ProductLayout> layouts;
  private final Home home;
  private volatile boolean closed;

  private SpatialIndex(
      Location folder,
      PartSource source,
      Fetching fetching,
      Ahead ahead,
      IndexState state,
      List<ProductLayout> layouts) {
    this.folder = folder;
    this.source = source;
    this.fetching = fetching;
    this.ahead = ahead;
    this.state = state;
    this.layouts = layouts;
    this.home = Home.of(state.madeIn(), folder);
  }

  /**
   * Opens a local index.
   *
   * @throws BadIndexException if the folder holds none, it is damaged, or of a newer format
   */
  public static SpatialIndex open(Path folder) {
    return open(Location.of(folder), Sources.standard());
  }

  /**
   * Opens an index.
   *
   * @param folder a folder, or a URI below which {@code index.json} is
   * @param sources open its files; they stay the caller's to close, after the index
   * @throws BadIndexException if there is none, it is damaged, or of a newer format
   * @throws SourceUnavailableException if it is remote and can't be read
   */
  public static SpatialIndex open(Location folder, Sources sources) {
    PartSource source =
        (location, expected) ->
            expected == null ? sources.open(location) : sources.open(location, expected);
    return folder.isLocal()
        ? open(
            folder,
            source,
            Fetching.LOCAL,
            new Ahead(ForkJoinPool.commonPool(), LOCAL_PARTS_AHEAD, true))
        : open(folder, source, Fetching.remote());
  }

  static SpatialIndex open(Location folder, PartSource source, Fetching fetching) {
    return open(folder, source, fetching, new Ahead(fetching.executor(), PARTS_AHEAD, false));
  }

  private static SpatialIndex open(
      Location folder, PartSource source, Fetching fetching, Ahead ahead) {
    IndexState state = IndexState.read(folder, source);
    return new SpatialIndex(folder, source, fetching, ahead, state, state.productLayouts(folder));
  }

  /** What {@code index.json} says. */
  IndexState state() {
    return state;
  }

  /** Opens a part, which must have the size that it was committed with. */
  RangeReader part(IndexState.Part part) {
    return open(part);
  }

  /** The index's name for messages. */
  public String name() {
    return folder.toString();
  }

  /** The layouts of the indexed products, each with the H3 resolution of its coverage. */
  public List<ProductLayout> layouts() {
    return layouts;
  }

  /** The variables of which the coverage says between what their values lie. */
  public List<ZoneColumn> zones() {
    return state.zones();
  }

  /**
   * The layout of a product.
   *
   * @param product one of its names, or {@code null} for the only one in the index
   * @throws UsageException if the index has no such product, or several and none was named
   */
  public ProductLayout layout(String product) {
    List<ProductLayout> found =
        layouts.stream().filter(l -> product == null || l.isCalled(product)).toList();
    if (found.size() == 1) {
      return found.get(0);
    }
    String held = layouts.stream().map(ProductLayout::product).collect(Collectors.joining(", "));
    throw new UsageException(
        product == null
            ? "[%s] holds several products: name one of %s".formatted(name(), held)
            : "[%s] holds no granules of %s, only of %s".formatted(name(), product, held));
  }

  /** Granules in the index. */
  public long granuleCount() {
    return state.totals().granules();
  }

  /** Sums over the index. */
  public IndexTotals totals() {
    return state.totals();
  }

  /**
   * Gives the coverage rows whose cell is in a cover.
   *
   * @param cover of the resolution of the product that is looked for
   * @param linked whether what the rows lead to is wanted
   * @param consumer is called by the calling thread
   */
  public void coverage(CellCover cover, boolean linked, Consumer<CoverageTable.Row> consumer) {
    coverage(cover, linked, List.of(), consumer);
  }

  /**
   * The same with zones.
   *
   * @param zones of the index; rows have the bounds of these, in this order
   */
  public void coverage(
      CellCover cover,
      boolean linked,
      List<ZoneColumn> zones,
      Consumer<CoverageTable.Row> consumer) {
    if (cover.rangeCount() > 0) {
      List<IndexState.Part> parts =
          state.coverage().stream()
              .filter(part -> part.keys() == null || part.keys().overlaps(cover))
              .toList();
      read(
          parts,
          (part, reader) -> CoverageFile.read(reader, part.keys(), cover, linked, zones),
          CoverageTable.Row::granule,
          consumer);
    }
  }

  /** The granules of some ids; ids that the index lacks are left out. */
  public List<Granule> granules(Set<String> ids) {
    WantedGranules wanted = new WantedGranules(ids);
    return readGranules(
        wanted.parts(state.granules()),
        (part, reader) -> GranulesFile.read(reader, part.keys(), wanted.in(part)));
  }

  /**
   * Whether the index may hold granules of a product in several versions. Nothing is read for it.
   */
  public boolean mayHoldVersions(String product) {
    Set<String> versions = new HashSet<>();
    for (IndexState.Part part : state.granules()) {
      if (part.versions() == null) {
        return true;
      }
      part.versions().stream().filter(v -> v.startsWith(product + " ")).forEach(versions::add);
    }
    return versions.size() > 1;
  }

  /**
   * The granules that have a number of the track, reference ground track or orbit, in common with
   * some granules: all other versions of these are among them, wherever they lie. Pages without
   * such numbers are not read.
   */
  public List<Granule> ofSameTracks(Collection<Granule> granules) {
    Tracks tracks = new Tracks(granules);
    return tracks.isEmpty()
        ? List.of()
        : readGranules(
            state.granules(),
            (part, reader) -> GranulesFile.readTracks(reader, part.keys(), tracks));
  }

  /** The id of one granule of a product; none if the index has none. Few pages are read for it. */
  public Set<String> firstGranule(String product) {
    for (IndexState.Part part : state.granules()) {
      List<Granule> some =
          ofProduct(part, product, table -> GranulesFile.readSome(table, part.keys(), product));
      if (some.isEmpty()) {
        // The row group had no such granule in spite of its statistics, or none that counts.
        some = ofProduct(part, product, table -> GranulesFile.readAll(table, part.keys(), product));
      }
      if (!some.isEmpty()) {
        return Set.of(some.get(0).id());
      }
    }
    return Set.of();
  }

  /**
   * Granules of a product: all of them, or of a large index those in the first and the last part
   * that holds each version.
   *
   * @param large granules of an index from which on not all are read
   */
  public List<Granule> someGranules(String product, long large) {
    List<IndexState.Part> parts = state.granules();
    if (granuleCount() >= large) {
      Map<String, IndexState.Part> last = new LinkedHashMap<>();
      Set<IndexState.Part> chosen = new LinkedHashSet<>();
      for (IndexState.Part part : parts) {
        for (String version : part.versions() == null ? Set.of(product + " ") : part.versions()) {
          if (version.startsWith(product + " ") && last.put(version, part) == null) {
            chosen.add(part);
          }
        }
      }
      chosen.addAll(last.values());
      parts = List.copyOf(chosen);
    }
    return readGranules(parts, (part, table) -> GranulesFile.readAll(table, part.keys(), product))
        .stream()
        .filter(granule -> granule.product().equals(product))
        .toList();
  }

  private List<Granule> ofProduct(
      IndexState.Part part,
      String product,
      Function<ParquetTableReader, PartRows<Granule>> prepare) {
    return readGranules(List.of(part), (same, table) -> prepare.apply(table)).stream()
        .filter(granule -> granule.product().equals(product))
        .toList();
  }

  /** All granules, in the order of {@link GranuleOrder}. */
  public List<Granule> granules() {
    return readGranules(
        state.granules(), (part, reader) -> GranulesFile.readAll(reader, part.keys()));
  }

  /**
   * Gives all granules, of which none is kept.
   *
   * @param consumer is called by the calling thread
   */
  public void eachGranule(Consumer<Granule> consumer) {
    read(
        state.granules(),
        (part, reader) -> GranulesFile.readAll(reader, part.keys()),
        Granule::id,
        granule -> consumer.accept(home.here(granule)));
  }

  private List<Granule> readGranules(
      List<IndexState.Part> parts,
      BiFunction<IndexState.Part, ParquetTableReader, PartRows<Granule>> prepare) {
    Map<String, Granule> granules = new HashMap<>();
    read(
        parts,
        prepare,
        Granule::id,
        granule -> {
          if (granules.put(granule.id(), home.here(granule)) != null) {
            throw new BadIndexException(
                "[%s] holds granule %s twice. Build the index again"
                    .formatted(name(), granule.id()));
          }
        });
    return GranuleOrder.sorted(granules.keySet()).stream().map(granules::get).toList();
  }

  /** Searches of the catalogue whose granules it holds, the latest last. */
  public List<IndexSearch> searches() {
    return state.searches();
  }

  /**
   * The box that holds all positions of the index, in degrees, by the footers of the coverage;
   * empty where these do not say. A box that reaches from -180 to 180 may mean two sides of the
   * antimeridian.
   */
  public Optional<Envelope> bounds() {
    Envelope bounds = new Envelope();
    for (IndexState.Part part : state.coverage()) {
      try (RangeReader reader = open(part)) {
        ParquetTableReader table = footers.open(reader, fetching);
        float[] west = table.floatBounds("bbox.xmin");
        float[] south = table.floatBounds("bbox.ymin");
        float[] east = table.floatBounds("bbox.xmax");
        float[] north = table.floatBounds("bbox.ymax");
        if (west != null && south != null && east != null && north != null) {
          bounds.expandToInclude(west[0], south[0]);
          bounds.expandToInclude(east[1], north[1]);
        }
      } catch (SourceUnavailableException | SourceChangedException e) {
        throw unreadable(part, e);
      }
    }
    return bounds.isNull() ? Optional.empty() : Optional.of(bounds);
  }

  /**
   * Gives the chunk manifests of some granules.
   *
   * @param wanted which datasets, by their path in the granule
   * @param consumer receives the granule's id and a dataset; is called by the calling thread
   */
  public void datasets(
      Set<String> ids, Predicate<String> wanted, BiConsumer<String, Dataset> consumer) {
    WantedGranules granules = new WantedGranules(ids);
    read(
        granules.parts(state.manifest()),
        (part, reader) -> ManifestFile.read(reader, part.keys(), granules.in(part), wanted),
        ManifestFile.Row::granule,
        row -> consumer.accept(row.granule(), row.dataset()));
  }

  /**
   * Gives rows of some parts in their order, but for those of granules that a part is without;
   * several are opened at once.
   */
  private <T> void read(
      List<IndexState.Part> parts,
      BiFunction<IndexState.Part, ParquetTableReader, PartRows<T>> prepare,
      Function<T, String> granule,
      Consumer<T> consumer) {
    Deque<PartOnItsWay<T>> coming = new ArrayDeque<>();
    int begun = 0;
    try {
      for (IndexState.Part part : parts) {
        for (; begun < parts.size() && coming.size() < ahead.parts(); begun++) {
          IndexState.Part next = parts.get(begun);
          PartOnItsWay<T> way =
              new PartOnItsWay<>(
                  () -> open(next),
                  reader -> prepare.apply(next, footers.open(reader, fetching)),
                  ahead.decoding());
          // The calling thread itself opens the first, beside the others, where that is its work.
          if (!ahead.decoding() || begun > 0) {
            begin(way);
          }
          coming.add(way);
        }
        try (PartOnItsWay<T> current = coming.remove();
            PartRows<T> rows = current.await()) {
          rows.give(
              part.without().isEmpty()
                  ? consumer
                  : row -> {
                    if (!part.without().contains(granule.apply(row))) {
                      consumer.accept(row);
                    }
                  });
        } catch (SourceUnavailableException | SourceChangedException e) {
          throw unreadable(part, e);
        }
      }
    } finally {
      coming.forEach(PartOnItsWay::close);
    }
  }

  private void begin(PartOnItsWay<?> part) {
    try {
      ahead.executor().execute(part);
    } catch (RejectedExecutionException e) {
      // The calling thread opens it when its turn comes.
    }
  }

  private RangeReader open(IndexState.Part part) {
    if (closed) {
      throw new IllegalStateException(
          "[%s] the index was closed: keep it open as long as its plans are used"
              .formatted(name()));
    }
    if (part.bytes() < 0) {
      throw new BadIndexException(
          "[%s/%s] has %s bytes by %s. Build the index again"
              .formatted(folder, part.file(), part.bytes(), IndexState.FILE_NAME));
    }
    return source.open(folder.resolve(part.file()), new SourceIdentity(part.bytes(), null, null));
  }

  /** Whether the index is another one by now, so that parts of this one may be gone. */
  private boolean isReplaced() {
    try {
      return !IndexState.read(folder, source).equals(state);
    } catch (GroundtrackException unreadable) {
      // Then what is wrong is told of the part.
      return false;
    }
  }

  /**
   * Fails if the index is another one by now. A plan whose tasks are read as they are gone through
   * says of which state it is: granules that were added since would be missing without a word.
   *
   * @throws SourceChangedException if it is
   */
  public void checkUnchanged() {
    IndexState now;
    try {
      now = IndexState.read(folder, source);
    } catch (GroundtrackException e) {
      throw new SourceChangedException(
          "[%s] can't be read any more since it was opened: %s. Make the plan again"
              .formatted(folder, e.getMessage()),
          e);
    }
    if (!now.equals(state)) {
      throw new SourceChangedException(
          "[%s] was changed since it was opened: it held %s granules in %s parts, now %s in %s. Make the plan again"
              .formatted(
                  folder,
                  state.totals().granules(),
                  state.parts().count(),
                  now.totals().granules(),
                  now.parts().count()));
    }
  }

  /** What a part that is not the one that was committed, or can't be read, is to the user. */
  private GroundtrackException unreadable(IndexState.Part part, GroundtrackException e) {
    if (isReplaced()) {
      return new SourceChangedException(
          "[%s] was changed by another run while it was read: try again".formatted(folder), e);
    }
    if (e instanceof SourceChangedException) {
      try (RangeReader reader = source.open(folder.resolve(part.file()), null)) {
        long found = reader.identity().size();
        if (found != part.bytes()) {
          return new BadIndexException(
              "[%s/%s] has %s bytes, expected %s: it is truncated or was replaced. Build the index again"
                  .formatted(folder, part.file(), found, part.bytes()),
              e);
        }
      } catch (SourceUnavailableException gone) {
        return unreadable(part, gone);
      }
    } else if (!folder.isLocal()) {
      return e;
    }
    return new BadIndexException(
        "[%s/%s] can't be read: %s. Build the index again"
            .formatted(folder, part.file(), e.getMessage()),
        e);
  }

  /** Part files are closed after each call; this ends calls. */
  @Override
  public void close() {
    closed = true;
  }
}
