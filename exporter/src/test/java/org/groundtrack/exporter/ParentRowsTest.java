package org.groundtrack.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ParentRowsTest {
  @Test
  void aRowWithinANestedRunBelongsToTheInnerAndOneBehindItToTheOuter() {
    ParentRows found =
        ParentRows.of(
            new long[] {0, 10, 200},
            new long[] {100, 10, 5},
            new long[] {7, 8, 9},
            new long[] {5, 10, 19, 20, 99, 100, 204, 205});

    assertThat(found.rows()).containsExactly(7, 8, 7, 9);
    assertThat(found.places()).containsExactly(0, 1, 1, 2, 2, -1, 3, -1);
    assertThat(found.positions(new long[] {5, 10, 19, 20, 99, 100, 204, 205}))
        .containsExactly(6, 1, 10, 21, 100, 0, 5, 0);
  }

  @Test
  void runsInAnyOrderThatOverlapGiveTheOneThatBeginsLast() {
    long seed = new Random().nextLong();
    System.out.println("ParentRowsTest seed " + seed);
    Random random = new Random(seed);
    for (int round = 0; round < 2000; round++) {
      int held = random.nextInt(12);
      long[] firsts = random.longs(held, 0, 60).toArray();
      long[] lengths = random.longs(held, 1, 30).toArray();
      long[] numbers = new long[held];
      Arrays.setAll(numbers, i -> 100 + i);
      long[] children = random.longs(random.nextInt(40), 0, 100).sorted().distinct().toArray();

      ParentRows found = ParentRows.of(firsts, lengths, numbers, children);

      for (int i = 0; i < children.length; i++) {
        long expected = -1;
        long begin = -1;
        for (int run = 0; run < held; run++) {
          boolean holds = firsts[run] <= children[i] && children[i] < firsts[run] + lengths[run];
          if (holds && firsts[run] >= begin) {
            begin = firsts[run];
            expected = numbers[run];
          }
        }
        int place = found.places()[i];
        assertThat(place < 0 ? -1 : found.rows()[place]).isEqualTo(expected);
      }
    }
  }
}
