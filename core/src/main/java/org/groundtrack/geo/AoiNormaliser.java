package org.groundtrack.geo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.groundtrack.error.InvalidAoiException;
import org.locationtech.jts.algorithm.Orientation;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryCollection;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.util.AffineTransformation;
import org.locationtech.jts.geom.util.GeometryFixer;
import org.locationtech.jts.operation.overlayng.OverlayNG;
import org.locationtech.jts.operation.overlayng.OverlayNGRobust;

/**
 * Checks polygons and brings them into longitudes from -180 to 180, cut at the antimeridian.
 *
 * <p>In text, a ring with an edge of more than 180° of longitude may mean two things. By GeoJSON's
 * right-hand rule an outer ring runs counter-clockwise: if the ring as written does, it is as wide
 * as it looks (the box from -120 to 120); if it runs clockwise, it crosses the antimeridian (170,
 * then -170). An edge that goes exactly a turn, as from -180 to 180, is always as wide as it looks.
 * A ring that goes round a pole is {@link PolarRings}' business.
 */
final class AoiNormaliser {
  /** Some 100 bytes of each vertex are in use at once while a polygon is looked at. */
  private static final int MAX_VERTICES = 4_000_000;

  /** Polygons of more vertices together are not merged: that takes long, and no test needs it. */
  private static final int MERGED_VERTICES = 20_000;

  /** What rounding adds to a pole or the antimeridian: a tenth of a millimetre. */
  private static final double ROUNDING_DEGREES = 1e-9;

  private static final GeometryFactory FACTORY = new GeometryFactory();

  private final String name;
  private final Edges edges;

  /**
   * @param name of the area, for messages
   */
  AoiNormaliser(String name, Edges edges) {
    this.name = name;
    this.edges = edges;
  }

  Geometry normalise(Geometry input) {
    if (input.isEmpty()) {
      throw invalid("is empty: give a polygon");
    }
    if (input.getNumPoints() > MAX_VERTICES) {
      throw invalid(
          "has a geometry of %s vertices, the limit is %s: simplify it, or cut it into several"
              .formatted(input.getNumPoints(), MAX_VERTICES));
    }
    List<Polygon> polygons = new ArrayList<>();
    collect(input, polygons);
    List<Geometry> parts = new ArrayList<>();
    for (int i = 0; i < polygons.size(); i++) {
      Polygon polygon = edges == Edges.SHORT ? polygons.get(i) : withoutRounding(polygons.get(i));
      String number = polygons.size() == 1 ? "" : "polygon %s: ".formatted(i + 1);
      add(polygon, polygon.getUserData() instanceof String label ? label : number, parts);
    }
    if (parts.isEmpty()) {
      throw invalid("has no area: give a polygon that encloses something");
    }
    Geometry all = parts.size() == 1 ? parts.get(0) : together(parts);
    // However an area was written, its rings begin at the same vertex; outer ones run
    // counter-clockwise, so that a wide one is read back as it is.
    return all.norm().reverse();
  }

  private static Geometry together(List<Geometry> parts) {
    if (parts.stream().mapToLong(Geometry::getNumPoints).sum() <= MERGED_VERTICES) {
      return OverlayNGRobust.union(parts);
    }
    List<Geometry> polygons = new ArrayList<>();
    for (Geometry part : parts) {
      for (int i = 0; i < part.getNumGeometries(); i++) {
        polygons.add(part.getGeometryN(i));
      }
    }
    return FACTORY.createGeometryCollection(polygons.toArray(Geometry[]::new));
  }

  /** The polygon without what rounding has moved beyond a pole, or to a side of longitude 180. */
  private static Polygon withoutRounding(Polygon polygon) {
    boolean rounded = false;
    LinearRing[] rings = new LinearRing[1 + polygon.getNumInteriorRing()];
    for (int i = 0; i < rings.length; i++) {
      LinearRing ring = i == 0 ? polygon.getExteriorRing() : polygon.getInteriorRingN(i - 1);
      CoordinateSequence vertices = ring.getCoordinateSequence();
      Coordinate[] moved = null;
      for (int k = 0; k < vertices.size(); k++) {
        double x = snapped(vertices.getX(k), 180);
        double latitude = vertices.getY(k);
        double y = Math.abs(latitude) > 90 ? snapped(latitude, 90) : latitude;
        if (x != vertices.getX(k) && !Double.isNaN(x) || y != latitude && !Double.isNaN(y)) {
          moved = moved == null ? ring.copy().getCoordinates() : moved;
          moved[k] = new Coordinate(x, y);
        }
      }
      rings[i] = moved == null ? ring : FACTORY.createLinearRing(moved);
      rounded |= moved != null;
    }
    if (!rounded) {
      return polygon;
    }
    Polygon result = FACTORY.createPolygon(rings[0], Arrays.copyOfRange(rings, 1, rings.length));
    result.setUserData(polygon.getUserData());
    return result;
  }

  private static double snapped(double degrees, double to) {
    return Math.abs(Math.abs(degrees) - to) <= ROUNDING_DEGREES
        ? Math.copySign(to, degrees)
        : degrees;
  }

  private void add(Polygon polygon, String where, List<Geometry> parts) {
    if (edges != Edges.AS_WRITTEN && PolarRings.isPolar(polygon.getExteriorRing(), edges)) {
      check(polygon.getExteriorRing(), where + "outer ring");
      parts.add(new PolarRings(this, edges, where).area(polygon));
    } else {
      cut(unwrap(polygon, where), parts);
    }
  }

  private void collect(Geometry geometry, List<Polygon> polygons) {
    if (geometry instanceof Polygon polygon) {
      if (!polygon.isEmpty()) {
        polygons.add(polygon);
      }
    } else if (geometry instanceof GeometryCollection collection
        && !collection.getGeometryType().endsWith("Point")
        && !collection.getGeometryType().endsWith("LineString")) {
      for (int i = 0; i < collection.getNumGeometries(); i++) {
        collect(collection.getGeometryN(i), polygons);
      }
    } else {
      throw invalid(
          "has a %s, which has no area: give polygons".formatted(geometry.getGeometryType()));
    }
  }

  private Geometry unwrap(Polygon polygon, String where) {
    LinearRing shell = polygon.getExteriorRing();
    check(shell, where + "outer ring");
    boolean crosses = edges == Edges.SHORT || edges == Edges.TEXT && crosses(shell, where);
    LinearRing outer = crosses ? unwrapped(shell) : shell;
    Envelope extent = outer.getEnvelopeInternal();
    if (extent.getWidth() > 360) {
      throw invalid(
          "%sspans %s degrees of longitude, more than the earth has"
              .formatted(where, extent.getWidth()));
    }
    LinearRing[] holes = new LinearRing[polygon.getNumInteriorRing()];
    for (int i = 0; i < holes.length; i++) {
      LinearRing hole = polygon.getInteriorRingN(i);
      String what = "%shole %s".formatted(where, i + 1);
      check(hole, what);
      if (edges != Edges.AS_WRITTEN && PolarRings.isPolar(hole, edges)) {
        throw invalid(what + " goes round a pole, but the outer ring does not: is a ring missing?");
      }
      holes[i] = into(extent, crosses ? unwrapped(hole) : hole);
    }
    return valid(FACTORY.createPolygon(outer, holes), where);
  }

  /** The polygon that a ring encloses if each edge is taken the short way. */
  Geometry shortWay(LinearRing ring, String what) {
    return valid(FACTORY.createPolygon(unwrapped(ring)), what + ": ");
  }

  /** A polygon that is valid, has an area, or else is refused or mended. */
  Geometry valid(Polygon result, String where) {
    PolygonCheck.Problem problem = PolygonCheck.problem(result);
    if (problem != null && edges == Edges.SHORT) {
      return GeometryFixer.fix(result);
    }
    if (problem != null) {
      throw invalid(
          "%sis no valid polygon: %s at longitude %s, latitude %s; %s"
              .formatted(
                  where, problem.what(), problem.at().x, problem.at().y, PolygonCheck.REMEDY));
    }
    if (result.getArea() == 0) {
      throw invalid(where + "has no area: give a polygon that encloses something");
    }
    return result;
  }

  private boolean crosses(LinearRing shell, String where) {
    if (!jumps(shell)) {
      return false;
    }
    if (Orientation.isCCWArea(shell.getCoordinates())) {
      return false;
    }
    for (Coordinate vertex : shell.getCoordinates()) {
      if (Math.abs(vertex.x) < 90) {
        throw invalid(
            where
                + "an edge is wider than 180 degrees and the outer ring runs clockwise, so it may cross the antimeridian or not: write it counter-clockwise if it is as wide as it looks, else cut it at longitude 180");
      }
    }
    return true;
  }

  void check(LinearRing ring, String where) {
    CoordinateSequence vertices = ring.getCoordinateSequence();
    for (int i = 0; i < vertices.size(); i++) {
      // NaN fails.
      if (!(Math.abs(vertices.getX(i)) <= 360 && Math.abs(vertices.getY(i)) <= 90)) {
        throw noPosition(vertices.getX(i), vertices.getY(i), where, i + 1);
      }
    }
  }

  private InvalidAoiException noPosition(
      double longitude, double latitude, String where, int number) {
    String vertex = "%s, vertex %s: ".formatted(where, number);
    if (!Double.isFinite(longitude) || !Double.isFinite(latitude)) {
      return invalid("%s%s, %s is no position".formatted(vertex, longitude, latitude));
    }
    if (Math.abs(latitude) > 90) {
      String why =
          Math.abs(longitude) <= 90 && Math.abs(latitude) <= 180
              ? "are longitude and latitude swapped? longitude comes first"
              : "is this projected? give degrees, or its CRS with --aoi-crs EPSG:<code>";
      return invalid("%slatitude %s is outside [-90, 90]: %s".formatted(vertex, latitude, why));
    }
    return invalid(
        "%slongitude %s is outside [-360, 360]: is this projected? give degrees, or its CRS with --aoi-crs EPSG:<code>"
            .formatted(vertex, longitude));
  }

  /** Whether an edge is wider than half the earth and does not go round all of it. */
  static boolean jumps(LinearRing ring) {
    Coordinate[] vertices = ring.getCoordinates();
    for (int i = 1; i < vertices.length; i++) {
      double from = vertices[i - 1].x;
      double to = vertices[i].x;
      // A whole turn, as from -180 to 180, is an edge along a parallel.
      double width = Math.abs(to - from);
      if (width > 180 && width != 360) {
        return true;
      }
    }
    return false;
  }

  /** The ring with each edge taken the short way round. */
  private LinearRing unwrapped(LinearRing ring) {
    Coordinate[] vertices = ring.getCoordinates();
    Coordinate[] result = new Coordinate[vertices.length];
    result[0] = vertices[0].copy();
    for (int i = 1; i < vertices.length; i++) {
      double step = Math.IEEEremainder(vertices[i].x - vertices[i - 1].x, 360);
      double turns = Math.rint((result[i - 1].x + step - vertices[i].x) / 360);
      result[i] = new Coordinate(vertices[i].x + 360 * turns, vertices[i].y);
    }
    return FACTORY.createLinearRing(result);
  }

  /** A hole moved by whole turns to where its shell is. */
  private static LinearRing into(Envelope extent, LinearRing hole) {
    for (int turn : new int[] {0, 1, -1, 2, -2}) {
      Envelope moved = hole.getEnvelopeInternal();
      moved.translate(360.0 * turn, 0);
      if (extent.covers(moved)) {
        return turn == 0
            ? hole
            : (LinearRing)
                AffineTransformation.translationInstance(360.0 * turn, 0).transform(hole);
      }
    }
    return hole;
  }

  /** Adds the polygon's pieces of each turn of the earth, moved to longitudes -180 to 180. */
  static void cut(Geometry polygon, List<Geometry> parts) {
    if (polygon.isEmpty()) {
      return;
    }
    Envelope extent = polygon.getEnvelopeInternal();
    if (extent.getMinX() >= -180 && extent.getMaxX() <= 180) {
      parts.add(polygon);
      return;
    }
    int first = (int) Math.floor((extent.getMinX() + 180) / 360);
    int last = (int) Math.floor((extent.getMaxX() + 180) / 360);
    for (int turn = first; turn <= last; turn++) {
      Geometry strip =
          FACTORY.toGeometry(new Envelope(360.0 * turn - 180, 360.0 * turn + 180, -90, 90));
      Geometry piece = OverlayNGRobust.overlay(polygon, strip, OverlayNG.INTERSECTION);
      for (int i = 0; i < piece.getNumGeometries(); i++) {
        // Where the polygon only touches the strip the piece is a point or line.
        if (piece.getGeometryN(i) instanceof Polygon part && part.getArea() > 0) {
          parts.add(AffineTransformation.translationInstance(-360.0 * turn, 0).transform(part));
        }
      }
    }
  }

  InvalidAoiException invalid(String what) {
    return new InvalidAoiException("[%s] %s".formatted(name, what));
  }
}
