package org.groundtrack.cli;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.groundtrack.geo.Aoi;
import org.groundtrack.io.LocalRangeReader;
import org.groundtrack.parquet.ParquetTableReader;
import org.groundtrack.parquet.TableRows;

/** Draws exported points on their area of interest, coloured by height, with a graticule. */
final class PointPicture {
  private static final double POINT = 2.4;

  /** Share of points beyond either end of the colour scale: a few outliers would flatten it. */
  private static final double CLIPPED = 0.01;

  private static final Color NO_VALUE = new Color(0xB0B0B0);

  private PointPicture() {}

  /**
   * Draws a picture.
   *
   * @param points a GeoParquet export with the column {@code column}
   * @param column a float column, which gives the colours
   * @param label what the colours mean, with the unit
   * @param picture the PNG file to write
   */
  static void draw(Path points, Aoi aoi, String column, String label, String title, Path picture) {
    MapFrame frame = new MapFrame(aoi, aoi.bounds());
    double[] range = range(points, column);
    frame.drawGraticule();
    drawPoints(frame, points, column, range);
    frame.drawArea();
    int[] below = frame.drawScale(range, label);
    Graphics2D canvas = frame.canvas();
    canvas.setColor(NO_VALUE);
    canvas.fillRect(below[0], below[1], 22, 12);
    canvas.setColor(Color.DARK_GRAY);
    canvas.drawString("no value", below[0] + 30, below[1] + 11);
    frame.write(title, picture);
  }

  private interface RowsVisitor {
    void visit(double longitude, double latitude, float value, boolean missing);
  }

  private static void read(Path points, String column, RowsVisitor visitor) {
    try (LocalRangeReader reader = LocalRangeReader.open(points)) {
      ParquetTableReader.open(reader)
          .scan(
              List.of("longitude", "latitude", column),
              null,
              (TableRows rows) -> {
                double[] longitude = rows.doubles("longitude");
                double[] latitude = rows.doubles("latitude");
                float[] values = rows.floats(column);
                for (int i = 0; i < rows.size(); i++) {
                  visitor.visit(longitude[i], latitude[i], values[i], rows.isMissing(column, i));
                }
              });
    }
  }

  /** Least and greatest value of the colour scale. */
  private static double[] range(Path points, String column) {
    float[][] known = {new float[1024]};
    int[] count = {0};
    read(
        points,
        column,
        (longitude, latitude, value, missing) -> {
          if (!missing && Float.isFinite(value)) {
            if (count[0] == known[0].length) {
              known[0] = Arrays.copyOf(known[0], count[0] * 2);
            }
            known[0][count[0]++] = value;
          }
        });
    if (count[0] == 0) {
      return new double[] {0, 1};
    }
    float[] sorted = Arrays.copyOf(known[0], count[0]);
    Arrays.sort(sorted);
    int clipped = (int) (sorted.length * CLIPPED);
    double low = sorted[clipped];
    double high = sorted[sorted.length - 1 - clipped];
    return new double[] {low, high > low ? high : low + 1};
  }

  private static void drawPoints(MapFrame frame, Path points, String column, double[] range) {
    Graphics2D canvas = frame.canvas();
    read(
        points,
        column,
        (longitude, latitude, value, missing) -> {
          canvas.setColor(
              missing ? NO_VALUE : MapFrame.colour((value - range[0]) / (range[1] - range[0])));
          canvas.fill(
              new Ellipse2D.Double(
                  frame.x(longitude) - POINT / 2, frame.y(latitude) - POINT / 2, POINT, POINT));
        });
  }
}
