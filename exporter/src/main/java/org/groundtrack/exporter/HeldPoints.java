package org.groundtrack.exporter;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.groundtrack.codec.ChunkDecoder;
import org.groundtrack.granule.Granule;
import org.groundtrack.granule.Positions;
import org.groundtrack.plan.CopyTask;
import org.groundtrack.rows.PositionReader;
import org.groundtrack.rows.RowRun;
import org.groundtrack.rows.TimeScale;

/** Points that granules hold which come before another one. For one thread. */
final class HeldPoints {
  private static final int BLOCK_ROWS = 8192;

  /**
   * Nanoseconds between rows of a newer version up to which it is taken to say what is there: some
   * 1.4 km along a track, more than the rows of any product lie apart.
   */
  private static final long GAP_NANOS = 200_000_000L;

  /** Of rows that were made of the same ones position and time are the same, to the bit. */
  private final PlaceSet places;

  /** Times of each newer version, ascending. */
  private final List<long[]> newer = new ArrayList<>();

  private HeldPoints(long rows) {
    places = new PlaceSet(rows);
  }

  /** Reads what granules hold. */
  static HeldPoints of(
      List<CopyTask> copies, Map<Granule, FetchedRanges> fetched, ChunkDecoder decoder) {
    long rows = 0;
    for (CopyTask copy : copies) {
      rows += copy.sameRows() ? RowRun.total(copy.runs()) : 0;
    }
    HeldPoints held = new HeldPoints(rows);
    for (CopyTask copy : copies) {
      held.add(
          copy,
          copy.positions()
              .reader(
                  copy.granule().id(), copy.runs(), decoder, fetched.get(copy.granule())::read));
    }
    return held;
  }

  private void add(CopyTask copy, PositionReader reader) {
    long[] times = new long[copy.sameRows() ? 0 : Math.toIntExact(RowRun.total(copy.runs()))];
    int size = 0;
    double[] longitude = new double[BLOCK_ROWS];
    double[] latitude = new double[BLOCK_ROWS];
    long[] time = new long[BLOCK_ROWS];
    for (RowRun run : copy.runs()) {
      for (long first = run.first(); first < run.end(); first += BLOCK_ROWS) {
        int count = (int) Math.min(BLOCK_ROWS, run.end() - first);
        reader.positions(first, count, longitude, latitude);
        reader.times(first, count, time);
        for (int i = 0; i < count; i++) {
          if (!Positions.isValid(longitude[i], latitude[i])) {
            continue;
          }
          if (copy.sameRows()) {
            places.add(longitude[i], latitude[i], time[i]);
          } else if (time[i] != TimeScale.NO_TIME) {
            times[size++] = time[i];
          }
        }
      }
    }
    if (size > 0) {
      long[] sorted = Arrays.copyOf(times, size);
      Arrays.sort(sorted);
      newer.add(sorted);
    }
  }

  /** Tells whether nothing is held. */
  boolean isEmpty() {
    return places.isEmpty() && newer.isEmpty();
  }

  /**
   * Tells whether a point is held, or lies between rows of a newer version that are close together.
   */
  boolean hold(double longitude, double latitude, long time) {
    if (places.contains(longitude, latitude, time)) {
      return true;
    }
    if (time != TimeScale.NO_TIME) {
      for (long[] times : newer) {
        int at = Arrays.binarySearch(times, time);
        int next = -at - 1;
        if (at >= 0
            || (next > 0 && next < times.length && times[next] - times[next - 1] <= GAP_NANOS)) {
          return true;
        }
      }
    }
    return false;
  }
}
