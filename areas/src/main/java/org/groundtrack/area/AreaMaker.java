package org.groundtrack.area;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.groundtrack.error.GroundtrackException;
import org.groundtrack.geo.Aoi;
import org.groundtrack.geo.AoiFeatures;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygon;

/**
 * Makes areas of what a document holds: its CRS, its polygons, and what is round them. Called by
 * one thread; features are made by several.
 */
final class AreaMaker {
  /** Polygons of more vertices together are not merged: that takes long, and no test needs it. */
  private static final int MERGED_VERTICES = 20_000;

  /** What is round more features, or more vertices, is drawn as boxes. */
  private static final int DRAWN_FEATURES = 2_000;

  private static final int DRAWN_VERTICES = 20_000;

  /** What rounding adds to a pole: a tenth of a millimetre. */
  private static final double ROUNDING_DEGREES = 1e-9;

  private final AreaDocument document;
  private final AoiSettings settings;
  private final Crs crs;
  private final ThreadLocal<ProjectedAreas> projected;
  private final Envelope extent = new Envelope();
  private int features;
  private boolean merged;

  AreaMaker(AreaDocument document) {
    this.document = document;
    this.settings = document.settings();
    this.crs = crs(document, settings);
    this.projected =
        ThreadLocal.withInitial(
            () -> crs == null ? null : new ProjectedAreas(crs.copy(), document));
  }

  private static Crs crs(AreaDocument document, AoiSettings settings) {
    String stated = document.crs();
    String given = settings.crs();
    if (stated != null && given != null && !isSame(stated, given)) {
      throw document.invalid(
          "says that it is in %s: leave out --aoi-crs %s, which is for formats that do not say"
              .formatted(Rings.shortened(stated), given));
    }
    if (document.isCrsUnknown() && given == null) {
      throw document.invalid("says that its CRS is not known: give it with --aoi-crs EPSG:<code>");
    }
    return Crs.of(stated == null ? given : stated, document);
  }

  private static boolean isSame(String stated, String given) {
    return stated.equalsIgnoreCase(given)
        || Crs.isLongitudeLatitude(stated) && Crs.isLongitudeLatitude(given);
  }

  /**
   * Makes areas of features.
   *
   * @param all whether these are all that there are
   */
  void make(List<AreaFeature> more, boolean all) {
    long vertices = 0;
    for (AreaFeature feature : more) {
      features++;
      for (Geometry part : feature.parts()) {
        vertices += part.getNumPoints();
        if (!(part instanceof Polygon) && settings.bufferMetres() == 0) {
          throw document.invalid(
              "%sis a %s, which has no area: give polygons, or say how far round it with --buffer METRES"
                  .formatted(part.getUserData(), part.getGeometryType()));
        }
        extent.expandToInclude(part.getEnvelopeInternal());
      }
    }
    if (all) {
      checkUnits();
    }
    if (all && features == more.size() && isMerged(vertices)) {
      // A small document is one area, without edges within it.
      List<Geometry> parts = new ArrayList<>();
      more.forEach(feature -> parts.addAll(feature.parts()));
      more.get(0).setArea(area(parts));
      merged = true;
      return;
    }
    List<GroundtrackException> failures =
        more.parallelStream().map(this::made).filter(failure -> failure != null).toList();
    if (!failures.isEmpty()) {
      throw failures.get(0);
    }
  }

  private boolean isMerged(long vertices) {
    return !settings.perFeature() && settings.bufferMetres() == 0 && vertices <= MERGED_VERTICES;
  }

  /** Makes a feature's area; what it is refused for, or {@code null}. */
  private GroundtrackException made(AreaFeature feature) {
    try {
      if (!feature.parts().isEmpty()) {
        feature.setArea(area(feature.parts()));
      }
      return null;
    } catch (GroundtrackException e) {
      return e;
    }
  }

  /** The area of all features. */
  Aoi finish(List<AreaFeature> all) {
    checkUnits();
    String name = document.name();
    if (settings.perFeature()) {
      return Aoi.ofFeatures(
          name,
          document.featureIds().settled(all).stream()
              .map(feature -> new AoiFeatures.Feature(feature.id(), feature.area()))
              .toList());
    }
    return merged
        ? all.get(0).area()
        : Aoi.ofAll(
            name, all.stream().map(AreaFeature::area).filter(area -> area != null).toList());
  }

  /** The area of a feature that is known already, as it is asked for. */
  static Aoi alone(Aoi aoi, AreaDocument document) {
    AreaMaker maker = new AreaMaker(document);
    document.beginFeature("");
    AreaFeature feature = document.only();
    maker.features = 1;
    feature.setArea(document.settings().bufferMetres() == 0 ? aoi : maker.near(aoi, List.of()));
    return maker.finish(List.of(feature));
  }

  /** The area that some parts cover together, and what is round them. */
  private Aoi area(List<Geometry> parts) {
    List<Polygon> polygons = new ArrayList<>();
    List<Geometry> others = new ArrayList<>();
    for (Geometry part : parts) {
      if (part instanceof Polygon polygon) {
        polygons.add(polygon);
      } else {
        others.add(part);
      }
    }
    Aoi aoi = polygons.isEmpty() ? null : polygons(polygons);
    if (settings.bufferMetres() == 0) {
      return aoi;
    }
    List<Aoi> areas = new ArrayList<>();
    if (aoi != null) {
      areas.add(near(aoi, List.of()));
    }
    for (Geometry line : lines(others)) {
      areas.add(near(null, List.of(line)));
    }
    return Aoi.ofAll(document.name(), areas);
  }

  private Aoi near(Aoi aoi, List<Geometry> lines) {
    return Aoi.within(document.name(), aoi, lines, settings.bufferMetres(), drawn(aoi, lines));
  }

  /** What stands for what is round something in pictures; {@code null} for boxes. */
  private Supplier<Geometry> drawn(Aoi aoi, List<Geometry> lines) {
    long vertices = aoi == null ? 0 : aoi.vertices();
    for (Geometry line : lines) {
      vertices += line.getNumPoints();
    }
    if (features > DRAWN_FEATURES || vertices > DRAWN_VERTICES) {
      return null;
    }
    AreaDocument about = new AreaDocument(document.name(), AoiSettings.DEFAULT, null);
    double metres = settings.bufferMetres();
    return () -> new Buffers(about, metres).of(aoi, lines).geometry();
  }

  private Aoi polygons(List<Polygon> polygons) {
    return crs == null
        ? Aoi.ofText(document.name(), collection(polygons))
        : Aoi.ofShortEdges(document.name(), collection(projected.get().polygons(polygons)));
  }

  /** Lines and points in longitude and latitude, in degrees. */
  private List<Geometry> lines(List<Geometry> others) {
    if (crs != null) {
      return projected.get().lines(others);
    }
    others.forEach(this::checkDegrees);
    return others;
  }

  private void checkDegrees(Geometry line) {
    for (CoordinateSequence vertices : sequences(line)) {
      for (int i = 0; i < vertices.size(); i++) {
        double x = vertices.getX(i);
        double y = vertices.getY(i);
        if (!(Math.abs(x) <= 360 && Math.abs(y) <= 90 + ROUNDING_DEGREES)) {
          throw document.invalid(
              "%s%s, vertex %s: longitude %s, latitude %s is no position in degrees: are they swapped, or is this projected? See --aoi-crs"
                  .formatted(line.getUserData(), line.getGeometryType(), i + 1, x, y));
        }
        vertices.setOrdinate(i, Coordinate.Y, Math.max(-90, Math.min(90, y)));
      }
    }
  }

  private static List<CoordinateSequence> sequences(Geometry line) {
    List<CoordinateSequence> sequences = new ArrayList<>();
    line.apply(
        (org.locationtech.jts.geom.GeometryComponentFilter)
            part -> {
              if (part instanceof org.locationtech.jts.geom.LineString string) {
                sequences.add(string.getCoordinateSequence());
              } else if (part instanceof org.locationtech.jts.geom.Point point) {
                sequences.add(point.getCoordinateSequence());
              }
            });
    return sequences;
  }

  /** Degrees where metres are expected are an area of some metres at the projection's origin. */
  private void checkUnits() {
    if (crs != null && new Envelope(-360, 360, -90, 90).contains(extent)) {
      throw document.invalid(
          "has numbers from %s, %s to %s, %s, which look like degrees, but its CRS is %s: is that the right one?"
              .formatted(
                  extent.getMinX(), extent.getMinY(), extent.getMaxX(), extent.getMaxY(), crs));
    }
  }

  private static Geometry collection(List<Polygon> polygons) {
    return polygons.size() == 1
        ? polygons.get(0)
        : AreaDocument.FACTORY.createGeometryCollection(polygons.toArray(Geometry[]::new));
  }
}
