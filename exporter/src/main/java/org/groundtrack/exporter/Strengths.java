package org.groundtrack.exporter;

import java.util.Objects;
import org.groundtrack.layout.Beams;

/** How strong the beam of some points is: for all of them, or from turn to turn. */
final class Strengths {
  /** Takes the strength of a run of points. */
  interface Consumer {
    /** Of points {@code from} to {@code to}; {@code null} if it is not known. */
    void accept(String strength, int from, int to);
  }

  private Strengths() {}

  /** Gives the strengths of points {@code from} to {@code to} of a batch, in runs. */
  static void give(Beams beams, PointBatch batch, int from, int to, Consumer consumer) {
    if (batch.beam().strength() != null || batch.granule().turns().isEmpty()) {
      consumer.accept(batch.beam().strength(), from, to);
      return;
    }
    int start = from;
    String current = null;
    for (int i = from; i < to; i++) {
      String strength = at(beams, batch, i);
      if (i > start && !Objects.equals(strength, current)) {
        consumer.accept(current, start, i);
        start = i;
      }
      current = strength;
    }
    consumer.accept(current, start, to);
  }

  private static String at(Beams beams, PointBatch batch, int point) {
    return batch.timeNanos().missing()[point]
        ? null
        : beams.strength(
            batch.beam().name(), batch.granule().orientation(batch.timeNanos().longs()[point]));
  }
}
