package org.groundtrack.benchmarks;

import java.util.Arrays;
import org.groundtrack.geo.H3Cells;

/**
 * Where ICESat-2's six beams cross land ice within one repeat cycle of 1387 revolutions: runs of
 * rows in a cell and chunk, in the order of the cells, and in a cell of the tracks. A circular
 * orbit of 92 degrees over a turning sphere; ice is Antarctica, Greenland, the large ice caps and,
 * so that most granules have some, one of sixty boxes of half a degree. Filled once, then
 * immutable.
 */
final class IceTracks {
  static final int TRACKS = 1387;
  static final int REGIONS = 14;
  static final int BEAMS = 6;
  static final int CHUNK_ROWS = 10_000;
  static final double REVOLUTION_SECONDS = 5657.374;

  private static final int STEP_ROWS = 200;
  private static final double EARTH_KM = 40_030;
  private static final int STEPS = (int) (EARTH_KM / (STEP_ROWS * 0.02));
  private static final double INCLINATION = Math.toRadians(92);
  private static final double TURN_PER_REVOLUTION = 2 * Math.PI * 91 / TRACKS;
  private static final double[] ACROSS_KM = {-3.345, -3.255, -0.045, 0.045, 3.255, 3.345};
  private static final int FIRST_CAPACITY = 1 << 20;

  /** An H3 id without the bits that all cells of resolution 8 and coarser share. */
  private static final int SHARED_BITS = 21;

  private static final int INDEX_BITS = 28;

  int size;
  long[] cell = new long[FIRST_CAPACITY];

  /** {@code revolution * REGIONS + region}, both from 0. */
  int[] track = new int[FIRST_CAPACITY];

  byte[] beam = new byte[FIRST_CAPACITY];
  int[] firstRow = new int[FIRST_CAPACITY];
  int[] rowCount = new int[FIRST_CAPACITY];

  /** Seconds since the cycle began. */
  float[] seconds = new float[FIRST_CAPACITY];

  float[] startLon = new float[FIRST_CAPACITY];
  float[] startLat = new float[FIRST_CAPACITY];
  float[] endLon = new float[FIRST_CAPACITY];
  float[] endLat = new float[FIRST_CAPACITY];

  /** Rows of each beam of each track: {@code track * BEAMS + beam}. */
  final int[] rows = new int[TRACKS * REGIONS * BEAMS];

  /** Numbers of runs in the order of their cells. */
  int[] order;

  /** Follows all tracks of a cycle. */
  static IceTracks follow(int resolution) {
    IceTracks tracks = new IceTracks();
    int[] open = new int[BEAMS];
    for (int revolution = 0; revolution < TRACKS; revolution++) {
      Arrays.fill(open, -1);
      for (int step = 0; step < STEPS; step++) {
        tracks.step(revolution, step, resolution, open);
      }
    }
    long[] keys = new long[tracks.size];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = (tracks.cell[i] << 8 >>> 8 >>> SHARED_BITS) << INDEX_BITS | i;
    }
    Arrays.sort(keys);
    tracks.order = new int[keys.length];
    for (int i = 0; i < keys.length; i++) {
      tracks.order[i] = (int) (keys[i] & ((1L << INDEX_BITS) - 1));
    }
    return tracks;
  }

  private void step(int revolution, int step, int resolution, int[] open) {
    double u = 2 * Math.PI * step / STEPS;
    double latitude = Math.toDegrees(Math.asin(Math.sin(INCLINATION) * Math.sin(u)));
    double turned = TURN_PER_REVOLUTION * (revolution + u / (2 * Math.PI));
    double longitude =
        wrapped(
            Math.toDegrees(Math.atan2(Math.cos(INCLINATION) * Math.sin(u), Math.cos(u)) - turned));
    if (!isIce(longitude, latitude)) {
      Arrays.fill(open, -1);
      return;
    }
    int trackOfStep = revolution * REGIONS + step * REGIONS / STEPS;
    double lonPerKm = 1 / 111.2 / Math.max(0.02, Math.cos(Math.toRadians(latitude)));
    for (int b = 0; b < BEAMS; b++) {
      double lon = wrapped(longitude + ACROSS_KM[b] * lonPerKm);
      long at = H3Cells.cell(lon, latitude, resolution);
      int first = rows[trackOfStep * BEAMS + b];
      rows[trackOfStep * BEAMS + b] += STEP_ROWS;
      int last = open[b];
      if (last < 0
          || cell[last] != at
          || track[last] != trackOfStep
          || first % CHUNK_ROWS == 0
          || Math.abs(lon - endLon[last]) > 180) {
        last = add(at, trackOfStep, b, first, u);
        startLon[last] = (float) lon;
        startLat[last] = (float) latitude;
        open[b] = last;
      }
      rowCount[last] += STEP_ROWS;
      endLon[last] = (float) lon;
      endLat[last] = (float) latitude;
    }
  }

  private int add(long at, int trackOfStep, int b, int first, double u) {
    if (size == cell.length) {
      int capacity = 2 * size;
      cell = Arrays.copyOf(cell, capacity);
      track = Arrays.copyOf(track, capacity);
      beam = Arrays.copyOf(beam, capacity);
      firstRow = Arrays.copyOf(firstRow, capacity);
      rowCount = Arrays.copyOf(rowCount, capacity);
      seconds = Arrays.copyOf(seconds, capacity);
      startLon = Arrays.copyOf(startLon, capacity);
      startLat = Arrays.copyOf(startLat, capacity);
      endLon = Arrays.copyOf(endLon, capacity);
      endLat = Arrays.copyOf(endLat, capacity);
    }
    int run = size++;
    cell[run] = at;
    track[run] = trackOfStep;
    beam[run] = (byte) b;
    firstRow[run] = first;
    rowCount[run] = 0;
    int revolution = trackOfStep / REGIONS;
    seconds[run] = (float) ((revolution + u / (2 * Math.PI)) * REVOLUTION_SECONDS);
    return run;
  }

  private static double wrapped(double longitude) {
    return longitude - 360 * Math.floor((longitude + 180) / 360);
  }

  private static boolean isIce(double lon, double lat) {
    if (lat < -72 || (lat < -66.5 && lon > 40 && lon < 150)) {
      return true;
    }
    boolean cap =
        within(lon, lat, -52, -36, 61, 70)
            || within(lon, lat, -68, -22, 70, 82)
            || within(lon, lat, -95, -64, 74, 83)
            || within(lon, lat, -153, -134, 59, 62)
            || within(lon, lat, 72, 96, 28, 38)
            || within(lon, lat, -75, -72, -52, -46)
            || within(lon, lat, 12, 28, 77, 80)
            || within(lon, lat, 53, 68, 73, 77);
    return cap || box(lon, lat) % 60 == 0;
  }

  private static boolean within(
      double lon, double lat, double west, double east, double south, double north) {
    return lon >= west && lon <= east && lat >= south && lat <= north;
  }

  private static int box(double lon, double lat) {
    return Hash.of((int) Math.floor(2 * lon), (int) Math.floor(2 * lat));
  }
}
