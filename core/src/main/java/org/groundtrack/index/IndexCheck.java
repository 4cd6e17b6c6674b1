package org.groundtrack.index;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.LongPredicate;
import org.groundtrack.error.GroundtrackException;
import org.groundtrack.geo.H3Cells;
import org.groundtrack.granule.Beam;
import org.groundtrack.granule.ChunkTable;
import org.groundtrack.granule.Dataset;
import org.groundtrack.granule.Granule;
import org.groundtrack.granule.InvalidPositions;
import org.groundtrack.io.RangeReader;
import org.groundtrack.layout.Link;
import org.groundtrack.layout.ProductLayout;
import org.groundtrack.layout.Rate;
import org.groundtrack.parquet.ParquetTableReader;

/**
 * Holds every row of an index against the rules of its format: order, sums, ids that lead
 * somewhere, rows and bytes within what granules have. For one thread; the granules table is held
 * in memory.
 */
public final class IndexCheck {
  /** Problems that are told: a broken index may have one in each row. */
  static final int MAX_PROBLEMS = 100;

  private final SpatialIndex index;
  private final List<String> problems = new ArrayList<>();
  private final Map<String, Granule> granules = new HashMap<>();
  private final Map<String, ProductLayout> layouts = new HashMap<>();
  private long coverageRows;
  private long datasets;

  private IndexCheck(SpatialIndex index) {
    this.index = index;
    index.layouts().forEach(layout -> layouts.put(layout.product(), layout));
  }

  /**
   * Checks an index.
   *
   * @param each receives every row of the coverage that counts, such as to hold it against its
   *     granule
   * @param progress is told how many parts are done
   * @return what is wrong, a hundred problems at most; none if it is sound
   */
  public static List<String> run(
      SpatialIndex index, BiConsumer<CoverageTable.Row, byte[]> each, LongConsumer progress) {
    IndexCheck check = new IndexCheck(index);
    long done = 0;
    for (IndexState.Part part : index.state().granules()) {
      check.part(part, reader -> check.granules(part, reader));
      progress.accept(++done);
    }
    for (IndexState.Part part : index.state().manifest()) {
      check.part(part, reader -> check.manifest(part, reader));
      progress.accept(++done);
    }
    for (IndexState.Part part : index.state().coverage()) {
      check.part(part, reader -> check.coverage(part, reader, each));
      progress.accept(++done);
    }
    check.totals();
    check.positions();
    return List.copyOf(check.problems);
  }

  private void problem(String what, Object... facts) {
    if (problems.size() < MAX_PROBLEMS) {
      problems.add(what.formatted(facts));
    }
  }

  private void part(IndexState.Part part, Consumer<ParquetTableReader> rows) {
    try (RangeReader source = index.part(part)) {
      ParquetTableReader reader = ParquetTableReader.open(source);
      if (reader.rowCount() != part.rows()) {
        problem("%s has %s rows, index.json says %s", part.file(), reader.rowCount(), part.rows());
      }
      rows.accept(reader);
    } catch (GroundtrackException e) {
      problem("%s", e.getMessage());
    }
  }

  private void granules(IndexState.Part part, ParquetTableReader reader) {
    String last = null;
    for (String id : GranulesFile.ids(reader)) {
      if (last != null && GranuleOrder.INSTANCE.compare(last, id) >= 0) {
        problem("%s: granule %s comes after %s", part.file(), id, last);
      }
      last = id;
    }
    try (PartRows<Granule> rows = GranulesFile.readAll(reader, part.keys())) {
      rows.give(
          granule -> {
            if (part.without().contains(granule.id())) {
              return;
            }
            if (granules.put(granule.id(), granule) != null) {
              problem("%s: granule %s is in another part, too", part.file(), granule.id());
            }
            String version = GranulesFile.productVersion(granule);
            if (part.versions() != null && !part.versions().contains(version)) {
              problem(
                  "%s: granule %s is of %s, index.json says %s",
                  part.file(), granule.id(), version, part.versions());
            }
            if (!layouts.containsKey(granule.product())) {
              problem(
                  "%s: granule %s is of %s, of which index.json has no layout",
                  part.file(), granule.id(), granule.product());
            }
          });
    }
  }

  private void manifest(IndexState.Part part, ParquetTableReader reader) {
    String[] last = {null};
    Set<String> done = new HashSet<>();
    try (PartRows<ManifestFile.Row> rows = ManifestFile.readAll(reader, part.keys())) {
      rows.give(
          row -> {
            if (!row.granule().equals(last[0])) {
              if (!done.add(row.granule())) {
                problem("%s: rows of granule %s lie apart", part.file(), row.granule());
              }
              last[0] = row.granule();
            }
            if (!part.without().contains(row.granule())) {
              datasets++;
              dataset(part, row);
            }
          });
    }
  }

  private void dataset(IndexState.Part part, ManifestFile.Row row) {
    Granule granule = granules.get(row.granule());
    if (granule == null) {
      problem("%s: granule %s is not in the index", part.file(), row.granule());
      return;
    }
    Dataset dataset = row.dataset();
    ChunkTable chunks = dataset.chunks();
    long size = granule.identity().size();
    for (int i = 0; i < chunks.count(); i++) {
      if (chunks.isAllocated(i)
          && (chunks.offset(i) < 0
              || chunks.size(i) < 0
              || chunks.offset(i) > size - chunks.size(i))) {
        problem(
            "%s: granule %s, dataset /%s, chunk %s: bytes %s to %s of a granule of %s",
            part.file(),
            row.granule(),
            dataset.path(),
            i,
            chunks.offset(i),
            chunks.offset(i) + chunks.size(i),
            size);
      }
    }
  }

  private void coverage(
      IndexState.Part part, ParquetTableReader reader, BiConsumer<CoverageTable.Row, byte[]> each) {
    long[] last = {Long.MIN_VALUE};
    LongPredicate held = part.keys() == null ? cell -> true : part.keys().cells();
    CoverageFile.scanAll(
        reader,
        index.zones(),
        (row, geometry) -> {
          if (row.cell() < last[0]) {
            problem(
                "%s: cell %s comes after %s",
                part.file(), Long.toHexString(row.cell()), Long.toHexString(last[0]));
          }
          last[0] = row.cell();
          if (!held.test(row.cell())) {
            problem("%s: cell %s is outside its keys", part.file(), Long.toHexString(row.cell()));
          }
          if (!part.without().contains(row.granule())) {
            coverageRows++;
            String wrong = wrong(row);
            if (wrong != null) {
              problem(
                  "%s: cell %s, granule %s, beam %s, rows from %s: %s",
                  part.file(),
                  Long.toHexString(row.cell()),
                  row.granule(),
                  row.beam(),
                  row.firstRow(),
                  wrong);
            }
            each.accept(row, geometry);
          }
        });
  }

  /** What is wrong with a row, or {@code null}. */
  private String wrong(CoverageTable.Row row) {
    Granule granule = granules.get(row.granule());
    if (granule == null) {
      return "the granule is not in the index";
    }
    if (!granule.product().equals(row.product())) {
      return "product %s, the granule is of %s".formatted(row.product(), granule.product());
    }
    ProductLayout layout = layouts.get(row.product());
    if (layout == null) {
      return null;
    }
    if (!H3Cells.isValid(row.cell()) || H3Cells.resolution(row.cell()) != layout.h3Resolution()) {
      return "the cell is none of resolution " + layout.h3Resolution();
    }
    Beam beam = granule.beam(row.beam()).orElse(null);
    Rate rate = layout.rate(row.rate()).orElse(null);
    if (beam == null || rate == null || !granule.rates().contains(row.rate())) {
      return "the granule has no beam %s with rate %s".formatted(row.beam(), row.rate());
    }
    if (row.firstRow() + row.rowCount() > beam.rows(row.rate())
        || row.validPositions() < 0
        || row.validPositions() > row.rowCount()) {
      return "%s rows, %s with positions; the beam has %s"
          .formatted(row.rowCount(), row.validPositions(), beam.rows(row.rate()));
    }
    if (row.west() < -180.001
        || row.east() > 180.001
        || row.south() < -90.001
        || row.north() > 90.001
        || row.startNanos() > row.endNanos()) {
      return "bounds %s to %s, %s to %s, times %s to %s"
          .formatted(
              row.west(), row.east(), row.south(), row.north(), row.startNanos(), row.endNanos());
    }
    List<Link> links = rate.links();
    if (row.links().size() != links.size()) {
      return "%s links, the rate has %s".formatted(row.links().size(), links.size());
    }
    return null;
  }

  private void totals() {
    IndexTotals totals = index.totals();
    IndexTotals found = IndexTotals.of(granules.values());
    same("granules", found.granules(), totals.granules());
    same("rows", found.rows(), totals.rows());
    same("invalidPositions", found.invalidPositions(), totals.invalidPositions());
    same("granuleBytes", found.granuleBytes(), totals.granuleBytes());
    if (index.state().parts().allMatch(part -> part.without().isEmpty())) {
      // Rows that count no more are in these sums as long as they are in the parts.
      same("coverageRows", coverageRows, totals.coverageRows());
      same("datasets", datasets, totals.datasets());
    }
    same("indexBytes", Parts.bytes(index.state().parts()), totals.indexBytes());
  }

  /** An index that most rows of a product are not in finds few of its points, and says nothing. */
  private void positions() {
    for (ProductLayout layout : index.layouts()) {
      long rows = 0;
      InvalidPositions invalid = InvalidPositions.NONE;
      for (Granule granule : granules.values()) {
        if (granule.product().equals(layout.product())) {
          invalid = invalid.plus(granule.invalidPositions());
          for (Rate rate : layout.rates()) {
            rows += rate.parent() == null ? granule.rows(rate.name()) : 0;
          }
        }
      }
      InvalidPositions lost = invalid.lost();
      if (lost.total() > rows / 2) {
        problem(
            "most rows of %s can't be found, since their positions are not valid: of %s rows %s. Look at the longitudes and latitudes that its layout names",
            layout.product(), rows, lost.reasons());
      }
    }
  }

  private void same(String what, long found, long said) {
    if (found != said) {
      problem("%s are %s, index.json says %s", what, found, said);
    }
  }
}
