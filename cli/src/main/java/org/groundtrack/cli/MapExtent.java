package org.groundtrack.cli;

import java.util.BitSet;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.util.PolygonExtracter;

/**
 * Where on the earth something lies, over the antimeridian and poles too. For one thread at a time.
 */
final class MapExtent {
  /** Of a degree of longitude. */
  private static final int PARTS = 10;

  private static final int TURN = 360 * PARTS;

  /** Beyond this a map is drawn round the pole: plate carrée would stretch it. */
  static final double POLAR_DEGREES = 60;

  /** The wider lies all round a pole, where maps have longitudes that run up by custom. */
  private static final double ROUND_DEGREES = 180;

  private final BitSet longitudes = new BitSet(TURN);
  private double south = Double.POSITIVE_INFINITY;
  private double north = Double.NEGATIVE_INFINITY;

  /** Adds a position, degrees. */
  void add(double longitude, double latitude) {
    longitudes.set(Math.floorMod((int) Math.floor(longitude * PARTS), TURN));
    south = Math.min(south, latitude);
    north = Math.max(north, latitude);
  }

  /** Adds polygons whose longitudes are in [-180, 180]. */
  void add(Geometry geometry) {
    for (Object polygon : PolygonExtracter.getPolygons(geometry)) {
      Envelope box = ((Geometry) polygon).getEnvelopeInternal();
      int from = (int) Math.floor(Math.max(-180, box.getMinX()) * PARTS);
      int to = (int) Math.ceil(Math.min(180, box.getMaxX()) * PARTS);
      for (int k = from; k < Math.max(from + 1, to); k++) {
        longitudes.set(Math.floorMod(k, TURN));
      }
      south = Math.min(south, Math.max(-90, box.getMinY()));
      north = Math.max(north, Math.min(90, box.getMaxY()));
    }
  }

  boolean isEmpty() {
    return longitudes.isEmpty();
  }

  /** Least latitude, degrees. */
  double south() {
    return south;
  }

  /** Greatest latitude, degrees. */
  double north() {
    return north;
  }

  /** The longitudes that it spans, degrees: a turn without the widest gap. */
  double width() {
    return (TURN - gap()[1]) / (double) PARTS;
  }

  /** The longitude in its middle, degrees in [-180, 180). */
  double middle() {
    int[] gap = gap();
    if (gap[1] == 0 || longitudes.isEmpty()) {
      return 0;
    }
    double middle = (gap[0] + gap[1] + (TURN - gap[1]) / 2.0) / PARTS;
    return middle - 360 * Math.floor((middle + 180) / 360);
  }

  /** Where the widest gap between longitudes begins, and how wide it is. */
  private int[] gap() {
    int[] widest = {0, 0};
    int at = longitudes.nextSetBit(0);
    while (at >= 0) {
      int end = longitudes.nextClearBit(at);
      int next = longitudes.nextSetBit(end);
      int width = (next < 0 ? longitudes.nextSetBit(0) + TURN : next) - end;
      if (width > widest[1]) {
        widest = new int[] {end, width};
      }
      at = next;
    }
    return widest;
  }

  /** How a map of it is best drawn. */
  MapProjection projection() {
    if (isEmpty()) {
      return new MapProjection.PlateCarree(0, 0);
    }
    return isPolar() ? polar() : plate();
  }

  /** Whether all of it lies about one pole. */
  boolean isPolar() {
    return !isEmpty() && (south >= POLAR_DEGREES || north <= -POLAR_DEGREES);
  }

  /** Degrees as lengths. */
  MapProjection plate() {
    double trueAt = isEmpty() ? 0 : Math.max(-80, Math.min(80, (south + north) / 2));
    return new MapProjection.PlateCarree(middle(), trueAt);
  }

  /** Round the pole that is nearer. */
  MapProjection polar() {
    double latitude = isEmpty() ? 90 : (south + north) / 2;
    boolean northern = latitude >= 0;
    double upright = width() > ROUND_DEGREES ? northern ? -45 : 0 : middle();
    return new MapProjection.PolarStereographic(northern, upright, latitude);
  }
}
