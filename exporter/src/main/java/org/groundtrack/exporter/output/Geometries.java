package org.groundtrack.exporter.output;

import java.util.Arrays;
import java.util.List;
import org.groundtrack.error.UsageException;
import org.groundtrack.exporter.points.PointColumn;
import org.groundtrack.exporter.points.PointSchema;
import org.groundtrack.exporter.points.PointTable;
import org.groundtrack.exporter.points.Values;

/**
 * The geometries of points: how they are written, and which column is their third coordinate.
 *
 * @param encoding how they are written
 * @param z number of the column, or -1 if they have two coordinates
 */
record Geometries(GeometryEncoding encoding, int z) {
  /** The name of their column. */
  static final String COLUMN = "geometry";

  /**
   * The geometries that options ask for.
   *
   * @throws UsageException if there is no such column, or it has no numbers
   */
  static Geometries of(OutputOptions options, PointSchema schema, GeometryEncoding usual) {
    GeometryEncoding encoding = options.geometry() == null ? usual : options.geometry();
    if (options.z() == null) {
      return new Geometries(encoding, -1);
    }
    int z = schema.find(options.z());
    if (z < 0 || !schema.columns().get(z).isNumber()) {
      List<String> numbers =
          schema.columns().stream().filter(PointColumn::isNumber).map(PointColumn::name).toList();
      throw new UsageException(
          "--z '%s' is no column of numbers of this export, which has %s: name one of them, or add it with -v"
              .formatted(options.z(), String.join(", ", numbers)));
    }
    return new Geometries(encoding, z);
  }

  boolean hasZ() {
    return z >= 0;
  }

  /** What kind of geometries they are, as GeoParquet calls it. */
  String type() {
    return hasZ() ? "Point Z" : "Point";
  }

  /** The third coordinates, NaN where the column has no value; {@code null} if there are none. */
  double[] z(PointTable points) {
    if (!hasZ()) {
      return null;
    }
    Values values = points.scalars(z);
    double[] heights = new double[points.size()];
    for (int i = 0; i < heights.length; i++) {
      heights[i] = values.missing()[i] ? Double.NaN : values.number(i);
    }
    return heights;
  }

  /** Least and greatest coordinates of points that come one after the other. */
  static final class Bounds {
    private final double[] least = new double[3];
    private final double[] greatest = new double[3];
    private boolean hasZ;

    Bounds() {
      Arrays.fill(least, Double.POSITIVE_INFINITY);
      Arrays.fill(greatest, Double.NEGATIVE_INFINITY);
    }

    void add(PointTable points, double[] z) {
      add(0, points.longitude(), points.size());
      add(1, points.latitude(), points.size());
      if (z != null) {
        hasZ = true;
        add(2, z, points.size());
      }
    }

    private void add(int axis, double[] values, int size) {
      double low = least[axis];
      double high = greatest[axis];
      for (int i = 0; i < size; i++) {
        // NaN is neither.
        low = values[i] < low ? values[i] : low;
        high = values[i] > high ? values[i] : high;
      }
      least[axis] = low;
      greatest[axis] = high;
    }

    /**
     * All least, then all greatest ones, of as many axes as points have; {@code null} if there are
     * no points, or their third coordinates lie between no numbers.
     */
    double[] known() {
      if (least[0] > greatest[0]) {
        return null;
      }
      if (!hasZ) {
        return new double[] {least[0], least[1], greatest[0], greatest[1]};
      }
      return Double.isFinite(least[2]) && Double.isFinite(greatest[2])
          ? new double[] {least[0], least[1], least[2], greatest[0], greatest[1], greatest[2]}
          : null;
    }
  }
}
