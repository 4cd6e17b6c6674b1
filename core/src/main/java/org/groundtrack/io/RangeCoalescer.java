package org.groundtrack.io;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;

/**
 * Turns wanted byte ranges of one object into requests. A pure function.
 *
 * <p>Among all ways to join neighbours, within the longest request and the widest gap, it takes the
 * one that costs least by the policy: that is a shortest path along the ranges, found in linear
 * time. If its gaps hold more bytes than the overfetch budget allows, bytes are priced higher until
 * they fit, and what is left of the budget goes to the cheapest gaps.
 */
public final class RangeCoalescer {
  /** Halvings of the price of a byte: beyond these, gaps that differ by a byte are told apart. */
  private static final int PRICE_STEPS = 50;

  private RangeCoalescer() {}

  /**
   * The requests for some ranges, in order of their offsets. Every wanted byte is in exactly one of
   * them; a range is never split.
   *
   * @param wanted in any order; may touch, repeat and overlap
   */
  public static List<ByteRange> coalesce(List<ByteRange> wanted, CoalescePolicy policy) {
    return coalesce(wanted, policy, range -> false);
  }

  /**
   * The same where some ranges are at hand and need no request: each of these is one of its own,
   * and none is joined over them, so that their bytes are not fetched again.
   */
  public static List<ByteRange> coalesce(
      List<ByteRange> wanted, CoalescePolicy policy, Predicate<ByteRange> atHand) {
    List<ByteRange> requests = new ArrayList<>();
    List<ByteRange> run = new ArrayList<>();
    for (ByteRange range : union(wanted)) {
      if (atHand.test(range)) {
        requests.addAll(joined(run, policy));
        requests.add(range);
        run.clear();
      } else {
        run.add(range);
      }
    }
    requests.addAll(joined(run, policy));
    return requests;
  }

  private static List<ByteRange> joined(List<ByteRange> ranges, CoalescePolicy policy) {
    if (ranges.size() < 2) {
      return List.copyOf(ranges);
    }
    long budget = (long) (ranges.stream().mapToLong(ByteRange::length).sum() * policy.overfetch());
    double request = policy.latencySeconds() / policy.parallelRequests();
    double price = 1 / policy.bytesPerSecond();
    boolean[] cut = shortestPath(ranges, policy, request, price);
    if (gapBytes(ranges, cut) > budget) {
      boolean[] priced = withinBudget(ranges, policy, request, price, budget);
      boolean[] cheapest = new boolean[ranges.size()];
      Arrays.fill(cheapest, true);
      bridgeCheapest(ranges, priced, policy, budget);
      bridgeCheapest(ranges, cheapest, policy, budget);
      cut =
          cost(ranges, cheapest, request, price) < cost(ranges, priced, request, price)
              ? cheapest
              : priced;
    }
    return requests(ranges, cut);
  }

  /**
   * Where requests begin if a request and a byte of a gap cost so much. The cost of a request from
   * range s to i is {@code request + price * (G[i] - G[s])}, with G the sums of gaps; so the best
   * beginning is a minimum over a window that only moves on.
   */
  private static boolean[] shortestPath(
      List<ByteRange> ranges, CoalescePolicy policy, double request, double price) {
    int n = ranges.size();
    long widest = policy.breakEvenGapBytes();
    double[] best = new double[n + 1];
    double[] gaps = new double[n];
    int[] from = new int[n];
    Deque<Integer> window = new ArrayDeque<>();
    for (int i = 0; i < n; i++) {
      if (i > 0) {
        long gap = gap(ranges, i - 1);
        gaps[i] = gaps[i - 1] + gap * price;
        if (gap > widest) {
          window.clear();
        }
      }
      double value = best[i] - gaps[i];
      while (!window.isEmpty() && best[window.peekLast()] - gaps[window.peekLast()] > value) {
        window.removeLast();
      }
      window.addLast(i);
      while (window.peekFirst() < i
          && ranges.get(i).end() - ranges.get(window.peekFirst()).offset()
              > policy.maxRequestBytes()) {
        window.removeFirst();
      }
      from[i] = window.peekFirst();
      best[i + 1] = best[from[i]] - gaps[from[i]] + gaps[i] + request;
    }
    boolean[] cut = new boolean[n];
    for (int i = n - 1; i >= 0; i = from[i] - 1) {
      cut[from[i]] = true;
    }
    return cut;
  }

  private static boolean[] withinBudget(
      List<ByteRange> ranges, CoalescePolicy policy, double request, double price, long budget) {
    double low = price;
    // At this price no gap of a byte pays.
    double high = Math.max(price, request) * 2 + price;
    boolean[] best = shortestPath(ranges, policy, request, high);
    for (int step = 0; step < PRICE_STEPS; step++) {
      double middle = Math.sqrt(low * high);
      boolean[] cut = shortestPath(ranges, policy, request, middle);
      if (gapBytes(ranges, cut) <= budget) {
        best = cut;
        high = middle;
      } else {
        low = middle;
      }
    }
    return best;
  }

  /** Joins across the cheapest gaps first, as far as budget and the longest request allow. */
  private static void bridgeCheapest(
      List<ByteRange> ranges, boolean[] cut, CoalescePolicy policy, long budget) {
    int n = ranges.size();
    Integer[] order = new Integer[n - 1];
    Arrays.setAll(order, i -> i + 1);
    Arrays.sort(order, Comparator.<Integer>comparingLong(i -> gap(ranges, i - 1)));
    // The first and last range of the request that a range belongs to, kept right at its two ends.
    int[] first = new int[n];
    int[] last = new int[n];
    for (int i = 0; i < n; i++) {
      first[i] = cut[i] ? i : first[i - 1];
    }
    for (int i = n - 1; i >= 0; i--) {
      last[i] = i == n - 1 || cut[i + 1] ? i : last[i + 1];
    }
    long left = budget - gapBytes(ranges, cut);
    for (int right : order) {
      long gap = gap(ranges, right - 1);
      if (gap > policy.breakEvenGapBytes() || gap > left) {
        return;
      }
      int start = first[right - 1];
      int end = last[right];
      if (cut[right]
          && ranges.get(end).end() - ranges.get(start).offset() <= policy.maxRequestBytes()) {
        cut[right] = false;
        last[start] = end;
        first[end] = start;
        left -= gap;
      }
    }
  }

  private static long gapBytes(List<ByteRange> ranges, boolean[] cut) {
    long bytes = 0;
    for (int i = 1; i < cut.length; i++) {
      bytes += cut[i] ? 0 : gap(ranges, i - 1);
    }
    return bytes;
  }

  private static double cost(List<ByteRange> ranges, boolean[] cut, double request, double price) {
    int requests = 0;
    for (boolean begins : cut) {
      requests += begins ? 1 : 0;
    }
    return requests * request + gapBytes(ranges, cut) * price;
  }

  private static List<ByteRange> requests(List<ByteRange> ranges, boolean[] cut) {
    List<ByteRange> requests = new ArrayList<>();
    int start = 0;
    for (int i = 1; i <= cut.length; i++) {
      if (i == cut.length || cut[i]) {
        long offset = ranges.get(start).offset();
        requests.add(new ByteRange(offset, ranges.get(i - 1).end() - offset));
        start = i;
      }
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
