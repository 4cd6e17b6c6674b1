package org.groundtrack.exporter;

import java.util.Objects;
import org.groundtrack.granule.Granule;
import org.groundtrack.layout.BeamRole;
import org.groundtrack.layout.Beams;
import org.groundtrack.plan.TrackNumber;

/** What the beam or the track of some points is: the same for all of them, or from turn to turn. */
final class BeamRoles {
  /** What is asked of a beam at a time. */
  interface Question<T> {
    /** The answer, or {@code null} if it is not known. */
    T of(BeamRole role, long nanos);
  }

  /** Takes what a run of points has in common. */
  interface Consumer<T> {
    /** Of points {@code from} to {@code to}; {@code null} if it is not known. */
    void accept(T value, int from, int to);
  }

  private BeamRoles() {}

  /** Gives the answers for points {@code from} to {@code to} of a batch, in runs. */
  static <T> void give(
      Beams beams, PointBatch batch, int from, int to, Question<T> question, Consumer<T> consumer) {
    BeamRole role = new BeamRole(beams, batch.granule(), batch.beam());
    give(batch, from, to, role, role.changes(), question, consumer);
  }

  /** Gives a number of the track of points {@code from} to {@code to} of a batch, in runs. */
  static void give(
      TrackNumber number, PointBatch batch, int from, int to, Consumer<Integer> consumer) {
    Granule granule = batch.granule();
    give(
        batch,
        from,
        to,
        null,
        number.changes(granule),
        (role, nanos) -> number.changes(granule) ? number.of(granule, nanos) : number.of(granule),
        consumer);
  }

  private static <T> void give(
      PointBatch batch,
      int from,
      int to,
      BeamRole role,
      boolean changes,
      Question<T> question,
      Consumer<T> consumer) {
    if (!changes) {
      consumer.accept(question.of(role, 0), from, to);
      return;
    }
    int start = from;
    T current = null;
    for (int i = from; i < to; i++) {
      T value =
          batch.timeNanos().missing()[i] ? null : question.of(role, batch.timeNanos().longs()[i]);
      if (i > start && !Objects.equals(value, current)) {
        consumer.accept(current, start, i);
        start = i;
      }
      current = value;
    }
    consumer.accept(current, start, to);
  }
}
