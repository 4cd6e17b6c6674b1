package org.groundtrack.indexer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.groundtrack.codec.ChunkDecoder;
import org.groundtrack.granule.Dataset;
import org.groundtrack.index.CoverageTable;
import org.groundtrack.index.ZoneBounds;
import org.groundtrack.index.ZoneColumn;
import org.groundtrack.io.ByteRange;
import org.groundtrack.layout.Link;
import org.groundtrack.layout.Rate;
import org.groundtrack.plan.PositionTask;
import org.groundtrack.rows.RowReader;
import org.groundtrack.rows.RowRun;
import org.groundtrack.rows.RowView;
import org.groundtrack.rows.Slice;

/**
 * Finds between what the values of variables lie in the rows that coverage rows of a beam name. It
 * goes by the runs as an index has them: what is said holds for each row that is found by a
 * coverage row, however it came to be in its run. For one thread.
 */
final class ZoneScan {
  private final String name;
  private final BeamScan beam;
  private final List<String> zones;
  private final Map<String, ZoneColumn.Place> places;

  /**
   * A scan of a beam.
   *
   * @param name of the granule for messages
   * @param zones names of the index's zones
   * @param places the granule's variables by these names
   */
  ZoneScan(String name, BeamScan beam, List<String> zones, Map<String, ZoneColumn.Place> places) {
    this.name = name;
    this.beam = beam;
    this.zones = zones;
    this.places = places;
  }

  /** The variable of a place, as it can be read; {@code null} if it can not. */
  private View view(ZoneColumn.Place place) {
    Rate rate = beam.rate(place.rate());
    if (rate == null || !beam.hasVariable(rate, place.path())) {
      return null;
    }
    Dataset dataset = beam.dataset(place.path());
    RowView view =
        new RowView(
            PositionTask.withFill(rate, place.path(), dataset),
            rate.transposed().contains(place.path()));
    int width = view.rowElements();
    int element = place.element() == null ? 0 : place.element();
    element = element < 0 ? element + width : element;
    boolean known = place.element() == null ? dataset.rank() == 1 : dataset.rank() > 1;
    return known && element >= 0 && element < width && view.isReadable()
        ? new View(view, new Slice.Elements(element, 1, 1))
        : null;
  }

  private record View(RowView rows, Slice.Elements elements) {}

  /** The stored bytes that are read, in this order. */
  List<ByteRange> ranges() {
    List<ByteRange> ranges = new ArrayList<>();
    for (String zone : zones) {
      View view = places.containsKey(zone) ? view(places.get(zone)) : null;
      if (view != null && view.rows().rows() > 0) {
        ranges.addAll(
            view.rows().ranges(List.of(new RowRun(0, view.rows().rows())), view.elements()));
      }
    }
    return ranges;
  }

  /**
   * Says it of rows of coverage.
   *
   * @param first the beam's first row of the table, of which it has all from there
   */
  void fill(CoverageTable table, int first, ChunkDecoder decoder, RowReader.Stored stored) {
    List<ZoneBounds[]> found = new ArrayList<>();
    for (int i = first; i < table.size(); i++) {
      found.add(new ZoneBounds[zones.size()]);
    }
    // One after the other, so that one variable's bounds are in memory at a time.
    for (int zone = 0; zone < zones.size(); zone++) {
      ZoneColumn.Place place = places.get(zones.get(zone));
      Map<String, Integer> links = place == null ? Map.of() : links(place);
      View view = place == null ? null : view(place);
      ZoneTree tree =
          view == null
              ? null
              : new ZoneReader(view.rows(), view.elements()).read(name, decoder, stored);
      boolean absent = place != null && tree == null && beam.lacks(place.path());
      for (int i = first; i < table.size(); i++) {
        CoverageTable.LinkRun run = run(table.row(i), i, place, links);
        found.get(i - first)[zone] =
            run == null || (tree == null && !absent)
                ? ZoneBounds.UNKNOWN
                : absent
                    ? ZoneBounds.withoutValues(run.count())
                    : tree.of(run.first(), run.count());
      }
    }
    for (int i = first; i < table.size(); i++) {
      table.setZones(i, List.of(found.get(i - first)));
    }
  }

  /** By the rates that lead to rows of a variable, the number of the link. */
  private Map<String, Integer> links(ZoneColumn.Place place) {
    Map<String, Integer> numbers = new HashMap<>();
    Rate rate = beam.rate(place.rate());
    Rate parent = rate == null || rate.parent() == null ? null : beam.rate(rate.parent());
    if (parent != null) {
      Link link = parent.link(rate.name()).orElseThrow();
      numbers.put(parent.name(), parent.links().indexOf(link));
    }
    return numbers;
  }

  /** The rows of a variable that a coverage row names; {@code null} if it does not say. */
  private CoverageTable.LinkRun run(
      CoverageTable.Row row, int number, ZoneColumn.Place place, Map<String, Integer> links) {
    if (place == null) {
      return null;
    }
    if (links.containsKey(row.rate())) {
      return row.links().get(links.get(row.rate()));
    }
    // The parent's values are null for rows to which none of its rows leads.
    return row.rate().equals(place.rate()) && !beam.isOrphan(row.rate(), number)
        ? new CoverageTable.LinkRun(row.firstRow(), row.rowCount())
        : null;
  }
}
