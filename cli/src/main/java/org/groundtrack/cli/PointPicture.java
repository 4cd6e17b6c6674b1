package org.groundtrack.cli;

import java.awt.Color;
import java.awt.Rectangle;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.groundtrack.error.LimitExceededException;
import org.groundtrack.exporter.StagedFile;
import org.groundtrack.parquet.TableRows;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;

/**
 * Draws points on their area of interest, coloured by a column, with a graticule. The file is read
 * twice, and no more than a row group of it is held.
 */
final class PointPicture {
  static final Color NO_VALUE = new Color(0xB0B0B0);

  /** Pixels across. */
  private static final double SMALLEST_DOT = 1.6;

  private static final double LARGEST_DOT = 6;

  private final PointsFile points;
  private final PointColumn column;
  private final AreaOutline outline;
  private final MapExtent extent = new MapExtent();
  private final ValueSample sample = new ValueSample();
  private long known;

  private PointPicture(PointsFile points, PointColumn column) {
    this.points = points;
    this.column = column;
    Geometry area = points.footer().area();
    this.outline = area == null ? new AreaOutline(List.of(), false) : AreaOutline.of(area);
    if (area != null) {
      extent.add(area);
    }
  }

  /**
   * Draws a picture. It appears when it is complete, or not at all.
   *
   * @param column what gives the colours; {@code null} if nothing does
   * @param title of the picture, or {@code null} for product and number of points
   * @param picture the PNG file to write
   * @return points drawn
   */
  static long draw(
      PointsFile points, PointColumn column, String title, Path picture, boolean overwrite) {
    return new PointPicture(points, column).draw(title, picture, overwrite);
  }

  private long draw(String title, Path picture, boolean overwrite) {
    try (StagedFile staged = StagedFile.of(picture, overwrite)) {
      look();
      MapFrame frame = frame();
      Graticule.draw(frame);
      boolean noValue = drawPoints(frame);
      frame.clip(true);
      frame.drawArea(outline);
      frame.clip(false);
      if (column != null && sample.seen() > 0) {
        frame.drawScale(scale(), noValue);
      }
      Graticule.drawLengths(frame);
      frame.write(title == null ? title() : title, staged.path());
      staged.publish();
    } catch (IOException e) {
      throw new LimitExceededException(
          "[%s] can't be written: %s".formatted(picture, Text.reason(e)), e);
    }
    return known;
  }

  private List<PointColumn> columns() {
    return column == null ? List.of() : List.of(column);
  }

  /** Finds what there is, before anything is drawn. */
  private void look() {
    boolean alone = outline.lines().isEmpty();
    points.scan(
        columns(),
        (rows, positions, first) -> {
          Object values = column == null ? null : column.values(rows);
          for (int i = 0; i < rows.size(); i++) {
            if (positions.isKnown(i)) {
              known++;
              if (alone) {
                extent.add(positions.longitude()[i], positions.latitude()[i]);
              }
              if (values != null) {
                sample.add(column.number(values, rows, i));
              }
            }
          }
        });
  }

  private MapFrame frame() {
    MapProjection projection = extent.projection();
    Envelope bounds = MapFrame.bounds(projection, outline, List.of());
    if (outline.lines().isEmpty()) {
      double[] xy = new double[2];
      points.scan(
          List.of(),
          (rows, positions, first) -> {
            for (int i = 0; i < rows.size(); i++) {
              if (positions.isKnown(i)) {
                projection.project(positions.longitude()[i], positions.latitude()[i], xy);
                bounds.expandToInclude(xy[0], xy[1]);
              }
            }
          });
    }
    return new MapFrame(projection, bounds);
  }

  private ColourScale scale() {
    double[] range = sample.range();
    ColourScale.Values of =
        switch (column.kind()) {
          case FLOAT, DOUBLE -> ColourScale.Values.REAL;
          case TIME -> ColourScale.Values.TIME;
          default -> ColourScale.Values.WHOLE;
        };
    String units = column.unit();
    return new ColourScale(column.name(), units, range[0], range[1], of);
  }

  private boolean drawPoints(MapFrame frame) {
    ColourScale scale = column == null ? null : scale();
    Rectangle plot = frame.plot();
    double share = (double) plot.width * plot.height / Math.max(1, known);
    Dots dots = new Dots(frame, Math.max(SMALLEST_DOT, Math.min(LARGEST_DOT, Math.sqrt(share))));
    int[] shades = new int[ColourScale.SHADES];
    for (int i = 0; i < shades.length; i++) {
      shades[i] = ColourScale.rgb(i / (shades.length - 1.0));
    }
    boolean[] missing = {false};
    double[] pixel = new double[2];
    points.scan(
        columns(),
        (TableRows rows, PointPositions.InRows positions, long first) -> {
          Object values = column == null ? null : column.values(rows);
          for (int i = 0; i < rows.size(); i++) {
            if (positions.isKnown(i)) {
              frame.locate(positions.longitude()[i], positions.latitude()[i], pixel);
              double value = values == null ? 0 : column.number(values, rows, i);
              boolean none = Double.isNaN(value) || Double.isInfinite(value);
              missing[0] |= none;
              double at = scale == null ? 0.4 : Math.max(0, Math.min(1, scale.share(value)));
              int colour =
                  none ? NO_VALUE.getRGB() : shades[(int) Math.round(at * (shades.length - 1))];
              dots.add(pixel[0], pixel[1], colour, none);
            }
          }
        });
    return missing[0];
  }

  private String title() {
    String product = points.footer().product();
    String area = points.footer().areaName();
    return "%s%s%s"
        .formatted(
            product.isEmpty() ? "" : product + ": ",
            Text.count(known, "point"),
            area.isEmpty() || area.startsWith("-") || area.length() > 60 ? "" : " in " + area);
  }
}
