package org.groundtrack.io;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Turns wanted byte ranges of one object into requests. A pure function.
 *
 * <p>Cheapest gaps are bridged first, as long as a gap costs no more than the request that it
 * saves, the bytes that nobody wants stay within the overfetch budget, and no request becomes
 * longer than allowed.
 */
public final class RangeCoalescer {
  private RangeCoalescer() {}

  /**
   * The requests for some ranges, in order of their offsets. Every wanted byte is in exactly one of
   * them; a range is never split.
   *
   * @param wanted in any order; may touch, repeat and overlap
   */
  public static List<ByteRange> coalesce(List<ByteRange> wanted, CoalescePolicy policy) {
    List<ByteRange> ranges = union(wanted);
    if (ranges.size() < 2) {
      return ranges;
    }
    int gaps = ranges.size() - 1;
    Integer[] order = new Integer[gaps];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.<Integer>comparingLong(i -> gap(ranges, i)));
    long budget = (long) (ranges.stream().mapToLong(ByteRange::length).sum() * policy.overfetch());
    long widest = policy.breakEvenGapBytes();
    // The first and last range of the request that a range belongs to, kept right at its two ends.
    int[] first = new int[ranges.size()];
    int[] last = new int[ranges.size()];
    Arrays.setAll(first, i -> i);
    Arrays.setAll(last, i -> i);
    for (int left : order) {
      long gap = gap(ranges, left);
      if (gap > widest || gap > budget) {
        break;
      }
      int start = first[left];
      int end = last[left + 1];
      if (ranges.get(end).end() - ranges.get(start).offset() <= policy.maxRequestBytes()) {
        last[start] = end;
        first[end] = start;
        budget -= gap;
      }
    }
    List<ByteRange> requests = new ArrayList<>();
    for (int i = 0; i < ranges.size(); i = last[i] + 1) {
      long offset = ranges.get(i).offset();
      requests.add(new ByteRange(offset, ranges.get(last[i]).end() - offset));
    }
    return requests;
  }

  private static long gap(List<ByteRange> ranges, int left) {
    return ranges.get(left + 1).offset() - ranges.get(left).end();
  }

  /** Sorted, with repeated and overlapping ranges joined; ranges that only touch stay apart. */
  private static List<ByteRange> union(List<ByteRange> wanted) {
    List<ByteRange> sorted = new ArrayList<>(wanted);
    sorted.sort(Comparator.comparingLong(ByteRange::offset).thenComparingLong(ByteRange::length));
    List<ByteRange> union = new ArrayList<>();
    for (ByteRange range : sorted) {
      int top = union.size() - 1;
      if (top >= 0 && union.get(top).end() > range.offset()) {
        ByteRange before = union.get(top);
        long end = Math.max(before.end(), range.end());
        union.set(top, new ByteRange(before.offset(), end - before.offset()));
      } else {
        union.add(range);
      }
    }
    return union;
  }
}
