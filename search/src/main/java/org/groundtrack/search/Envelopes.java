package org.groundtrack.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.shape.fractal.HilbertCode;

/** Few envelopes that cover what many do. */
final class Envelopes {
  /** So many are compared in pairs; more are first joined with their neighbours. */
  private static final int MAX_PAIRED = 200;

  private static final int HILBERT_LEVEL = 12;

  private Envelopes() {}

  /** At most so many, made by joining those that grow least. */
  static List<Envelope> joined(List<Envelope> envelopes, int atMost) {
    List<Envelope> left = neighboursJoined(envelopes);
    while (left.size() > atMost) {
      int first = 0;
      int second = 1;
      double least = Double.POSITIVE_INFINITY;
      for (int i = 0; i < left.size(); i++) {
        for (int j = i + 1; j < left.size(); j++) {
          double growth =
              union(left.get(i), left.get(j)).getArea()
                  - left.get(i).getArea()
                  - left.get(j).getArea();
          if (growth < least) {
            least = growth;
            first = i;
            second = j;
          }
        }
      }
      left.set(first, union(left.get(first), left.remove(second)));
    }
    return left;
  }

  /** Runs of those that lie along a curve through all places, which keeps neighbours together. */
  private static List<Envelope> neighboursJoined(List<Envelope> envelopes) {
    if (envelopes.size() <= MAX_PAIRED) {
      return new ArrayList<>(envelopes);
    }
    List<Envelope> sorted = new ArrayList<>(envelopes);
    sorted.sort(Comparator.comparingInt(Envelopes::code));
    List<Envelope> joined = new ArrayList<>();
    for (int i = 0; i < MAX_PAIRED; i++) {
      int from = Math.toIntExact((long) i * sorted.size() / MAX_PAIRED);
      int to = Math.toIntExact((i + 1L) * sorted.size() / MAX_PAIRED);
      Envelope all = new Envelope();
      sorted.subList(from, to).forEach(all::expandToInclude);
      joined.add(all);
    }
    return joined;
  }

  private static int code(Envelope envelope) {
    int most = (1 << HILBERT_LEVEL) - 1;
    double x = (envelope.getMinX() + envelope.getMaxX()) / 2 + 180;
    double y = (envelope.getMinY() + envelope.getMaxY()) / 2 + 90;
    return HilbertCode.encode(HILBERT_LEVEL, (int) (x / 360 * most), (int) (y / 180 * most));
  }

  private static Envelope union(Envelope a, Envelope b) {
    Envelope both = new Envelope(a);
    both.expandToInclude(b);
    return both;
  }
}
