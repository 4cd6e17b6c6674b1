package org.groundtrack.cli;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;

/**
 * A map on a projection, to be filled layer by layer: its graticule, outline, title and scale of
 * colours. For one thread at a time.
 */
final class MapFrame {
  private static final int PLOT = 900;
  private static final int SHORTEST = 300;
  private static final int LEFT = 90;
  private static final int TOP = 60;
  private static final int RIGHT = 210;
  private static final int BOTTOM = 70;
  private static final double MARGIN = 0.05;

  /** Of a map of one point, metres. */
  private static final double SMALLEST = 100;

  static final Color OUTLINE = new Color(0xD62728);

  private final MapProjection projection;
  private final Rectangle plot;
  private final double west;
  private final double north;
  private final double pixelsPerMetre;
  private final BufferedImage image;
  private final Graphics2D canvas;
  private final double[] xy = new double[2];

  /**
   * A map without content.
   *
   * @param shown what it shows at least, on the plane
   */
  MapFrame(MapProjection projection, Envelope shown) {
    this.projection = projection;
    Envelope view = shown.isNull() ? new Envelope(0, 0, 0, 0) : new Envelope(shown);
    double size = Math.max(SMALLEST, Math.max(view.getWidth(), view.getHeight()));
    view.expandBy(size * MARGIN);
    double aspect = view.getWidth() / view.getHeight();
    int width = aspect >= 1 ? PLOT : (int) Math.max(SHORTEST, PLOT * aspect);
    int height = aspect >= 1 ? (int) Math.max(SHORTEST, PLOT / aspect) : PLOT;
    this.plot = new Rectangle(LEFT, TOP, width, height);
    this.pixelsPerMetre = Math.min(width / view.getWidth(), height / view.getHeight());
    this.west = view.centre().x - width / pixelsPerMetre / 2;
    this.north = view.centre().y + height / pixelsPerMetre / 2;
    this.image =
        new BufferedImage(LEFT + width + RIGHT, TOP + height + BOTTOM, BufferedImage.TYPE_INT_RGB);
    this.canvas = image.createGraphics();
    canvas.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    canvas.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    canvas.setColor(Color.WHITE);
    canvas.fillRect(0, 0, image.getWidth(), image.getHeight());
    canvas.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 14));
  }

  /** What an area and others take on the plane of a projection. */
  static Envelope bounds(MapProjection projection, AreaOutline outline, Iterable<Geometry> others) {
    Envelope bounds = new Envelope();
    double[] xy = new double[2];
    for (double[] line : outline.lines()) {
      double[] dense = AreaOutline.dense(line);
      for (int i = 0; i < dense.length; i += 2) {
        projection.project(dense[i], dense[i + 1], xy);
        bounds.expandToInclude(xy[0], xy[1]);
      }
    }
    for (Geometry other : others) {
      for (Coordinate vertex : other.getCoordinates()) {
        projection.project(vertex.x, vertex.y, xy);
        bounds.expandToInclude(xy[0], xy[1]);
      }
    }
    return bounds;
  }

  /** Where to draw. */
  Graphics2D canvas() {
    return canvas;
  }

  /** The pixels. */
  BufferedImage image() {
    return image;
  }

  /** The part of the image that is the map. */
  Rectangle plot() {
    return plot;
  }

  MapProjection projection() {
    return projection;
  }

  /** Where a position is in the image: pixels from its left and its top. */
  void locate(double longitude, double latitude, double[] pixel) {
    projection.project(longitude, latitude, pixel);
    pixel[0] = LEFT + (pixel[0] - west) * pixelsPerMetre;
    pixel[1] = TOP + (north - pixel[1]) * pixelsPerMetre;
  }

  /** The opposite: degrees, or NaN. */
  void position(double x, double y, double[] lonLat) {
    projection.locate(
        west + (x - LEFT) / pixelsPerMetre, north - (y - TOP) / pixelsPerMetre, lonLat);
  }

  double pixelsPerMetre() {
    return pixelsPerMetre;
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
    canvas.setClip(within ? plot : null);
  }

  /** Writes the map as a PNG file, with a title. */
  void write(String title, Path picture) throws IOException {
    canvas.setColor(Color.BLACK);
    canvas.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 17));
    canvas.drawString(fitted(title, image.getWidth() - LEFT - 10), LEFT, TOP - 24);
    canvas.dispose();
    // Encoded in memory: of a full disk the encoder would say only that it failed.
    ByteArrayOutputStream encoded = new ByteArrayOutputStream();
    try (ImageOutputStream out = new MemoryCacheImageOutputStream(encoded)) {
      ImageIO.write(image, "png", out);
    }
    Files.write(picture, encoded.toByteArray());
  }

  /** A text of some width at most; what is cut off is marked. */
  private String fitted(String text, int width) {
    FontMetrics letters = canvas.getFontMetrics();
    String fitted = Text.printable(Text.line(text, 200));
    for (int length = fitted.length();
        letters.stringWidth(fitted) > width && length > 1;
        length--) {
      fitted = Text.line(fitted, length);
    }
    return fitted;
  }

  /** Draws the outline of an area. */
  void drawArea(AreaOutline outline) {
    canvas.setColor(OUTLINE);
    canvas.setStroke(new BasicStroke(1.6f));
    for (double[] line : outline.lines()) {
      double[] dense = AreaOutline.dense(line);
      Path2D path = new Path2D.Double();
      double before = 0;
      for (int i = 0; i < dense.length; i += 2) {
        locate(dense[i], dense[i + 1], xy);
        // Over the map's edge and in on the other side.
        boolean jump = Math.abs(xy[0] - before) > projection.turn() / 2 * pixelsPerMetre;
        if (i == 0 || jump) {
          path.moveTo(xy[0], xy[1]);
        } else {
          path.lineTo(xy[0], xy[1]);
        }
        before = xy[0];
      }
      canvas.draw(path);
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
      locate(vertex.x, vertex.y, xy);
      if (first) {
        path.moveTo(xy[0], xy[1]);
      } else {
        path.lineTo(xy[0], xy[1]);
      }
      first = false;
    }
    path.closePath();
  }

  /**
   * Draws a scale of colours.
   *
   * @param noValue whether to say how points without a value look
   */
  void drawScale(ColourScale scale, boolean noValue) {
    int left = LEFT + plot.width + 52;
    int steps = Math.min(plot.height - 80, 400);
    int top = TOP + (plot.height - steps) / 2;
    for (int i = 0; i < steps; i++) {
      canvas.setColor(new Color(ColourScale.rgb(1 - i / (double) (steps - 1))));
      canvas.fillRect(left, top + i, 22, 1);
    }
    canvas.setColor(Color.DARK_GRAY);
    canvas.setStroke(new BasicStroke(1));
    canvas.drawRect(left, top, 22, steps);
    scale
        .ticks()
        .forEach(
            (value, text) -> {
              int at = (int) Math.round(top + steps * (1 - scale.share(value)));
              canvas.drawLine(left + 22, at, left + 26, at);
              canvas.drawString(text, left + 30, at + 5);
            });
    int room = RIGHT - 58;
    canvas.drawString(fitted(scale.name(), room), left, top - (scale.units() == null ? 14 : 32));
    if (scale.units() != null) {
      canvas.drawString(fitted(scale.units(), room), left, top - 14);
    }
    if (noValue) {
      canvas.setColor(PointPicture.NO_VALUE);
      canvas.fillRect(left, top + steps + 16, 22, 12);
      canvas.setColor(Color.DARK_GRAY);
      canvas.drawString("no value", left + 30, top + steps + 27);
    }
  }
}
