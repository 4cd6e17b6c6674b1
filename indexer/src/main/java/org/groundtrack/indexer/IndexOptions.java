package org.groundtrack.indexer;

import java.util.List;
import java.util.function.Consumer;
import org.groundtrack.index.IndexWriter;
import org.groundtrack.layout.ProductLayouts;

/**
 * How an index is built.
 *
 * @param threads granules that are scanned at once (at least 1)
 * @param resolution H3 resolution of the coverage, 0 to 8; {@code null} for what each product's
 *     layout says
 * @param overwrite whether an index that exists is replaced
 * @param skipBadGranules whether a granule that is bad, or can't be reached, is left out and
 *     counted, not the end of the run. One that may not be read always ends it
 * @param layouts by which products are recognised
 * @param product what granules are taken for that say nothing of a product, or {@code null}
 * @param rates names of the rates that are indexed; none for those that layouts index by default
 * @param sidecars where chunk manifests may come from beside the granules themselves
 * @param keepEvery granules after which what a run has done is kept, should it be killed (at least
 *     1)
 * @param zones variables between whose values the index is to tell, such as {@code h_li} or {@code
 *     rh[98]}; at most {@link org.groundtrack.index.ZoneColumn#MAX_COLUMNS}
 */
public record IndexOptions(
    int threads,
    Integer resolution,
    boolean overwrite,
    boolean skipBadGranules,
    ProductLayouts layouts,
    String product,
    List<String> rates,
    Sidecars sidecars,
    int keepEvery,
    List<String> zones) {

  /**
   * The finest resolution: cells 1 km wide, far smaller than the 200 km of a chunk, and the last
   * whose ids leave room for the row number by which coverage is sorted.
   */
  public static final int MAX_RESOLUTION = 8;

  /** One thread per processor, resolutions by layout, nothing overwritten or skipped. */
  public static final IndexOptions DEFAULT =
      new IndexOptions(
          Runtime.getRuntime().availableProcessors(),
          null,
          false,
          false,
          ProductLayouts.shipped(),
          null,
          List.of(),
          Sidecars.AUTO,
          IndexWriter.BATCH_GRANULES,
          List.of());

  public IndexOptions {
    rates = List.copyOf(rates);
    zones = List.copyOf(zones);
    ZonePlaces.check(zones);
    if (keepEvery < 1) {
      throw new IllegalArgumentException("Keep every granule or more: found " + keepEvery);
    }
    if (threads < 1 || (resolution != null && (resolution < 0 || resolution > MAX_RESOLUTION))) {
      throw new IllegalArgumentException(
          "An index needs a thread and a resolution from 0 to %s: found %s and %s"
              .formatted(MAX_RESOLUTION, threads, resolution));
    }
  }

  /** The same with another number of threads. */
  public IndexOptions withThreads(int count) {
    return with(copy -> copy.threads = count);
  }

  /** The same with another resolution. */
  public IndexOptions withResolution(int other) {
    return with(copy -> copy.resolution = other);
  }

  /** The same, replacing an index that exists, or not. */
  public IndexOptions withOverwrite(boolean replace) {
    return with(copy -> copy.overwrite = replace);
  }

  /** The same, skipping bad granules, or not. */
  public IndexOptions withSkipBadGranules(boolean skip) {
    return with(copy -> copy.skipBadGranules = skip);
  }

  /** The same with sidecars from elsewhere, or none. */
  public IndexOptions withSidecars(Sidecars other) {
    return with(copy -> copy.sidecars = other);
  }

  /** The same with other layouts. */
  public IndexOptions withLayouts(ProductLayouts other) {
    return with(copy -> copy.layouts = other);
  }

  /** The same with other rates. */
  public IndexOptions withRates(List<String> names) {
    return with(copy -> copy.rates = names);
  }

  /** The same, keeping what is done after another number of granules. */
  public IndexOptions withKeepEvery(int granules) {
    return with(copy -> copy.keepEvery = granules);
  }

  /** The same with zones of other variables. */
  public IndexOptions withZones(List<String> names) {
    return with(copy -> copy.zones = names);
  }

  /** The same with granules that say nothing of a product taken for one. */
  public IndexOptions withProduct(String name) {
    return with(copy -> copy.product = name);
  }

  private IndexOptions with(Consumer<Copy> change) {
    Copy copy = new Copy(this);
    change.accept(copy);
    return copy.options();
  }

  /** Options of which one is about to change. */
  private static final class Copy {
    private int threads;
    private Integer resolution;
    private boolean overwrite;
    private boolean skipBadGranules;
    private ProductLayouts layouts;
    private String product;
    private List<String> rates;
    private Sidecars sidecars;
    private int keepEvery;
    private List<String> zones;

    Copy(IndexOptions options) {
      threads = options.threads;
      resolution = options.resolution;
      overwrite = options.overwrite;
      skipBadGranules = options.skipBadGranules;
      layouts = options.layouts;
      product = options.product;
      rates = options.rates;
      sidecars = options.sidecars;
      keepEvery = options.keepEvery;
      zones = options.zones;
    }

    IndexOptions options() {
      return new IndexOptions(
          threads,
          resolution,
          overwrite,
          skipBadGranules,
          layouts,
          product,
          rates,
          sidecars,
          keepEvery,
          zones);
    }
  }
}
