package org.groundtrack.geo;

import com.uber.h3core.LengthUnit;
import com.uber.h3core.util.LatLng;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the cells near a position beside its own: all that are within a margin, and perhaps some
 * that are a little farther. Not safe for use by several threads at once.
 */
public final class NearbyCells {
  private static final long[] NONE = new long[0];

  /**
   * Less than the earth's radius of curvature anywhere, which is least along the meridian at the
   * equator: angles come out too wide.
   */
  private static final double RADIUS_METRES = 6_335_000;

  private final double margin;
  private final int rings;
  private long current;
  private long[] neighbours = NONE;
  private double[][] centres = new double[0][];
  private double[] leastCosines = new double[0];
  private final List<Long> found = new ArrayList<>();

  /**
   * A finder.
   *
   * @param resolution H3 resolution of the cells
   * @param marginMetres above 0
   */
  public NearbyCells(int resolution, double marginMetres) {
    this.margin = marginMetres / RADIUS_METRES;
    double edge = H3Cells.core().getHexagonEdgeLengthAvg(resolution, LengthUnit.m);
    // A ring is 1.5 edges wide on average, and where cells are smallest more than one.
    this.rings = 1 + (int) Math.ceil(marginMetres / edge);
  }

  /**
   * Cells near a position.
   *
   * @param cell the position's own, which is not among them
   * @param longitude degrees
   * @param latitude degrees
   */
  public long[] of(long cell, double longitude, double latitude) {
    if (cell != current) {
      learn(cell);
    }
    double[] position = direction(latitude, longitude);
    found.clear();
    for (int i = 0; i < neighbours.length; i++) {
      double[] centre = centres[i];
      double cosine = centre[0] * position[0] + centre[1] * position[1] + centre[2] * position[2];
      if (cosine >= leastCosines[i]) {
        found.add(neighbours[i]);
      }
    }
    return found.isEmpty() ? NONE : found.stream().mapToLong(Long::longValue).toArray();
  }

  /** A neighbour is near where its centre is within its greatest radius and the margin. */
  private void learn(long cell) {
    List<Long> around = new ArrayList<>(H3Cells.core().gridDisk(cell, rings));
    around.remove(Long.valueOf(cell));
    neighbours = around.stream().mapToLong(Long::longValue).toArray();
    centres = new double[neighbours.length][];
    leastCosines = new double[neighbours.length];
    for (int i = 0; i < neighbours.length; i++) {
      LatLng centre = H3Cells.core().cellToLatLng(neighbours[i]);
      centres[i] = direction(centre.lat, centre.lng);
      double radius = 0;
      for (LatLng vertex : H3Cells.core().cellToBoundary(neighbours[i])) {
        double[] corner = direction(vertex.lat, vertex.lng);
        double cosine =
            centres[i][0] * corner[0] + centres[i][1] * corner[1] + centres[i][2] * corner[2];
        radius = Math.max(radius, Math.acos(Math.min(1, cosine)));
      }
      leastCosines[i] = Math.cos(radius * 1.01 + margin);
    }
    current = cell;
  }

  private static double[] direction(double latitude, double longitude) {
    double phi = Math.toRadians(latitude);
    double lambda = Math.toRadians(longitude);
    return new double[] {
      Math.cos(phi) * Math.cos(lambda), Math.cos(phi) * Math.sin(lambda), Math.sin(phi)
    };
  }
}
