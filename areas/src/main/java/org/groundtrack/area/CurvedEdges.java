package org.groundtrack.area;

import java.util.ArrayList;
import java.util.List;
import org.groundtrack.error.InvalidAoiException;
import org.locationtech.jts.geom.Coordinate;

/**
 * Takes edges that are straight on a plane to the earth, with so many vertices that edges which are
 * straight in longitude and latitude keep within a tolerance of them. Of one thread.
 */
final class CurvedEdges {
  private static final double RADIUS_METRES = 6_371_000;

  /** No edge is looked at only as a whole: an S-shaped one may be right in its middle. */
  private static final double PROBE_METRES = 200_000;

  private static final int MAX_HALVINGS = 40;
  private static final int MAX_VERTICES = 4_000_000;

  private final PlaneMap map;
  private final double tolerance;
  private final AreaDocument document;
  private final Coordinate probe = new Coordinate();
  private int vertices;

  /**
   * @param toleranceMetres how far edges may be off, above 0
   */
  CurvedEdges(PlaneMap map, double toleranceMetres, AreaDocument document) {
    this.map = map;
    this.tolerance = toleranceMetres;
    this.document = document;
  }

  /**
   * Positions of a ring or line as longitude and latitude, in degrees, longitudes -180 to 180.
   *
   * @param where for messages
   */
  Coordinate[] map(Coordinate[] plane, String where) {
    List<Coordinate> result = new ArrayList<>();
    Coordinate last = place(plane[0], where, 1);
    result.add(last);
    for (int i = 1; i < plane.length; i++) {
      // A ring ends exactly where it begins.
      boolean closes = i == plane.length - 1 && plane[i].equals2D(plane[0]);
      Coordinate next = closes ? result.get(0).copy() : place(plane[i], where, i + 1);
      halve(plane[i - 1], last, plane[i], next, 0, result);
      last = next;
    }
    if (plane.length > 1 && plane[plane.length - 1].equals2D(plane[0])) {
      close(result);
    }
    vertices += result.size();
    checkCount(vertices);
    return result.toArray(Coordinate[]::new);
  }

  /** A last vertex at the place of the first was not added, or may be a turn away from it. */
  private static void close(List<Coordinate> ring) {
    Coordinate first = ring.get(0);
    if (ring.size() == 1 || !ring.get(ring.size() - 1).equals2D(first)) {
      ring.add(first.copy());
    }
    while (ring.size() < 4) {
      ring.add(first.copy());
    }
  }

  private void checkCount(int count) {
    if (count > MAX_VERTICES) {
      throw document.invalid(
          "takes more than %s vertices in longitude and latitude: simplify it, or cut it into several areas"
              .formatted(MAX_VERTICES));
    }
  }

  private Coordinate place(Coordinate plane, String where, int vertex) {
    Coordinate place = new Coordinate();
    map.toLongitudeLatitude(plane.x, plane.y, place);
    if (!isPlace(place)) {
      throw document.invalid(
          "%s, vertex %s: %s, %s is no place of %s: are these numbers in another CRS?"
              .formatted(where, vertex, plane.x, plane.y, map));
    }
    clamp(place);
    return place;
  }

  /** Takes back what rounding has added beyond a pole. */
  private static void clamp(Coordinate place) {
    place.y = Math.max(-90, Math.min(90, place.y));
  }

  private static boolean isPlace(Coordinate place) {
    return Math.abs(place.x) <= 361 && Math.abs(place.y) <= 90 + 1e-9;
  }

  /** Adds the vertices after {@code from} up to {@code to}. */
  private void halve(
      Coordinate planeFrom,
      Coordinate from,
      Coordinate planeTo,
      Coordinate to,
      int depth,
      List<Coordinate> result) {
    Coordinate planeMiddle =
        new Coordinate((planeFrom.x + planeTo.x) / 2, (planeFrom.y + planeTo.y) / 2);
    if (depth >= MAX_HALVINGS || isStraight(planeFrom, from, planeTo, to)) {
      if (metres(from, to.x, to.y) > 0) {
        result.add(to);
        checkCount(vertices + result.size());
      }
      return;
    }
    Coordinate middle = new Coordinate();
    map.toLongitudeLatitude(planeMiddle.x, planeMiddle.y, middle);
    if (!isPlace(middle)) {
      throw new InvalidAoiException(
          "[%s] has an edge through %s, %s, which is no place of %s"
              .formatted(document.name(), planeMiddle.x, planeMiddle.y, map));
    }
    clamp(middle);
    halve(planeFrom, from, planeMiddle, middle, depth + 1, result);
    halve(planeMiddle, middle, planeTo, to, depth + 1, result);
  }

  private boolean isStraight(
      Coordinate planeFrom, Coordinate from, Coordinate planeTo, Coordinate to) {
    if (metres(from, to.x, to.y) > PROBE_METRES) {
      return false;
    }
    double width = Math.IEEEremainder(to.x - from.x, 360);
    for (int quarter = 1; quarter <= 3; quarter++) {
      double part = quarter / 4.0;
      map.toLongitudeLatitude(
          planeFrom.x + part * (planeTo.x - planeFrom.x),
          planeFrom.y + part * (planeTo.y - planeFrom.y),
          probe);
      double off = metres(probe, from.x + part * width, from.y + part * (to.y - from.y));
      if (!(off <= tolerance)) {
        return false;
      }
    }
    return true;
  }

  /** Along a straight line through the earth; that is enough for how close things are. */
  private static double metres(Coordinate a, double longitude, double latitude) {
    double from = Math.toRadians(a.y);
    double to = Math.toRadians(latitude);
    double halfHeight = Math.sin((to - from) / 2);
    double halfWidth = Math.sin(Math.toRadians(longitude - a.x) / 2);
    double square = halfHeight * halfHeight + Math.cos(from) * Math.cos(to) * halfWidth * halfWidth;
    return 2 * RADIUS_METRES * Math.sqrt(square);
  }
}
