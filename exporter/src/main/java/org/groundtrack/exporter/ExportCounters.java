package org.groundtrack.exporter;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.groundtrack.io.ReadCounters;

/** What an export has done so far. Safe for use by many threads: a progress bar may read it. */
public final class ExportCounters {
  private final ReadCounters reading = new ReadCounters();
  private final LongAdder granules = new LongAdder();
  private final LongAdder points = new LongAdder();
  private final LongAdder inside = new LongAdder();
  private final LongAdder repeated = new LongAdder();
  private final LongAdder withoutZ = new LongAdder();
  private final List<LongAdder> removed = new ArrayList<>();
  private final List<LongAdder> unknown = new ArrayList<>();

  /**
   * Nothing done yet.
   *
   * @param conditions on values that the plan has
   */
  ExportCounters(int conditions) {
    for (int i = 0; i < conditions; i++) {
      removed.add(new LongAdder());
      unknown.add(new LongAdder());
    }
  }

  /** What reading the granules cost. */
  public ReadCounters reading() {
    return reading;
  }

  /** Adds what was counted elsewhere of points, as {@link #pointsInside} has it. */
  void add(ExportCounters other) {
    inside.add(other.inside.sum());
    repeated.add(other.repeated.sum());
    withoutZ.add(other.withoutZ.sum());
    for (int i = 0; i < removed.size(); i++) {
      removed.get(i).add(other.removed(i));
      unknown.get(i).add(other.unknown(i));
    }
  }

  void granuleDone() {
    granules.increment();
  }

  void pointsDone(int count) {
    points.add(count);
  }

  void pointsInside(int count) {
    inside.add(count);
  }

  void pointsRepeated(long count) {
    repeated.add(count);
  }

  void pointsWithoutZ(int count) {
    withoutZ.add(count);
  }

  void pointsRemoved(int condition, int count, int nulls) {
    removed.get(condition).add(count);
    unknown.get(condition).add(nulls);
  }

  /** Points in the area that were left out, since another granule holds them, too. */
  public long repeated() {
    return repeated.sum();
  }

  /** Points that are wanted, and whose third coordinate is no number. */
  public long withoutZ() {
    return withoutZ.sum();
  }

  /** Points in the area that filters on other than values want. */
  public long inside() {
    return inside.sum();
  }

  /**
   * Points that a condition on values removed of those that the conditions before it left.
   *
   * @param condition number of it
   */
  public long removed(int condition) {
    return removed.get(condition).sum();
  }

  /**
   * Points among them for which the condition is null.
   *
   * @param condition number of it
   */
  public long unknown(int condition) {
    return unknown.get(condition).sum();
  }

  /** Range reads made. */
  public long requests() {
    return reading.requests();
  }

  /** Bytes read. */
  public long bytes() {
    return reading.bytes();
  }

  /** Granules whose points are all written. */
  public long granules() {
    return granules.sum();
  }

  /** Points written. */
  public long points() {
    return points.sum();
  }
}
