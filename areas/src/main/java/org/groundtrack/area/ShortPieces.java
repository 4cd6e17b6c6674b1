package org.groundtrack.area;

import java.util.ArrayList;
import java.util.List;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;

/**
 * Cuts lines whose edges are straight in longitude and latitude into pieces so short that a plane
 * round the middle of one is as good as the earth, and gives them so many vertices that geodesics
 * between them are as good as their edges. Of one thread.
 */
final class ShortPieces {
  private static final double RADIUS_METRES = 6_371_000;
  private static final double PIECE_METRES = 50_000;
  private static final double EDGE_METRES = 5_000;
  private static final double EDGE_DEGREES = 1;
  private static final double TOLERANCE_METRES = 0.01;
  private static final int PIECE_VERTICES = 500;
  private static final int MAX_VERTICES = 5_000_000;

  private final AreaDocument document;
  private final List<Coordinate[]> pieces = new ArrayList<>();
  private List<Coordinate> piece = new ArrayList<>();
  private double length;
  private int vertices;

  ShortPieces(AreaDocument document) {
    this.document = document;
  }

  /** The pieces, of a position or more each; the next begins where the one before ends. */
  List<Coordinate[]> pieces() {
    return pieces;
  }

  /** Adds a point, or a line each of whose edges goes the short way round. */
  void addShortWay(Geometry geometry) {
    Coordinate[] written = geometry.getCoordinates();
    Coordinate[] vertices = new Coordinate[written.length];
    for (int i = 0; i < written.length; i++) {
      check(written[i], geometry, i + 1);
      double longitude =
          i == 0
              ? written[0].x
              : vertices[i - 1].x + Math.IEEEremainder(written[i].x - written[i - 1].x, 360);
      vertices[i] = new Coordinate(longitude, written[i].y);
    }
    addAsWritten(vertices);
  }

  private void check(Coordinate position, Geometry geometry, int vertex) {
    if (!(Math.abs(position.x) <= 360 && Math.abs(position.y) <= 90)) {
      throw document.invalid(
          "%s%s, vertex %s: longitude %s, latitude %s is no position in degrees: are they swapped, or is this projected? See --aoi-crs"
              .formatted(
                  geometry.getUserData(),
                  geometry.getGeometryType(),
                  vertex,
                  position.x,
                  position.y));
    }
  }

  /** Adds a line whose edges go as the numbers say. */
  void addAsWritten(Coordinate[] line) {
    int before = pieces.size();
    piece.add(line[0]);
    for (int i = 1; i < line.length; i++) {
      halve(line[i - 1], line[i]);
    }
    // A position alone is a point, or else the end of the piece before.
    if (piece.size() > 1 || pieces.size() == before) {
      finish();
    }
    length = 0;
    piece = new ArrayList<>();
  }

  private void halve(Coordinate from, Coordinate to) {
    Coordinate middle = new Coordinate((from.x + to.x) / 2, (from.y + to.y) / 2);
    double metres = metres(from, to);
    if (Math.abs(to.x - from.x) > EDGE_DEGREES
        || metres > EDGE_METRES
        || bend(from, middle, to) > TOLERANCE_METRES) {
      halve(from, middle);
      halve(middle, to);
      return;
    }
    piece.add(to);
    length += metres;
    if (length > PIECE_METRES || piece.size() >= PIECE_VERTICES) {
      finish();
      piece = new ArrayList<>();
      piece.add(to);
      length = 0;
    }
  }

  private void finish() {
    vertices += piece.size();
    if (vertices > MAX_VERTICES) {
      throw document.invalid(
          "takes more than %s vertices to draw a buffer round: simplify it"
              .formatted(MAX_VERTICES));
    }
    pieces.add(piece.toArray(Coordinate[]::new));
  }

  /** How far the middle of an edge lies from the great circle between its ends, in metres. */
  private static double bend(Coordinate from, Coordinate middle, Coordinate to) {
    double[] a = direction(from);
    double[] b = direction(to);
    double[] m = direction(middle);
    double square = 0;
    double norm = Math.sqrt(2 + 2 * (a[0] * b[0] + a[1] * b[1] + a[2] * b[2]));
    for (int i = 0; i < 3; i++) {
      double off = (a[i] + b[i]) / norm - m[i];
      square += off * off;
    }
    return RADIUS_METRES * Math.sqrt(square);
  }

  private static double metres(Coordinate from, Coordinate to) {
    double[] a = direction(from);
    double[] b = direction(to);
    return RADIUS_METRES * Math.hypot(Math.hypot(a[0] - b[0], a[1] - b[1]), a[2] - b[2]);
  }

  private static double[] direction(Coordinate position) {
    double longitude = Math.toRadians(position.x);
    double latitude = Math.toRadians(position.y);
    return new double[] {
      Math.cos(latitude) * Math.cos(longitude),
      Math.cos(latitude) * Math.sin(longitude),
      Math.sin(latitude)
    };
  }
}
