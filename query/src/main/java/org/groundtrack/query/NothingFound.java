package org.groundtrack.query;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.groundtrack.geo.Aoi;
import org.groundtrack.granule.Granule;
import org.groundtrack.index.SpatialIndex;
import org.groundtrack.layout.ProductLayout;
import org.groundtrack.plan.Filters;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.CoordinateSequenceFilter;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;

/** Finds out why a query finds no rows: what the index spans, and which filter leaves none. */
final class NothingFound {
  private final SpatialIndex index;
  private final ProductLayout layout;

  /** Counts the coverage's rows that may be in an area and pass filters. */
  private final Counting counting;

  /** Counts rows. */
  interface Counting {
    /** Rows of the coverage near an area that may pass filters. */
    long rows(Aoi aoi, Filters filters);
  }

  NothingFound(SpatialIndex index, ProductLayout layout, Counting counting) {
    this.index = index;
    this.layout = layout;
    this.counting = counting;
  }

  /** The reasons, a sentence each; none if some rows may be wanted. */
  List<String> reasons(Aoi aoi, Filters filters) {
    Filters all = Filters.NONE.with(Filters.NONE.granules().withAllVersions(true));
    long near = counting.rows(aoi, all);
    if (near == 0) {
      return outside(aoi, all);
    }
    List<UnaryOperator<Filters>> steps =
        List.of(
            f -> f.with(filters.time()),
            f -> f.with(filters.months()),
            f -> f.with(filters.beams()),
            f -> f.with(filters.granules()));
    Filters wanted = all;
    long before = near;
    for (UnaryOperator<Filters> step : steps) {
      Filters next = step.apply(wanted);
      long left = counting.rows(aoi, next);
      if (left == 0) {
        Map<String, String> words = new LinkedHashMap<>(next.words());
        wanted.words().forEach(words::remove);
        return List.of(
            String.format(
                Locale.ROOT,
                "%,d rows near the area are left before the filter %s, and none after it",
                before,
                words.entrySet().stream()
                    .map(word -> word.getKey() + " " + word.getValue())
                    .collect(Collectors.joining(", "))));
      }
      wanted = next;
      before = left;
    }
    return List.of();
  }

  private List<String> outside(Aoi aoi, Filters all) {
    List<String> reasons = new ArrayList<>();
    reasons.add(
        "no row of %s lies near the area, whose bounds are %s; the index spans %s"
            .formatted(layout.product(), words(aoi.bounds()), spans()));
    Aoi turned = turned(aoi);
    if (turned != null && counting.rows(turned, all) > 0) {
      reasons.add(
          "with longitude and latitude exchanged the area holds rows: give longitude before latitude");
    }
    return reasons;
  }

  private String spans() {
    Instant first = null;
    Instant last = null;
    for (Granule granule : index.granules()) {
      if (granule.product().equals(layout.product()) && granule.start() != null) {
        first = first == null || granule.start().isBefore(first) ? granule.start() : first;
        last = last == null || granule.end().isAfter(last) ? granule.end() : last;
      }
    }
    return index.bounds().map(NothingFound::words).orElse("no positions")
        + (first == null ? "" : " and times %s to %s".formatted(first, last));
  }

  private static String words(Envelope bounds) {
    return String.format(
        Locale.ROOT,
        "longitudes %.4f to %.4f and latitudes %.4f to %.4f",
        bounds.getMinX(),
        bounds.getMaxX(),
        bounds.getMinY(),
        bounds.getMaxY());
  }

  /** The area with longitude and latitude exchanged, or {@code null} if that is none. */
  private static Aoi turned(Aoi aoi) {
    Envelope bounds = aoi.bounds();
    if (Math.max(Math.abs(bounds.getMinX()), Math.abs(bounds.getMaxX())) > 90) {
      return null;
    }
    Geometry exchanged = aoi.geometry().copy();
    exchanged.apply(
        new CoordinateSequenceFilter() {
          @Override
          public void filter(CoordinateSequence sequence, int i) {
            double x = sequence.getX(i);
            sequence.setOrdinate(i, CoordinateSequence.X, sequence.getY(i));
            sequence.setOrdinate(i, CoordinateSequence.Y, x);
          }

          @Override
          public boolean isDone() {
            return false;
          }

          @Override
          public boolean isGeometryChanged() {
            return true;
          }
        });
    return Aoi.of(aoi.name(), exchanged);
  }
}
