package org.groundtrack.index;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.groundtrack.error.BadIndexException;
import org.groundtrack.error.SourceUnavailableException;
import org.groundtrack.geo.CellCover;
import org.groundtrack.granule.Dataset;
import org.groundtrack.granule.Granule;
import org.groundtrack.granule.ProductLayout;
import org.groundtrack.granule.ProductLayouts;
import org.groundtrack.io.LocalRangeReader;
import org.groundtrack.io.RangeReader;

/**
 * An index that is read: the state that {@code index.json} named when it was opened. Of the tables
 * only pages that may hold what is asked for are read. Safe for use by many threads at once.
 *
 * <p>Its content is not trusted: what makes no sense is a {@link BadIndexException}.
 */
public final class SpatialIndex implements AutoCloseable {
  private final Path folder;
  private final IndexState state;
  private final ProductLayout layout;

  private SpatialIndex(Path folder, IndexState state, ProductLayout layout) {
    this.folder = folder;
    this.state = state;
    this.layout = layout;
  }

  /**
   * Opens an index.
   *
   * @throws BadIndexException if the folder holds none, it is damaged, or of a newer format
   */
  public static SpatialIndex open(Path folder) {
    IndexState state = IndexState.read(folder);
    ProductLayout layout =
        ProductLayouts.of(String.valueOf(state.product()))
            .orElseThrow(
                () ->
                    new BadIndexException(
                        "[%s] is of product %s, which this Groundtrack does not know; known: %s"
                            .formatted(folder, state.product(), ProductLayouts.known())));
    return new SpatialIndex(folder, state, layout);
  }

  /** The index's name for messages. */
  public String name() {
    return folder.toString();
  }

  /** The layout of the indexed product. */
  public ProductLayout layout() {
    return layout;
  }

  /** H3 resolution of the coverage. */
  public int resolution() {
    return state.h3Resolution();
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
   * @param cover of the index's resolution
   * @param consumer is called by the calling thread
   */
  public void coverage(CellCover cover, Consumer<CoverageTable.Row> consumer) {
    if (cover.resolution() != resolution()) {
      throw new IllegalArgumentException(
          "The index has resolution %s, the cover %s".formatted(resolution(), cover.resolution()));
    }
    for (IndexState.Part part : state.coverage()) {
      try (RangeReader reader = open(part)) {
        CoverageFile.read(reader, cover, consumer);
      }
    }
  }

  /** The granules of some ids; ids that the index lacks are left out. */
  public List<Granule> granules(Set<String> ids) {
    List<Granule> granules = new ArrayList<>();
    if (!ids.isEmpty()) {
      readGranules(
          granule -> {
            if (ids.contains(granule.id())) {
              granules.add(granule);
            }
          });
    }
    return granules;
  }

  /** The id of the first granule; none if the index is empty. */
  public Set<String> firstGranule() {
    List<Granule> granules = granules();
    return granules.isEmpty() ? Set.of() : Set.of(granules.get(0).id());
  }

  /** All granules, in the order of their ids. */
  public List<Granule> granules() {
    List<Granule> granules = new ArrayList<>();
    readGranules(granules::add);
    return granules;
  }

  private void readGranules(Consumer<Granule> consumer) {
    Set<String> seen = new HashSet<>();
    for (IndexState.Part part : state.granules()) {
      try (RangeReader reader = open(part)) {
        GranulesFile.read(
            reader,
            granule -> {
              if (!seen.add(granule.id())) {
                throw new BadIndexException(
                    "[%s] holds granule %s twice. Build the index again"
                        .formatted(name(), granule.id()));
              }
              consumer.accept(granule);
            });
      }
    }
  }

  /**
   * Gives the chunk manifests of some granules.
   *
   * @param wanted which datasets, by their path in the granule
   * @param consumer receives the granule's id and a dataset; is called by the calling thread
   */
  public void datasets(
      Set<String> ids, Predicate<String> wanted, BiConsumer<String, Dataset> consumer) {
    for (IndexState.Part part : state.manifest()) {
      try (RangeReader reader = open(part)) {
        ManifestFile.read(reader, ids, wanted, consumer);
      }
    }
  }

  private RangeReader open(IndexState.Part part) {
    try {
      RangeReader reader = LocalRangeReader.open(folder.resolve(part.file()));
      if (reader.identity().size() != part.bytes()) {
        long found = reader.identity().size();
        reader.close();
        throw new BadIndexException(
            "[%s/%s] has %s bytes, expected %s: it is truncated or was replaced. Build the index again"
                .formatted(folder, part.file(), found, part.bytes()));
      }
      return reader;
    } catch (SourceUnavailableException e) {
      throw new BadIndexException(
          "[%s/%s] can't be read: %s. Build the index again"
              .formatted(folder, part.file(), e.getMessage()),
          e);
    }
  }

  /** Nothing stays open between calls; closing is for what a remote index will hold. */
  @Override
  public void close() {
    // Part files are opened and closed by each call.
  }
}
