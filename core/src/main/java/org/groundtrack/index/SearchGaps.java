package org.groundtrack.index;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.groundtrack.geo.Aoi;
import org.groundtrack.plan.TimeRange;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.prep.PreparedGeometry;
import org.locationtech.jts.geom.prep.PreparedGeometryFactory;
import org.locationtech.jts.geom.util.PolygonExtracter;
import org.locationtech.jts.operation.union.UnaryUnionOp;

/**
 * Finds for which part of an area and time no search was made whose granules an index holds. An
 * index without searches says nothing of what it lacks, and neither does this.
 */
public final class SearchGaps {
  /**
   * A part of what is asked for that was not searched.
   *
   * @param product short name
   * @param version that the searches were of
   * @param bounds of what was not searched, degrees
   * @param time when
   */
  public record Gap(String product, String version, Envelope bounds, TimeRange time) {}

  private SearchGaps() {}

  /**
   * The gaps, in the order of time.
   *
   * @param searches of an index; those with filters, or of which granules are missing, count for
   *     nothing here
   * @param product whose points are asked for
   * @param time asked for; one without an end ends with the latest search
   */
  public static List<Gap> of(List<IndexSearch> searches, String product, Aoi aoi, TimeRange time) {
    List<IndexSearch> made =
        searches.stream().filter(search -> search.product().equalsIgnoreCase(product)).toList();
    if (made.isEmpty()) {
      return List.of();
    }
    IndexSearch latest = made.get(made.size() - 1);
    List<IndexSearch> complete = made.stream().filter(IndexSearch::isComplete).toList();
    Instant end =
        time.end() != null
            ? time.end()
            : made.stream().map(IndexSearch::askedAt).max(Instant::compareTo).orElseThrow();
    List<Gap> gaps = new ArrayList<>();
    for (TimeRange slice : slices(complete, time.start(), end)) {
      Envelope bounds = notSearched(complete, slice, aoi);
      if (!bounds.isNull()) {
        add(gaps, new Gap(latest.product(), latest.version(), bounds, slice));
      }
    }
    return gaps;
  }

  /** Pieces of a time in each of which the same searches count; the first may have no start. */
  private static List<TimeRange> slices(List<IndexSearch> searches, Instant start, Instant end) {
    TreeSet<Instant> cuts = new TreeSet<>();
    for (IndexSearch search : searches) {
      TimeRange time = search.time();
      if (time.start() != null) {
        cuts.add(time.start());
      }
      cuts.add(time.end());
    }
    cuts.removeIf(cut -> !cut.isBefore(end) || (start != null && !cut.isAfter(start)));
    cuts.add(end);
    List<TimeRange> slices = new ArrayList<>();
    Instant from = start;
    for (Instant to : cuts) {
      if (from == null || from.isBefore(to)) {
        slices.add(new TimeRange(from, to));
      }
      from = to;
    }
    return slices;
  }

  /** Bounds of the parts of an area for which none of the searches was made in a slice. */
  private static Envelope notSearched(List<IndexSearch> searches, TimeRange slice, Aoi aoi) {
    List<Geometry> regions =
        searches.stream()
            .filter(search -> holds(search.time(), slice))
            .map(IndexSearch::region)
            .toList();
    Envelope bounds = new Envelope();
    if (regions.isEmpty()) {
      bounds.expandToInclude(aoi.bounds());
      return bounds;
    }
    Geometry region = UnaryUnionOp.union(regions);
    PreparedGeometry searched = PreparedGeometryFactory.prepare(region);
    @SuppressWarnings("unchecked")
    List<Polygon> parts = PolygonExtracter.getPolygons(aoi.geometry());
    for (Polygon part : parts) {
      if (!searched.covers(part)) {
        // Of a part with very many vertices the box does: only where to search is told.
        bounds.expandToInclude(
            part.getFactory()
                .toGeometry(part.getEnvelopeInternal())
                .difference(region)
                .getEnvelopeInternal());
      }
    }
    return bounds;
  }

  private static boolean holds(TimeRange time, TimeRange slice) {
    return (time.start() == null
            || (slice.start() != null && !slice.start().isBefore(time.start())))
        && !slice.end().isAfter(time.end());
  }

  /** Adds a gap, to the one before if that ends where it begins and is of the same area. */
  private static void add(List<Gap> gaps, Gap gap) {
    Gap last = gaps.isEmpty() ? null : gaps.get(gaps.size() - 1);
    if (last != null
        && last.bounds().equals(gap.bounds())
        && Objects.equals(last.time().end(), gap.time().start())) {
      gaps.set(
          gaps.size() - 1,
          new Gap(
              gap.product(),
              gap.version(),
              gap.bounds(),
              new TimeRange(last.time().start(), gap.time().end())));
    } else {
      gaps.add(gap);
    }
  }
}
