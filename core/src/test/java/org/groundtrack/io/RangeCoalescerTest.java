package org.groundtrack.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RangeCoalescerTest {
  /** Bridges gaps up to a width, whatever it costs. */
  private static CoalescePolicy gaps(long widest) {
    return new CoalescePolicy(1, 1e12, 1, 1e6, widest, 1L << 40);
  }

  private static List<ByteRange> ranges(long... startsAndEnds) {
    List<ByteRange> ranges = new ArrayList<>();
    for (int i = 0; i < startsAndEnds.length; i += 2) {
      ranges.add(new ByteRange(startsAndEnds[i], startsAndEnds[i + 1] - startsAndEnds[i]));
    }
    return ranges;
  }

  @Test
  void nothingWantedIsNoRequest() {
    assertThat(RangeCoalescer.coalesce(List.of(), gaps(10))).isEmpty();
  }

  @Test
  void publishedExampleOfTwelveChunksBecomesThreeRequests() {
    List<ByteRange> chunks =
        ranges(
            1455912, 1465233, 1465240, 1472085, 1472088, 1479515, 1479520, 1488808, 1562808,
            1564995, 1565000, 1572245, 1572248, 1582809, 1582816, 1593902, 1635624, 1636392,
            1636392, 1639400, 1639400, 1645720, 1645720, 1654949);
    assertThat(chunks).hasSize(12);
    assertThat(RangeCoalescer.coalesce(chunks, gaps(10_000)))
        .isEqualTo(ranges(1455912, 1488808, 1562808, 1593902, 1635624, 1654949));
  }

  @Test
  void rangesThatTouchBecomeOneEvenWithoutABudget() {
    CoalescePolicy strict = new CoalescePolicy(0, 1, 1, 0, 0, 1L << 40);
    assertThat(RangeCoalescer.coalesce(ranges(30, 40, 0, 10, 10, 30, 41, 50), strict))
        .isEqualTo(ranges(0, 40, 41, 50));
  }

  @Test
  void rangesThatTouchStayApartWhereTheyWouldBeTooLong() {
    CoalescePolicy shortRequests = new CoalescePolicy(1, 1e12, 1, 1, 100, 25);
    assertThat(RangeCoalescer.coalesce(ranges(0, 10, 10, 20, 20, 30, 40, 90), shortRequests))
        .isEqualTo(ranges(0, 10, 10, 30, 40, 90));
  }

  @Test
  void repeatedAndOverlappingRangesAreFetchedOnce() {
    assertThat(
            RangeCoalescer.coalesce(
                ranges(5, 10, 0, 100, 5, 10, 0, 100, 50, 120, 200, 210, 200, 205), gaps(0)))
        .isEqualTo(ranges(0, 120, 200, 210));
  }

  @Test
  void cheapestGapsAreBridgedFirst() {
    // 40 wanted bytes allow 20 more: the gaps of 5 and 10, not that of 15.
    CoalescePolicy half = new CoalescePolicy(1, 1e12, 1, 0.5, 1000, 1000);
    assertThat(RangeCoalescer.coalesce(ranges(0, 10, 25, 35, 40, 50, 60, 70), half))
        .isEqualTo(ranges(0, 10, 25, 70));
  }

  @Test
  void offsetsBeyondFourGigabytesAreKept() {
    long far = 1L << 50;
    assertThat(RangeCoalescer.coalesce(ranges(far, far + 10, far + 12, far + 20), gaps(5)))
        .isEqualTo(ranges(far, far + 20));
  }

  @Test
  void gapBreaksEvenWhereItsBytesCostARequest() {
    assertThat(new CoalescePolicy(0.1, 1e6, 4, 1, 1 << 20, 1 << 24).breakEvenGapBytes())
        .isEqualTo(25_000);
    assertThat(new CoalescePolicy(0.1, 1e9, 1, 1, 64, 1 << 24).breakEvenGapBytes()).isEqualTo(64);
    assertThat(CoalescePolicy.LOCAL.breakEvenGapBytes()).isEqualTo(10_000);
  }

  @Test
  void policiesThatMakeNoSenseAreRefused() {
    for (CoalescePolicyMaker maker :
        List.<CoalescePolicyMaker>of(
            () -> new CoalescePolicy(-1, 1, 1, 1, 1, 1),
            () -> new CoalescePolicy(Double.NaN, 1, 1, 1, 1, 1),
            () -> new CoalescePolicy(1, 0, 1, 1, 1, 1),
            () -> new CoalescePolicy(1, Double.NaN, 1, 1, 1, 1),
            () -> new CoalescePolicy(1, 1, 0, 1, 1, 1),
            () -> new CoalescePolicy(1, 1, 1, -0.1, 1, 1),
            () -> new CoalescePolicy(1, 1, 1, Double.NaN, 1, 1),
            () -> new CoalescePolicy(1, 1, 1, 1, -1, 1),
            () -> new CoalescePolicy(1, 1, 1, 1, 1, 0))) {
      assertThatThrownBy(maker::make).isInstanceOf(IllegalArgumentException.class);
    }
  }

  private interface CoalescePolicyMaker {
    CoalescePolicy make();
  }

  @Test
  void requestsForRandomRangesKeepEveryPromise() {
    long seed = System.nanoTime();
    System.out.println("RangeCoalescerTest: seed " + seed);
    Random random = new Random(seed);
    for (int round = 0; round < 5000; round++) {
      List<ByteRange> wanted = randomRanges(random);
      CoalescePolicy policy =
          new CoalescePolicy(
              random.nextInt(4) * 0.01,
              1 + random.nextInt(2000),
              1 + random.nextInt(3),
              random.nextInt(4) == 0 ? 0 : random.nextDouble() * 3,
              random.nextInt(60),
              1 + random.nextInt(300));
      List<ByteRange> given = List.copyOf(wanted);
      List<ByteRange> requests = RangeCoalescer.coalesce(wanted, policy);
      String what =
          "seed %s round %s: %s under %s gave %s".formatted(seed, round, wanted, policy, requests);
      assertThat(wanted).isEqualTo(given);
      check(what, wanted, requests, policy);
      Collections.shuffle(wanted, random);
      assertThat(RangeCoalescer.coalesce(wanted, policy)).as(what).isEqualTo(requests);
    }
  }

  @Test
  void noFixedGapWithinTheLimitsIsCheaper() {
    long seed = System.nanoTime();
    System.out.println("RangeCoalescerTest fixed gaps: seed " + seed);
    Random random = new Random(seed);
    for (int round = 0; round < 3000; round++) {
      List<ByteRange> wanted = randomRanges(random);
      CoalescePolicy policy =
          new CoalescePolicy(
              0.001 + random.nextInt(4) * 0.01,
              1 + random.nextInt(4000),
              1 + random.nextInt(3),
              random.nextInt(4) == 0 ? 1e6 : random.nextDouble() * 2,
              random.nextInt(60),
              random.nextBoolean() ? 1L << 40 : 1 + random.nextInt(600));
      List<ByteRange> apart = RangeCoalescer.coalesce(wanted, nothingJoined());
      double cost = policy.seconds(RangeCoalescer.coalesce(wanted, policy));
      long needed = apart.stream().mapToLong(ByteRange::length).sum();
      for (long gap = 0; gap <= policy.maxGapBytes(); gap++) {
        List<ByteRange> fixed = byFixedGap(apart, gap, policy.maxRequestBytes());
        long bytes = fixed.stream().mapToLong(ByteRange::length).sum();
        if (bytes - needed <= needed * policy.overfetch()) {
          assertThat(cost)
              .as("seed %s round %s gap %s: %s under %s", seed, round, gap, wanted, policy)
              .isLessThanOrEqualTo(policy.seconds(fixed) * (1 + 1e-12));
        }
      }
    }
  }

  private static CoalescePolicy nothingJoined() {
    return new CoalescePolicy(0, 1, 1, 0, 0, 1);
  }

  /** What most readers do: join neighbours from left to right if their gap is no wider. */
  private static List<ByteRange> byFixedGap(List<ByteRange> apart, long gap, long maxRequest) {
    List<ByteRange> joined = new ArrayList<>();
    for (ByteRange range : apart) {
      int top = joined.size() - 1;
      if (top >= 0
          && range.offset() - joined.get(top).end() <= gap
          && range.end() - joined.get(top).offset() <= maxRequest) {
        long offset = joined.get(top).offset();
        joined.set(top, new ByteRange(offset, range.end() - offset));
      } else {
        joined.add(range);
      }
    }
    return joined;
  }

  @Test
  void whatIsAtHandIsNeitherFetchedNorBridged() {
    List<ByteRange> wanted =
        List.of(new ByteRange(0, 10), new ByteRange(12, 10), new ByteRange(24, 10));
    CoalescePolicy joinsAll = new CoalescePolicy(1, 1e6, 1, 10, 1000, 1000);
    assertThat(RangeCoalescer.coalesce(wanted, joinsAll)).containsExactly(new ByteRange(0, 34));
    assertThat(RangeCoalescer.coalesce(wanted, joinsAll, range -> range.offset() == 12))
        .isEqualTo(wanted);
    assertThat(RangeCoalescer.coalesce(wanted, joinsAll, range -> range.offset() == 24))
        .containsExactly(new ByteRange(0, 22), new ByteRange(24, 10));
  }

  private static List<ByteRange> randomRanges(Random random) {
    List<ByteRange> ranges = new ArrayList<>();
    int count = random.nextInt(30);
    long at = random.nextInt(20);
    boolean apart = random.nextBoolean();
    for (int i = 0; i < count; i++) {
      int length = 1 + random.nextInt(50);
      int gap = random.nextInt(3) == 0 ? 0 : random.nextInt(60);
      long offset = apart ? at + gap : random.nextInt(600);
      ranges.add(new ByteRange(offset, length));
      at = offset + length;
    }
    return ranges;
  }

  private static void check(
      String what, List<ByteRange> wanted, List<ByteRange> requests, CoalescePolicy policy) {
    int[] in = new int[4000];
    boolean[] isWanted = new boolean[4000];
    for (ByteRange range : wanted) {
      Arrays.fill(isWanted, (int) range.offset(), (int) range.end(), true);
      // A range is never split.
      assertThat(requests.stream().filter(r -> r.contains(range)).count()).as(what).isEqualTo(1);
    }
    for (ByteRange request : requests) {
      for (long i = request.offset(); i < request.end(); i++) {
        in[(int) i]++;
      }
    }
    long needed = 0;
    long extra = 0;
    int wrong = 0;
    for (int i = 0; i < in.length; i++) {
      wrong += in[i] > 1 || (isWanted[i] && in[i] != 1) ? 1 : 0;
      needed += isWanted[i] ? 1 : 0;
      extra += in[i] == 1 && !isWanted[i] ? 1 : 0;
    }
    assertThat(wrong).as(what).isZero();
    assertThat((double) extra).as(what).isLessThanOrEqualTo(needed * policy.overfetch());
    for (int i = 1; i < requests.size(); i++) {
      assertThat(requests.get(i).offset())
          .as(what)
          .isGreaterThanOrEqualTo(requests.get(i - 1).end());
    }
    double breakEven =
        policy.latencySeconds() / policy.parallelRequests() * policy.bytesPerSecond();
    for (ByteRange request : requests) {
      assertThat(isWanted[(int) request.offset()] && isWanted[(int) request.end() - 1])
          .as(what)
          .isTrue();
      long gap = 0;
      long widest = 0;
      for (long i = request.offset(); i < request.end(); i++) {
        gap = isWanted[(int) i] ? 0 : gap + 1;
        widest = Math.max(widest, gap);
      }
      assertThat((double) widest).as(what).isLessThanOrEqualTo(breakEven);
      assertThat(widest).as(what).isLessThanOrEqualTo(policy.maxGapBytes());
      if (request.length() > policy.maxRequestBytes()) {
        // Only one range, or ranges that overlap, may be longer.
        for (ByteRange range : wanted) {
          for (ByteRange other : wanted) {
            boolean cut =
                request.contains(range)
                    && request.contains(other)
                    && range.end() <= other.offset()
                    && wanted.stream()
                        .noneMatch(r -> r.offset() < range.end() && r.end() > range.end());
            assertThat(cut).as(what).isFalse();
          }
        }
      }
    }
  }
}
