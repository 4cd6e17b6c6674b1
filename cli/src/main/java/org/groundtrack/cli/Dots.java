package org.groundtrack.cli;

import java.awt.Rectangle;
import java.awt.image.DataBufferInt;

/**
 * Draws dots with soft edges straight into the pixels of a map, since Java 2D takes microseconds
 * for each. Dots without a value never cover others.
 */
final class Dots {
  /** Places within a pixel that are told apart, each way. */
  private static final int PLACES = 4;

  private static final int SAMPLES = 4;
  private static final int OPAQUE = 255;

  private final int[] pixels;
  private final boolean[] valued;
  private final int stride;
  private final Rectangle plot;
  private final int reach;
  private final int[][] covers;

  /**
   * @param across pixels
   */
  Dots(MapFrame frame, double across) {
    this.pixels = ((DataBufferInt) frame.image().getRaster().getDataBuffer()).getData();
    this.stride = frame.image().getWidth();
    this.valued = new boolean[pixels.length];
    this.plot = frame.plot();
    this.reach = (int) Math.ceil(across / 2) + 1;
    this.covers = new int[PLACES * PLACES][];
    for (int i = 0; i < covers.length; i++) {
      covers[i] = cover(middle(i % PLACES, PLACES), middle(i / PLACES, PLACES), across / 2);
    }
  }

  /** The middle of one of the equal parts of a pixel. */
  private static double middle(int part, int parts) {
    return (part + 0.5) / parts;
  }

  /** How much of each pixel round a dot it covers, 0 to 255. */
  private int[] cover(double x, double y, double radius) {
    int side = 2 * reach + 1;
    int[] cover = new int[side * side];
    for (int k = 0; k < cover.length; k++) {
      int inside = 0;
      for (int s = 0; s < SAMPLES * SAMPLES; s++) {
        int column = k % side - reach;
        int row = k / side - reach;
        double dx = column + middle(s % SAMPLES, SAMPLES) - x;
        double dy = row + middle(s / SAMPLES, SAMPLES) - y;
        inside += dx * dx + dy * dy <= radius * radius ? 1 : 0;
      }
      cover[k] = inside * OPAQUE / (SAMPLES * SAMPLES);
    }
    return cover;
  }

  /**
   * Draws a dot, if it is on the map.
   *
   * @param rgb its colour
   * @param below whether it goes below those that are not
   */
  void add(double x, double y, int rgb, boolean below) {
    if (!(x >= plot.x && x < plot.x + plot.width && y >= plot.y && y < plot.y + plot.height)) {
      return;
    }
    int column = (int) x;
    int row = (int) y;
    int[] cover = covers[(int) ((y - row) * PLACES) * PLACES + (int) ((x - column) * PLACES)];
    int side = 2 * reach + 1;
    for (int k = 0; k < cover.length; k++) {
      int px = column + k % side - reach;
      int py = row + k / side - reach;
      if (cover[k] > 0
          && px > plot.x
          && px < plot.x + plot.width
          && py > plot.y
          && py < plot.y + plot.height) {
        int at = py * stride + px;
        if (!below || !valued[at]) {
          pixels[at] = mixed(pixels[at], rgb, cover[k]);
          valued[at] |= !below && cover[k] > OPAQUE / 3;
        }
      }
    }
  }

  private static int mixed(int below, int above, int part) {
    int rgb = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      int a = below >> shift & 0xFF;
      int b = above >> shift & 0xFF;
      rgb |= a + (b - a) * part / OPAQUE << shift;
    }
    return rgb;
  }
}
