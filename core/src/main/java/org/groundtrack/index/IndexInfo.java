package org.groundtrack.index;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.groundtrack.granule.Granule;
import org.groundtrack.granule.InvalidPositions;
import org.groundtrack.layout.ProductLayout;
import org.groundtrack.source.Location;
import org.groundtrack.source.Sources;

/**
 * What an index holds.
 *
 * @param index where it is
 * @param formatVersion of the index format
 * @param totals sums over it
 * @param products what it holds of each product, in the order of their names
 * @param tables its part files, by table
 * @param zones variables of which it knows between what their values lie
 * @param replacedGranules granules whose older rows are still in its parts: compaction drops them
 * @param unfinished whether a run that was killed left work with which the next one goes on; false
 *     for a remote index
 */
public record IndexInfo(
    String index,
    int formatVersion,
    IndexTotals totals,
    List<Product> products,
    Map<String, Table> tables,
    List<ZoneColumn> zones,
    long replacedGranules,
    boolean unfinished) {

  /**
   * A product of the index.
   *
   * @param product its name
   * @param versions versions of its granules
   * @param rates rates that are indexed
   * @param h3Resolution of its coverage
   * @param granules how many
   * @param rows rows of their first rate
   * @param invalid rows whose position is not valid, by what is wrong with them
   * @param start least time (UTC), or {@code null}
   * @param end greatest time (UTC), or {@code null}
   */
  public record Product(
      String product,
      List<String> versions,
      List<String> rates,
      int h3Resolution,
      long granules,
      long rows,
      InvalidPositions invalid,
      Instant start,
      Instant end) {}

  /**
   * A table's part files.
   *
   * @param parts how many
   * @param rows rows in them, those that count no more included
   * @param bytes of them
   */
  public record Table(long parts, long rows, long bytes) {}

  public IndexInfo {
    products = List.copyOf(products);
    tables = Map.copyOf(tables);
    zones = List.copyOf(zones);
  }

  /**
   * Reads what an index says of itself: of its tables only that of the granules.
   *
   * @throws org.groundtrack.error.BadIndexException if there is none, or it is damaged
   */
  public static IndexInfo of(Location folder, Sources sources) {
    try (SpatialIndex index = SpatialIndex.open(folder, sources)) {
      IndexState state = index.state();
      List<Granule> granules = index.granules();
      List<Product> products = new ArrayList<>();
      for (ProductLayout layout : index.layouts()) {
        products.add(
            product(
                layout,
                granules.stream().filter(g -> g.product().equals(layout.product())).toList()));
      }
      Map<String, Table> tables = new TreeMap<>();
      tables.put("coverage", table(state.coverage()));
      tables.put("manifest", table(state.manifest()));
      tables.put("granules", table(state.granules()));
      return new IndexInfo(
          folder.toString(),
          state.formatVersion(),
          state.totals(),
          products,
          tables,
          state.zones(),
          state.granules().stream().mapToLong(part -> part.without().size()).sum(),
          folder.isLocal() && isUnfinished(folder.path()));
    }
  }

  /** Part files in all tables. */
  public long parts() {
    return tables.values().stream().mapToLong(Table::parts).sum();
  }

  private static boolean isUnfinished(Path folder) {
    return Files.exists(folder.resolve(Staging.FOLDER_NAME).resolve(IndexState.FILE_NAME));
  }

  private static Product product(ProductLayout layout, List<Granule> granules) {
    TreeSet<String> versions = new TreeSet<>();
    TreeSet<String> rates = new TreeSet<>();
    Instant start = null;
    Instant end = null;
    InvalidPositions invalid = InvalidPositions.NONE;
    for (Granule granule : granules) {
      versions.add(granule.version());
      rates.addAll(granule.rates());
      invalid = invalid.plus(granule.invalidPositions());
      if (granule.start() != null) {
        start = start == null || granule.start().isBefore(start) ? granule.start() : start;
        end = end == null || granule.end().isAfter(end) ? granule.end() : end;
      }
    }
    return new Product(
        layout.product(),
        List.copyOf(versions),
        List.copyOf(rates),
        layout.h3Resolution(),
        granules.size(),
        granules.stream().mapToLong(Granule::rows).sum(),
        invalid,
        start,
        end);
  }

  private static Table table(List<IndexState.Part> parts) {
    return new Table(
        parts.size(),
        parts.stream().mapToLong(IndexState.Part::rows).sum(),
        Parts.bytes(parts.stream()));
  }
}
