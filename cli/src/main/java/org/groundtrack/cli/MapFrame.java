package org.groundtrack.cli;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.groundtrack.geo.Aoi;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;

/**
 * A map about an area: its graticule, outline, title and scale of colours. For one thread at a
 * time.
 */
final class MapFrame {
  private static final int PLOT = 900;
  private static final int LEFT = 90;
  private static final int TOP = 60;
  private static final int RIGHT = 150;
  private static final int BOTTOM = 70;

  /** Control points of the viridis scale (matplotlib, CC0). */
  private static final int[] VIRIDIS = {
    0x440154, 0x482878, 0x3E4989, 0x31688E, 0x26828E, 0x1F9E89, 0x35B779, 0x6DCD59, 0xB4DE2C,
    0xFDE725
  };

  private final Aoi aoi;
  private final Envelope view;
  private final double scaleX;
  private final double scaleY;
  private final int width;
  private final int height;
  private final BufferedImage image;
  private final Graphics2D canvas;

  /**
   * A map without content.
   *
   * @param shown what it shows at least, degrees
   */
  MapFrame(Aoi aoi, Envelope shown) {
    this.aoi = aoi;
    this.view = new Envelope(shown);
    view.expandBy(view.getWidth() * 0.05, view.getHeight() * 0.05);
    // Plate carrée at the area's middle latitude: near enough to true shape for a small area.
    double aspect = view.getWidth() * Math.cos(Math.toRadians(view.centre().y)) / view.getHeight();
    this.width = aspect >= 1 ? PLOT : (int) Math.max(200, PLOT * aspect);
    this.height = aspect >= 1 ? (int) Math.max(200, PLOT / aspect) : PLOT;
    this.scaleX = width / view.getWidth();
    this.scaleY = height / view.getHeight();
    this.image =
        new BufferedImage(LEFT + width + RIGHT, TOP + height + BOTTOM, BufferedImage.TYPE_INT_RGB);
    this.canvas = image.createGraphics();
    canvas.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    canvas.setColor(Color.WHITE);
    canvas.fillRect(0, 0, image.getWidth(), image.getHeight());
    canvas.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 14));
  }

  /** Where to draw. */
  Graphics2D canvas() {
    return canvas;
  }

  /** Fills polygons. */
  void fill(Geometry geometry, Color colour) {
    for (int i = 0; i < geometry.getNumGeometries(); i++) {
      if (geometry.getGeometryN(i) instanceof Polygon polygon) {
        canvas.setColor(colour);
        Path2D path = path(polygon);
        canvas.fill(path);
        // Of one that is smaller than a dot the line is seen.
        canvas.draw(path);
      }
    }
  }

  /** Lets content be drawn within the frame only, or everywhere again. */
  void clip(boolean within) {
    canvas.setClip(within ? new Rectangle(LEFT, TOP, width, height) : null);
  }

  /** Writes the map as a PNG file, with a title. */
  void write(String title, Path picture) {
    canvas.setColor(Color.BLACK);
    canvas.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 17));
    canvas.drawString(title, LEFT, TOP - 24);
    canvas.dispose();
    try {
      ImageIO.write(image, "png", picture.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException("Picture " + picture, e);
    }
  }

  double x(double longitude) {
    return LEFT + (longitude - view.getMinX()) * scaleX;
  }

  double y(double latitude) {
    return TOP + (view.getMaxY() - latitude) * scaleY;
  }

  void drawGraticule() {
    FontMetrics text = canvas.getFontMetrics();
    double stepX = step(view.getWidth());
    for (double lon = Math.ceil(view.getMinX() / stepX) * stepX;
        lon <= view.getMaxX();
        lon += stepX) {
      canvas.setColor(new Color(0xDDDDDD));
      canvas.draw(new Line2D.Double(x(lon), TOP, x(lon), TOP + height));
      canvas.setColor(Color.DARK_GRAY);
      String label = degrees(lon, stepX, "E", "W");
      canvas.drawString(label, (float) (x(lon) - text.stringWidth(label) / 2.0), TOP + height + 20);
    }
    double stepY = step(view.getHeight());
    for (double lat = Math.ceil(view.getMinY() / stepY) * stepY;
        lat <= view.getMaxY();
        lat += stepY) {
      canvas.setColor(new Color(0xDDDDDD));
      canvas.draw(new Line2D.Double(LEFT, y(lat), LEFT + width, y(lat)));
      canvas.setColor(Color.DARK_GRAY);
      String label = degrees(lat, stepY, "N", "S");
      canvas.drawString(label, LEFT - 8 - text.stringWidth(label), (float) y(lat) + 5);
    }
    canvas.setColor(Color.DARK_GRAY);
    canvas.drawRect(LEFT, TOP, width, height);
    canvas.drawString("Longitude", LEFT + width / 2 - 30, TOP + height + 48);
    canvas.rotate(-Math.PI / 2);
    canvas.drawString("Latitude", -(TOP + height / 2 + 25), 20);
    canvas.rotate(Math.PI / 2);
  }

  /** A round distance of lines: 1, 2 or 5 times a power of ten, some five in the view. */
  static double step(double extent) {
    double rough = extent / 5;
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    double ratio = rough / power;
    return power * (ratio < 1.5 ? 1 : ratio < 3.5 ? 2 : ratio < 7.5 ? 5 : 10);
  }

  private static String degrees(double value, double step, String positive, String negative) {
    int digits = (int) Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
    String number = String.format(Locale.ROOT, "%." + digits + "f", Math.abs(value));
    return number + "°" + (value < 0 ? negative : positive);
  }

  /** Draws the outline of the area of interest. */
  void drawArea() {
    canvas.setColor(new Color(0xD62728));
    canvas.setStroke(new BasicStroke(1.6f));
    for (int i = 0; i < aoi.geometry().getNumGeometries(); i++) {
      Geometry part = aoi.geometry().getGeometryN(i);
      if (part instanceof Polygon polygon) {
        canvas.draw(path(polygon));
      }
    }
  }

  private Path2D path(Polygon polygon) {
    Path2D path = new Path2D.Double(Path2D.WIND_EVEN_ODD);
    add(path, polygon.getExteriorRing());
    for (int k = 0; k < polygon.getNumInteriorRing(); k++) {
      add(path, polygon.getInteriorRingN(k));
    }
    return path;
  }

  private void add(Path2D path, LinearRing ring) {
    boolean first = true;
    for (Coordinate vertex : ring.getCoordinates()) {
      if (first) {
        path.moveTo(x(vertex.x), y(vertex.y));
      } else {
        path.lineTo(x(vertex.x), y(vertex.y));
      }
      first = false;
    }
    path.closePath();
  }

  /**
   * Draws the scale of colours.
   *
   * @param range least and greatest value
   * @param label what the values are, with the unit
   * @return where a further line fits below it: x, and y of its upper edge
   */
  int[] drawScale(double[] range, String label) {
    int left = LEFT + width + 30;
    int steps = Math.min(height, 400);
    int top = TOP + (height - steps) / 2;
    for (int i = 0; i < steps; i++) {
      canvas.setColor(colour(1 - i / (double) (steps - 1)));
      canvas.fillRect(left, top + i, 22, 1);
    }
    canvas.setColor(Color.DARK_GRAY);
    canvas.setStroke(new BasicStroke(1));
    canvas.drawRect(left, top, 22, steps);
    double step = step(range[1] - range[0]);
    for (double v = Math.ceil(range[0] / step) * step; v <= range[1]; v += step) {
      int at = (int) (top + steps * (1 - (v - range[0]) / (range[1] - range[0])));
      canvas.drawLine(left + 22, at, left + 26, at);
      canvas.drawString(
          String.format(Locale.ROOT, step >= 1 ? "%,.0f" : "%.4g", v), left + 30, at + 5);
    }
    canvas.drawString(label, left - 14, top - 14);
    return new int[] {left, top + steps + 16};
  }

  /** The colour of a value, as a part of the scale. */
  static Color colour(double share) {
    double at = Math.max(0, Math.min(1, share)) * (VIRIDIS.length - 1);
    int low = (int) Math.min(VIRIDIS.length - 2, Math.floor(at));
    double part = at - low;
    int rgb = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      int a = VIRIDIS[low] >> shift & 0xFF;
      int b = VIRIDIS[low + 1] >> shift & 0xFF;
      rgb |= (int) Math.round(a + (b - a) * part) << shift;
    }
    return new Color(rgb);
  }
}
