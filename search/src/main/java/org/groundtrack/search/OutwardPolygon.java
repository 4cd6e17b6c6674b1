package org.groundtrack.search;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import org.locationtech.jts.algorithm.Orientation;
import org.locationtech.jts.densify.Densifier;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.operation.buffer.BufferOp;
import org.locationtech.jts.operation.buffer.BufferParameters;
import org.locationtech.jts.simplify.PolygonHullSimplifier;

/**
 * A polygon as the catalogue takes it: one ring of few points, counter-clockwise, that holds all of
 * a given polygon. The catalogue takes edges as great circles for some collections and as straight
 * in longitude and latitude for others, while those of an area are straight: the ring holds the
 * polygon either way.
 */
final class OutwardPolygon {
  /** Beyond it great circles and straight edges have little in common. */
  private static final double MAX_LATITUDE = 85;

  private static final double MAX_WIDTH_DEGREES = 60;

  /** Away from the antimeridian, where a ring would have to be cut. */
  private static final double MAX_LONGITUDE = 179;

  /** Great circles leave straight edges of this length by 0.02 degrees at most. */
  private static final double MAX_EDGE_DEGREES = 4;

  private static final int PIECES_OF_EDGE = 16;

  /** 2 m: coordinates are written to 1 m, and great circles are looked at in pieces. */
  private static final double SURE_DEGREES = 2e-5;

  private static final double DIGIT = 1e5;

  private OutwardPolygon() {}

  /**
   * The ring around a polygon, closed.
   *
   * @param polygon within [-180, 180]; its holes are passed over
   * @param maxPoints of the ring, at least 8; what edges of great length need comes on top
   * @param marginDegrees by which the ring is farther out at least
   * @return none if a box does as well or better: near poles and the antimeridian, and for what is
   *     wide
   */
  static Optional<List<Coordinate>> around(Polygon polygon, int maxPoints, double marginDegrees) {
    Envelope bounds = polygon.getEnvelopeInternal();
    if (bounds.getWidth() > MAX_WIDTH_DEGREES
        || Math.max(-bounds.getMinX(), bounds.getMaxX()) > MAX_LONGITUDE
        || Math.max(-bounds.getMinY(), bounds.getMaxY()) > MAX_LATITUDE) {
      return Optional.empty();
    }
    GeometryFactory factory = polygon.getFactory();
    Polygon shell = factory.createPolygon(polygon.getExteriorRing().getCoordinates());
    Geometry few = shell;
    if (shell.getNumPoints() > maxPoints) {
      few = PolygonHullSimplifier.hull(shell, true, (double) maxPoints / shell.getNumPoints());
    }
    Geometry sure = mitred(shell, Math.min(marginDegrees, SURE_DEGREES));
    double widest = Math.max(marginDegrees, Math.max(bounds.getWidth(), bounds.getHeight()) / 10);
    for (double wider = marginDegrees; wider <= widest; wider *= 2) {
      Optional<List<Coordinate>> ring = ring(mitred(few, wider), sure);
      if (ring.isPresent()) {
        return ring;
      }
    }
    return Optional.empty();
  }

  private static Geometry mitred(Geometry geometry, double by) {
    // Corners stay corners: round ones would need many points.
    return BufferOp.bufferOp(
        geometry,
        by,
        new BufferParameters(1, BufferParameters.CAP_FLAT, BufferParameters.JOIN_MITRE, 2));
  }

  /** The outer ring, if it holds a geometry whatever its edges are taken for. */
  private static Optional<List<Coordinate>> ring(Geometry wide, Geometry held) {
    if (!(wide instanceof Polygon polygon) || polygon.isEmpty()) {
      return Optional.empty();
    }
    GeometryFactory factory = wide.getFactory();
    Coordinate[] points =
        Densifier.densify(
                factory.createPolygon(polygon.getExteriorRing().getCoordinates()), MAX_EDGE_DEGREES)
            .getCoordinates();
    for (Coordinate point : points) {
      point.x = Math.rint(point.x * DIGIT) / DIGIT;
      point.y = Math.rint(point.y * DIGIT) / DIGIT;
    }
    if (!Orientation.isCCW(points)) {
      List<Coordinate> turned = new ArrayList<>(Arrays.asList(points));
      Collections.reverse(turned);
      points = turned.toArray(new Coordinate[0]);
    }
    Polygon straight = factory.createPolygon(points);
    Polygon curved = factory.createPolygon(alongGreatCircles(points));
    boolean holds =
        straight.isValid() && curved.isValid() && straight.covers(held) && curved.covers(held);
    return holds ? Optional.of(List.of(points)) : Optional.empty();
  }

  /** The same ring with points along the great circle of each edge. */
  static Coordinate[] alongGreatCircles(Coordinate[] ring) {
    List<Coordinate> points = new ArrayList<>();
    for (int i = 0; i + 1 < ring.length; i++) {
      double[] from = vector(ring[i]);
      double[] to = vector(ring[i + 1]);
      points.add(ring[i]);
      for (int piece = 1; piece < PIECES_OF_EDGE; piece++) {
        double part = (double) piece / PIECES_OF_EDGE;
        double[] between = new double[3];
        for (int axis = 0; axis < 3; axis++) {
          between[axis] = from[axis] + part * (to[axis] - from[axis]);
        }
        points.add(
            new Coordinate(
                Math.toDegrees(Math.atan2(between[1], between[0])),
                Math.toDegrees(Math.atan2(between[2], Math.hypot(between[0], between[1])))));
      }
    }
    points.add(ring[0]);
    return points.toArray(new Coordinate[0]);
  }

  private static double[] vector(Coordinate point) {
    double longitude = Math.toRadians(point.x);
    double latitude = Math.toRadians(point.y);
    return new double[] {
      Math.cos(latitude) * Math.cos(longitude),
      Math.cos(latitude) * Math.sin(longitude),
      Math.sin(latitude)
    };
  }

  /** {@code lon1,lat1,lon2,lat2} and so on. */
  static String text(List<Coordinate> ring) {
    StringJoiner text = new StringJoiner(",");
    for (Coordinate point : ring) {
      text.add(number(point.x)).add(number(point.y));
    }
    return text.toString();
  }

  private static String number(double degrees) {
    return BigDecimal.valueOf(degrees).stripTrailingZeros().toPlainString();
  }
}
