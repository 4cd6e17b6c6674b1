package org.groundtrack.exporter;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.groundtrack.codec.ChunkDecoder;
import org.groundtrack.error.BadGranuleException;
import org.groundtrack.error.LimitExceededException;
import org.groundtrack.exporter.points.Values;
import org.groundtrack.geo.Aoi;
import org.groundtrack.granule.Beam;
import org.groundtrack.granule.Granule;
import org.groundtrack.plan.BeamTask;
import org.groundtrack.plan.ExportPlan;
import org.groundtrack.plan.RowTest;
import org.groundtrack.rows.PositionReader;
import org.groundtrack.rows.RowRun;
import org.groundtrack.rows.TimeScale;

/** Decodes the chunks of one beam and keeps exactly the rows that the plan wants. */
final class BeamDecoder {
  /** Rows that are tested at once: the arrays stay in the cache. */
  private static final int BLOCK_ROWS = 8192;

  /** Rows of a beam for which there is room at once: as many as a strong beam's photons. */
  private static final int FIRST_ROWS = 1 << 21;

  private final ExportPlan plan;
  private final Granule granule;
  private final BeamTask task;
  private final Map<Granule, FetchedRanges> fetched;
  private final FetchedRanges ranges;
  private final ExportCounters counters;
  private final ThirdCoordinates z;

  /**
   * A decoder of a beam.
   *
   * @param fetched what was read of the granule, and of those of other products
   * @param z leaves out points without a third coordinate
   * @param counters are told how many rows are inside, and what is left out
   */
  BeamDecoder(
      ExportPlan plan,
      Granule granule,
      BeamTask task,
      Map<Granule, FetchedRanges> fetched,
      ThirdCoordinates z,
      ExportCounters counters) {
    this.z = z;
    this.counters = counters;
    this.plan = plan;
    this.granule = granule;
    this.task = task;
    this.fetched = fetched;
    this.ranges = fetched.get(granule);
  }

  /**
   * The points inside that fulfil the conditions.
   *
   * @param maxFeatureBytes that may say which features hold them
   */
  BeamPoints decode(long maxFeatureBytes) {
    try (ChunkDecoder decoder = new ChunkDecoder()) {
      FeatureMatches matches = plan.aoi().features().map(FeatureMatches::new).orElse(null);
      PointBatch inside = select(decoder, matches, maxFeatureBytes).batch(granule, task.beam());
      counters.pointsInside(inside.size());
      BatchVariables variables = new BatchVariables(granule, task, fetched, decoder, inside);
      new ConditionFilter(plan, counters).apply(variables);
      z.apply(variables, counters);
      PointBatch points = variables.batch(plan.columns().size());
      if (matches == null) {
        return new BeamPoints(points);
      }
      matches.keepOnly(variables.kept());
      return new BeamPoints(points, matches.features(), matches.ends());
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new BadGranuleException(
          "[%s %s] %s".formatted(granule.id(), task.beam().name(), e.getMessage()), e);
    }
  }

  private Selection select(ChunkDecoder decoder, FeatureMatches matches, long maxFeatureBytes) {
    PositionReader reader =
        task.positions().reader(granule.id(), task.runs(), decoder, ranges::read);
    Aoi aoi = plan.aoi();
    RowTest test = plan.filters().rows(plan.layout().beams(), granule, task.beam());
    HeldPoints held = HeldPoints.of(task.copies(), fetched, decoder);
    boolean always = test.isAlways() && held.isEmpty();
    long repeated = 0;
    // Where everything is inside, nothing is moved while it grows.
    Selection selection = new Selection((int) Math.min(FIRST_ROWS, RowRun.total(task.runs())));
    double[] longitude = new double[BLOCK_ROWS];
    double[] latitude = new double[BLOCK_ROWS];
    long[] time = new long[BLOCK_ROWS];
    int[] inside = new int[BLOCK_ROWS];
    for (RowRun run : task.runs()) {
      for (long first = run.first(); first < run.end(); first += BLOCK_ROWS) {
        int count = (int) Math.min(BLOCK_ROWS, run.end() - first);
        reader.positions(first, count, longitude, latitude);
        int found =
            matches == null
                ? aoi.select(longitude, latitude, 0, count, inside)
                : matches.select(longitude, latitude, count, inside);
        if (found == 0) {
          continue;
        }
        reader.times(first, count, time);
        if (always && matches == null && found == count) {
          selection.add(first, count, longitude, latitude, time);
          continue;
        }
        for (int i = 0; i < found; i++) {
          int at = inside[i];
          if (always || test.test(time[at])) {
            if (held.hold(longitude[at], latitude[at], time[at])) {
              repeated++;
              continue;
            }
            boolean timed = time[at] != TimeScale.NO_TIME;
            selection.add(first + at, longitude[at], latitude[at], timed ? time[at] : 0, timed);
            if (matches != null) {
              matches.keep(i);
            }
          }
        }
        if (matches != null && matches.total() > maxFeatureBytes / Integer.BYTES) {
          throw tooMany(matches.total(), selection.size, maxFeatureBytes);
        }
      }
    }
    counters.pointsRepeated(repeated);
    return selection;
  }

  private LimitExceededException tooMany(long rows, int points, long limit) {
    return new LimitExceededException(
        "[%s %s] features overlap so much that the first %s points take %s rows, the limit is %s: export fewer features at once, or give a larger --max-memory"
            .formatted(granule.id(), task.beam().name(), points, rows, limit / Integer.BYTES));
  }

  /** The rows found so far. */
  private static final class Selection {
    private int size;
    private long[] rows;
    private double[] longitudes;
    private double[] latitudes;
    private Values times;

    /** With room for so many, to begin with. */
    Selection(int room) {
      rows = new long[room];
      longitudes = new double[room];
      latitudes = new double[room];
      times = new Values(Values.Kind.LONG, room);
    }

    void add(long row, double longitude, double latitude, long nanos, boolean timed) {
      if (size == rows.length) {
        grow();
      }
      rows[size] = row;
      longitudes[size] = longitude;
      latitudes[size] = latitude;
      times.longs()[size] = nanos;
      if (!timed) {
        times.missing()[size] = true;
      }
      size++;
    }

    /** Adds rows that follow each other, all of them. */
    void add(long first, int count, double[] longitude, double[] latitude, long[] nanos) {
      while (rows.length - size < count) {
        grow();
      }
      System.arraycopy(longitude, 0, longitudes, size, count);
      System.arraycopy(latitude, 0, latitudes, size, count);
      long[] held = times.longs();
      for (int i = 0; i < count; i++) {
        rows[size + i] = first + i;
        held[size + i] = nanos[i];
        if (nanos[i] == TimeScale.NO_TIME) {
          held[size + i] = 0;
          times.missing()[size + i] = true;
        }
      }
      size += count;
    }

    private void grow() {
      int room = Math.max(BLOCK_ROWS, rows.length * 2);
      rows = Arrays.copyOf(rows, room);
      longitudes = Arrays.copyOf(longitudes, room);
      latitudes = Arrays.copyOf(latitudes, room);
      Values wider = new Values(Values.Kind.LONG, room);
      wider.copy(0, times, 0, size);
      times = wider;
    }

    /** What was found, without variables. */
    PointBatch batch(Granule granule, Beam beam) {
      boolean whole = size == rows.length;
      return new PointBatch(
          granule,
          beam,
          null,
          whole ? rows : Arrays.copyOf(rows, size),
          whole ? longitudes : Arrays.copyOf(longitudes, size),
          whole ? latitudes : Arrays.copyOf(latitudes, size),
          times.first(size),
          List.of());
    }
  }
}
