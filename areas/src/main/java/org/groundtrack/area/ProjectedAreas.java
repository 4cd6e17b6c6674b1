package org.groundtrack.area;

import java.util.ArrayList;
import java.util.List;
import org.groundtrack.geo.PolygonCheck;
import org.locationtech.jts.algorithm.Orientation;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Point;
import org.locationtech.jts.geom.Polygon;

/**
 * Geometries of a projection in longitude and latitude. Their edges are straight on the projected
 * plane, and stay within {@value #TOLERANCE_METRES} m of that. Of one thread.
 */
final class ProjectedAreas {
  /** A thousandth of the footprint of an ICESat-2 pulse; four times the vertices per digit more. */
  static final double TOLERANCE_METRES = 0.01;

  private final Crs crs;
  private final AreaDocument document;

  ProjectedAreas(Crs crs, AreaDocument document) {
    this.crs = crs;
    this.document = document;
  }

  /** Polygons with short edges, all rings counter-clockwise. */
  List<Polygon> polygons(List<Polygon> projected) {
    CurvedEdges edges = new CurvedEdges(crs, TOLERANCE_METRES, document);
    List<Polygon> result = new ArrayList<>();
    for (Polygon polygon : projected) {
      String where = String.valueOf(polygon.getUserData());
      check(polygon.getExteriorRing(), where + "outer ring");
      for (int i = 0; i < polygon.getNumInteriorRing(); i++) {
        check(polygon.getInteriorRingN(i), "%shole %s".formatted(where, i + 1));
      }
      checkValid(polygon, where);
      result.add(mapped(polygon, edges, where));
    }
    return result;
  }

  /** Lines and points. */
  List<Geometry> lines(List<Geometry> projected) {
    CurvedEdges edges = new CurvedEdges(crs, TOLERANCE_METRES, document);
    List<Geometry> result = new ArrayList<>();
    for (Geometry geometry : projected) {
      String where = geometry.getUserData() + geometry.getGeometryType();
      check(geometry, where);
      Coordinate[] positions = edges.map(geometry.getCoordinates(), where);
      Geometry mapped =
          geometry instanceof Point || positions.length == 1
              ? AreaDocument.FACTORY.createPoint(positions[0])
              : AreaDocument.FACTORY.createLineString(positions);
      mapped.setUserData(geometry.getUserData());
      result.add(mapped);
    }
    return result;
  }

  /** A polygon of a plane, whatever its rings' directions, as one with short edges. */
  static Polygon mapped(Polygon polygon, CurvedEdges edges, String where) {
    LinearRing shell = ring(polygon.getExteriorRing(), edges, where + "outer ring");
    List<LinearRing> holes = new ArrayList<>();
    for (int i = 0; i < polygon.getNumInteriorRing(); i++) {
      holes.add(ring(polygon.getInteriorRingN(i), edges, "%shole %s".formatted(where, i + 1)));
    }
    Polygon result = AreaDocument.FACTORY.createPolygon(shell, holes.toArray(LinearRing[]::new));
    result.setUserData(where);
    return result;
  }

  private static LinearRing ring(LinearRing ring, CurvedEdges edges, String where) {
    Coordinate[] vertices = ring.getCoordinates();
    boolean counterClockwise = Orientation.isCCWArea(vertices);
    return AreaDocument.FACTORY.createLinearRing(
        edges.map((counterClockwise ? ring : ring.reverse()).getCoordinates(), where));
  }

  private void check(Geometry ring, String where) {
    Coordinate[] vertices = ring.getCoordinates();
    for (int i = 0; i < vertices.length; i++) {
      if (!Double.isFinite(vertices[i].x) || !Double.isFinite(vertices[i].y)) {
        throw document.invalid(
            "%s, vertex %s: %s, %s is no position"
                .formatted(where, i + 1, vertices[i].x, vertices[i].y));
      }
    }
  }

  private void checkValid(Polygon polygon, String where) {
    PolygonCheck.Problem problem = PolygonCheck.problem(polygon);
    if (problem != null) {
      throw document.invalid(
          "%sis no valid polygon: %s at %s, %s; %s"
              .formatted(
                  where, problem.what(), problem.at().x, problem.at().y, PolygonCheck.REMEDY));
    }
  }
}
