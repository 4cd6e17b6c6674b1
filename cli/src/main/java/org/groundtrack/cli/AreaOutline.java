package org.groundtrack.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.util.PolygonExtracter;
import org.locationtech.jts.simplify.DouglasPeuckerSimplifier;

/**
 * The outline of an area as lines, without the cuts along the antimeridian and the poles, which are
 * no edges of it on the earth.
 *
 * @param lines each longitude and latitude by turns, degrees
 * @param simplified whether vertices were left out
 */
record AreaOutline(List<double[]> lines, boolean simplified) {
  /** Edges are straight in longitude and latitude, so on other planes they need points between. */
  private static final double STEP_DEGREES = 0.5;

  /** With more, a picture is no better, and a page slow. */
  static final int MAX_VERTICES = 50_000;

  private static final double TOLERANCE = 1 / 5000.0;

  /** The outline of polygons; longitudes in [-180, 180]. */
  static AreaOutline of(Geometry geometry) {
    Geometry drawn = geometry;
    boolean simplified = geometry.getNumPoints() > MAX_VERTICES;
    if (simplified) {
      double size =
          Math.max(
              geometry.getEnvelopeInternal().getWidth(),
              geometry.getEnvelopeInternal().getHeight());
      DouglasPeuckerSimplifier simplifier = new DouglasPeuckerSimplifier(geometry);
      simplifier.setDistanceTolerance(size * TOLERANCE);
      simplifier.setEnsureValid(false);
      drawn = simplifier.getResultGeometry();
    }
    boolean cut =
        geometry.getEnvelopeInternal().getMinX() <= -180
            && geometry.getEnvelopeInternal().getMaxX() >= 180;
    List<double[]> lines = new ArrayList<>();
    for (Object polygon : PolygonExtracter.getPolygons(drawn)) {
      Polygon one = (Polygon) polygon;
      add(one.getExteriorRing(), cut, lines);
      for (int i = 0; i < one.getNumInteriorRing(); i++) {
        add(one.getInteriorRingN(i), cut, lines);
      }
    }
    return new AreaOutline(lines, simplified);
  }

  private static void add(LinearRing ring, boolean cut, List<double[]> lines) {
    Coordinate[] vertices = ring.getCoordinates();
    double[] line = new double[2 * vertices.length];
    int length = 0;
    for (int i = 0; i < vertices.length; i++) {
      if (i > 0 && isCut(vertices[i - 1], vertices[i], cut)) {
        keep(line, length, lines);
        length = 0;
      }
      line[length++] = vertices[i].x;
      line[length++] = vertices[i].y;
    }
    keep(line, length, lines);
  }

  private static void keep(double[] line, int length, List<double[]> lines) {
    if (length > 2) {
      lines.add(Arrays.copyOf(line, length));
    }
  }

  private static boolean isCut(Coordinate a, Coordinate b, boolean cut) {
    boolean pole = Math.abs(a.y) == 90 && a.y == b.y;
    return pole || cut && Math.abs(a.x) == 180 && a.x == b.x;
  }

  /** A line with points between vertices that are far from each other. */
  static double[] dense(double[] line) {
    double[] dense = new double[2 * Math.max(8, line.length)];
    int length = 0;
    for (int i = 0; i + 1 < line.length; i += 2) {
      int pieces = 1;
      if (i > 0) {
        double far = Math.max(Math.abs(line[i] - line[i - 2]), Math.abs(line[i + 1] - line[i - 1]));
        pieces = (int) Math.max(1, Math.min(1000, Math.ceil(far / STEP_DEGREES)));
      }
      for (int k = 1; k <= pieces; k++) {
        if (length == dense.length) {
          dense = Arrays.copyOf(dense, 2 * length);
        }
        double part = i == 0 ? 0 : 1 - k / (double) pieces;
        int before = i == 0 ? 0 : i - 2;
        dense[length++] = line[i] + (line[before] - line[i]) * part;
        dense[length++] = line[i + 1] + (line[before + 1] - line[i + 1]) * part;
      }
    }
    return Arrays.copyOf(dense, length);
  }
}
