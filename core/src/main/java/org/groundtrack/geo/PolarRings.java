package org.groundtrack.geo;

import java.util.ArrayList;
import java.util.List;
import org.locationtech.jts.algorithm.Orientation;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.operation.overlayng.OverlayNG;
import org.locationtech.jts.operation.overlayng.OverlayNGRobust;
import org.locationtech.jts.operation.valid.IsValidOp;

/**
 * Polygons whose outer ring goes round a pole: each edge taken the short way, it comes back a whole
 * turn of longitude from where it began. In text it encloses what lies between it and the pole of
 * its hemisphere; elsewhere what lies to its left.
 */
final class PolarRings {
  /** Beyond this an edge may be meant to go the long way: then the ring encloses no pole. */
  private static final double SURE_DEGREES = 90;

  private static final GeometryFactory FACTORY = new GeometryFactory();

  private final AoiNormaliser normaliser;
  private final Edges edges;
  private final String where;

  /**
   * @param where for messages: the polygon
   */
  PolarRings(AoiNormaliser normaliser, Edges edges, String where) {
    this.normaliser = normaliser;
    this.edges = edges;
    this.where = where;
  }

  /** Whether a ring ends a turn from where it began. */
  static boolean isPolar(LinearRing ring, Edges edges) {
    return (edges == Edges.SHORT || AoiNormaliser.jumps(ring)) && Math.abs(turn(ring)) > 180;
  }

  private static double turn(LinearRing ring) {
    double turn = 0;
    for (int i = 1; i < ring.getNumPoints(); i++) {
      turn += step(ring.getCoordinateN(i - 1), ring.getCoordinateN(i));
    }
    return turn;
  }

  private static double step(Coordinate from, Coordinate to) {
    return Math.IEEEremainder(to.x - from.x, 360);
  }

  /** The area of a polygon whose outer ring is polar and checked, in longitudes -180 to 180. */
  Geometry area(Polygon polygon) {
    Geometry area = enclosed(polygon.getExteriorRing(), where + "outer ring");
    List<Geometry> holes = new ArrayList<>();
    for (int i = 0; i < polygon.getNumInteriorRing(); i++) {
      LinearRing hole = polygon.getInteriorRingN(i);
      String what = "%shole %s".formatted(where, i + 1);
      normaliser.check(hole, what);
      Geometry gone = enclosed(hole, what);
      if (!area.intersects(gone)) {
        throw normaliser.invalid(what + " lies outside the outer ring: leave it out");
      }
      holes.add(gone);
    }
    if (holes.isEmpty()) {
      return area;
    }
    Geometry rest =
        OverlayNGRobust.overlay(area, OverlayNGRobust.union(holes), OverlayNG.DIFFERENCE);
    if (rest.isEmpty()) {
      throw normaliser.invalid(where + "has no area: its holes fill it");
    }
    return rest;
  }

  private Geometry enclosed(LinearRing ring, String what) {
    List<Geometry> pieces = new ArrayList<>();
    AoiNormaliser.cut(
        isPolar(ring, edges)
            ? normaliser.valid(closed(ring, pole(ring, what)), what + ": ")
            : normaliser.shortWay(ring, what),
        pieces);
    return OverlayNGRobust.union(pieces);
  }

  /**
   * The polygon between a ring and its pole. It begins and ends where the ring crosses the
   * antimeridian, so that what is cut off there joins without a gap.
   */
  private static Polygon closed(LinearRing ring, double pole) {
    Coordinate[] written = ring.getCoordinates().clone();
    int edges = written.length - 1;
    for (int i = 0; i <= edges; i++) {
      written[i] = new Coordinate(Math.IEEEremainder(written[i].x, 360), written[i].y);
    }
    // It may cross back and forth: the crossing next to the pole sees nothing else of the ring.
    int direction = turn(ring) > 0 ? 1 : -1;
    double side = direction * 180.0;
    int seam = -1;
    double latitude = 0;
    for (int i = 0; i < edges; i++) {
      if (turnOf(written, i) == direction) {
        double crossing = crossing(written[i], written[i + 1], side);
        if (seam < 0 || Math.abs(pole - crossing) < Math.abs(pole - latitude)) {
          seam = i;
          latitude = crossing;
        }
      }
    }
    List<Coordinate> shell = new ArrayList<>(edges + 5);
    shell.add(new Coordinate(-side, latitude));
    double turns = 0;
    for (int i = 1; i <= edges; i++) {
      int at = (seam + i) % edges;
      shell.add(new Coordinate(written[at].x + turns, written[at].y));
      turns += turnOf(written, at) * 360.0;
    }
    shell.add(new Coordinate(side, latitude));
    shell.add(new Coordinate(side, pole));
    shell.add(new Coordinate(-side, pole));
    shell.add(shell.get(0).copy());
    return FACTORY.createPolygon(shell.toArray(Coordinate[]::new));
  }

  /** The latitude in which an edge crosses the antimeridian. */
  private static double crossing(Coordinate from, Coordinate to, double side) {
    double width = step(from, to);
    double part = width == 0 ? 0 : (side - from.x) / width;
    return from.y + (to.y - from.y) * part;
  }

  /** 1 where an edge crosses the antimeridian eastward, -1 westward, else 0. */
  private static int turnOf(Coordinate[] vertices, int edge) {
    double written = vertices[edge + 1].x - vertices[edge].x;
    return (int) Math.rint((step(vertices[edge], vertices[edge + 1]) - written) / 360);
  }

  private double pole(LinearRing ring, String what) {
    if (edges == Edges.SHORT) {
      // Eastward with the inside to the left is round the north pole.
      return turn(ring) > 0 ? 90 : -90;
    }
    Envelope extent = ring.getEnvelopeInternal();
    if (extent.getMinY() <= 0 && extent.getMaxY() >= 0) {
      throw normaliser.invalid(
          what
              + " goes round the earth on both sides of the equator, so it may enclose either pole: cut it at longitude 180 and -180 and close it along latitude 90 or -90");
    }
    if (mayBeWide(ring)) {
      throw normaliser.invalid(
          what
              + " has an edge of more than 180 degrees, so it may go round a pole or be as wide as it looks: give it more vertices, or cut it at longitude 180 and -180 and close it along latitude 90 or -90");
    }
    return extent.getMinY() > 0 ? 90 : -90;
  }

  /** Whether the ring makes sense on a plane too: counter-clockwise, with a wide edge. */
  private static boolean mayBeWide(LinearRing ring) {
    for (int i = 1; i < ring.getNumPoints(); i++) {
      Coordinate from = ring.getCoordinateN(i - 1);
      Coordinate to = ring.getCoordinateN(i);
      if (Math.abs(to.x - from.x) > 180 && Math.abs(step(from, to)) > SURE_DEGREES) {
        return Orientation.isCCWArea(ring.getCoordinates())
            && new IsValidOp(FACTORY.createPolygon(ring)).isValid();
      }
    }
    return false;
  }
}
