package org.groundtrack.cli;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Meridians and parallels of a map with their labels, its frame, and a bar of lengths. */
final class Graticule {
  private static final double[] STEPS = {90, 45, 30, 15, 10, 5, 2, 1};
  private static final int LOOKS = 60;
  private static final int PIECES = 180;
  private static final Color LINE = new Color(0xDDDDDD);

  private final MapFrame frame;
  private final Graphics2D canvas;
  private final Rectangle plot;
  private final FontMetrics text;
  private final List<Rectangle> labels = new ArrayList<>();
  private double west = Double.POSITIVE_INFINITY;
  private double east = Double.NEGATIVE_INFINITY;
  private double south = 90;
  private double north = -90;
  private boolean pole;

  private Graticule(MapFrame frame) {
    this.frame = frame;
    this.canvas = frame.canvas();
    this.plot = frame.plot();
    this.text = canvas.getFontMetrics();
    look();
  }

  static void draw(MapFrame frame) {
    new Graticule(frame).draw();
  }

  /** Finds the longitudes and latitudes in the frame. */
  private void look() {
    double[] at = new double[2];
    for (int i = 0; i <= LOOKS; i++) {
      for (int k = 0; k <= LOOKS; k++) {
        frame.position(
            plot.x + plot.width * i / (double) LOOKS,
            plot.y + plot.height * k / (double) LOOKS,
            at);
        if (!Double.isNaN(at[0])) {
          west = Math.min(west, at[0]);
          east = Math.max(east, at[0]);
          south = Math.min(south, at[1]);
          north = Math.max(north, at[1]);
        }
      }
    }
    if (frame.projection() instanceof MapProjection.PolarStereographic polar) {
      frame.locate(0, polar.north() ? 90 : -90, at);
      pole = plot.contains(at[0], at[1]);
      if (pole) {
        west = polar.middle() - 180;
        east = polar.middle() + 180;
        north = polar.north() ? 90 : north;
        south = polar.north() ? south : -90;
      }
    }
  }

  private void draw() {
    canvas.setStroke(new BasicStroke(1));
    double lon = step(east - west);
    for (long i = (long) Math.ceil(west / lon - 1e-9); i * lon <= east + 1e-9; i++) {
      if (!(pole && i * lon > east - lon / 2)) {
        meridian(i * lon, lon);
      }
    }
    double lat = step(north - south);
    for (long i = (long) Math.ceil(south / lat - 1e-9); i * lat <= north + 1e-9; i++) {
      parallel(i * lat, lat);
    }
    canvas.setColor(Color.DARK_GRAY);
    canvas.drawRect(plot.x, plot.y, plot.width, plot.height);
  }

  /** A round distance of lines: of large ones a part of a turn. */
  private static double step(double extent) {
    double rough = extent / 5;
    if (rough < 1.5) {
      return ColourScale.step(extent);
    }
    double best = STEPS[0];
    for (double step : STEPS) {
      best = Math.abs(step - rough) < Math.abs(best - rough) ? step : best;
    }
    return best;
  }

  private void meridian(double longitude, double step) {
    double[][] line = new double[PIECES + 1][2];
    for (int i = 0; i <= PIECES; i++) {
      frame.locate(longitude, south + (north - south) * i / PIECES, line[i]);
    }
    line(line, degrees(MapProjection.near(longitude, 0), step, "E", "W"), true);
  }

  private void parallel(double latitude, double step) {
    double[][] line = new double[PIECES + 1][2];
    for (int i = 0; i <= PIECES; i++) {
      frame.locate(west + (east - west) * i / PIECES, latitude, line[i]);
    }
    if (Math.abs(latitude) < 90) {
      line(line, degrees(latitude, step, "N", "S"), false);
    }
  }

  private void line(double[][] points, String label, boolean meridian) {
    Path2D path = new Path2D.Double();
    path.moveTo(points[0][0], points[0][1]);
    for (double[] point : points) {
      path.lineTo(point[0], point[1]);
    }
    canvas.setColor(LINE);
    canvas.setClip(plot);
    canvas.draw(path);
    canvas.setClip(null);
    canvas.setColor(Color.DARK_GRAY);
    // Meridians have their labels below, parallels at the left, wherever they come out there.
    int[] sides =
        meridian ? new int[] {2, 0, 1, 3} : pole ? new int[] {1, 3, 2, 0} : new int[] {1, 3};
    for (int side : sides) {
      double[] out = crossing(points, side);
      if (out != null) {
        label(label, out, side);
        return;
      }
    }
    if (!meridian) {
      // A ring within the frame.
      double[] at = points[PIECES / 2 + PIECES / 8];
      if (plot.contains(at[0], at[1])) {
        place(label, (int) at[0] + 3, (int) at[1] - 3);
      }
    }
  }

  /** Where a line crosses a side of the frame: 0 above, 1 left, 2 below, 3 right. */
  private double[] crossing(double[][] points, int side) {
    boolean level = side % 2 == 0;
    double at =
        switch (side) {
          case 0 -> plot.getMinY();
          case 1 -> plot.getMinX();
          case 2 -> plot.getMaxY();
          default -> plot.getMaxX();
        };
    int along = level ? 0 : 1;
    int over = level ? 1 : 0;
    double from = level ? plot.getMinX() : plot.getMinY();
    double to = level ? plot.getMaxX() : plot.getMaxY();
    for (int i = 1; i < points.length; i++) {
      double[] a = points[i - 1];
      double[] b = points[i];
      // The end of a line that only just reaches the side counts: it was cut there.
      if (a[over] != b[over] && (a[over] - at) * (b[over] - at) <= 1e-6 * plot.width) {
        double part = Math.max(0, Math.min(1, (at - a[over]) / (b[over] - a[over])));
        double where = a[along] + (b[along] - a[along]) * part;
        if (where >= from && where <= to) {
          return level ? new double[] {where, at} : new double[] {at, where};
        }
      }
    }
    return null;
  }

  private void label(String label, double[] at, int side) {
    int width = text.stringWidth(label);
    int x = (int) at[0];
    int y = (int) at[1];
    switch (side) {
      case 0 -> place(label, x - width / 2, y - 8);
      case 1 -> place(label, x - 8 - width, y + 5);
      case 2 -> place(label, x - width / 2, y + 20);
      default -> place(label, x + 8, y + 5);
    }
  }

  private void place(String label, int x, int y) {
    Rectangle box = new Rectangle(x - 4, y - 13, text.stringWidth(label) + 8, 16);
    if (labels.stream().noneMatch(box::intersects)) {
      labels.add(box);
      canvas.drawString(label, x, y);
    }
  }

  private static String degrees(double value, double step, String positive, String negative) {
    int digits = (int) Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
    String number = String.format(Locale.ROOT, "%." + digits + "f", Math.abs(value));
    boolean none = Math.abs(value) < step / 2;
    return number + "°" + (none || Math.abs(value) == 180 ? "" : value < 0 ? negative : positive);
  }

  /** Draws a bar of a round length, as lengths are in the map's middle. */
  static void drawLengths(MapFrame frame) {
    Rectangle plot = frame.plot();
    double[] at = new double[2];
    frame.position(plot.getCenterX(), plot.getCenterY(), at);
    if (Double.isNaN(at[0])) {
      return;
    }
    double pixels = frame.pixelsPerMetre() * frame.projection().scale(at[1]);
    double metres = ColourScale.step(plot.width / pixels);
    double width = metres * pixels;
    if (width > plot.width / 2.0) {
      return;
    }
    String label =
        metres >= 1000
            ? String.format(Locale.ROOT, "%,.0f km", metres / 1000)
            : String.format(Locale.ROOT, "%,.0f m", metres);
    Graphics2D canvas = frame.canvas();
    double x = plot.getMaxX() - width;
    double y = plot.getMaxY() + 38;
    canvas.setColor(Color.DARK_GRAY);
    canvas.setStroke(new BasicStroke(2));
    canvas.draw(new Line2D.Double(x, y, x + width, y));
    canvas.draw(new Line2D.Double(x, y - 4, x, y + 4));
    canvas.draw(new Line2D.Double(x + width, y - 4, x + width, y + 4));
    FontMetrics text = canvas.getFontMetrics();
    canvas.drawString(
        label, (float) (x + width / 2 - text.stringWidth(label) / 2.0), (float) y + 18);
  }
}
