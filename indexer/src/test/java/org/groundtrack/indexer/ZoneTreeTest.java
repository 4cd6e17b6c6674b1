package org.groundtrack.indexer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.groundtrack.index.ZoneBounds;
import org.junit.jupiter.api.Test;

/** Bounds of runs of rows, against those found row by row. */
class ZoneTreeTest {
  private static ZoneBounds bruteForce(Double[] values, int first, int count) {
    double min = Double.NaN;
    double max = Double.NEGATIVE_INFINITY;
    long nulls = 0;
    boolean any = false;
    for (int i = first; i < first + count; i++) {
      if (values[i] == null) {
        nulls++;
      } else {
        min = !any || Double.compare(values[i], min) < 0 ? values[i] : min;
        max = !any || Double.compare(values[i], max) > 0 ? values[i] : max;
        any = true;
      }
    }
    return any ? ZoneBounds.ofDoubles(min, max, nulls) : ZoneBounds.withoutValues(nulls);
  }

  @Test
  void boundsOfAnyRunOfABeamOfSegmentsAreExact() {
    long seed = new Random().nextLong();
    System.out.println("ZoneTreeTest seed " + seed);
    Random random = new Random(seed);
    for (int i = 0; i < 300; i++) {
      Double[] values = new Double[1 + random.nextInt(100)];
      ZoneTree tree = new ZoneTree(values.length, ZoneTree.Kind.REAL);
      for (int row = 0; row < values.length; row++) {
        switch (random.nextInt(4)) {
          case 0 -> tree.addNull();
          case 1 -> tree.add(values[row] = random.nextInt(6) == 0 ? Double.NaN : -0.0);
          default -> tree.add(values[row] = random.nextGaussian());
        }
      }
      tree.finish();
      for (int k = 0; k < 50; k++) {
        int first = random.nextInt(values.length);
        int count = random.nextInt(values.length - first + 1);
        assertThat(tree.of(first, count))
            .as("seed %s, case %s, %s rows from %s", seed, i, count, first)
            .isEqualTo(bruteForce(values, first, count));
      }
      assertThat(tree.of(1, values.length)).isEqualTo(ZoneBounds.UNKNOWN);
    }
  }

  @Test
  void boundsOfManyRowsAreNeverTooNarrow() {
    int rows = 1_000_003;
    ZoneTree tree = new ZoneTree(rows, ZoneTree.Kind.UNSIGNED);
    for (int row = 0; row < rows; row++) {
      tree.add(Long.MAX_VALUE - 500_000L + row);
    }
    tree.finish();
    for (int first = 0; first < rows - 700; first += 7_001) {
      ZoneBounds bounds = tree.of(first, 700);
      assertThat(Long.compareUnsigned(bounds.least(), Long.MAX_VALUE - 500_000L + first))
          .isLessThanOrEqualTo(0);
      assertThat(Long.compareUnsigned(bounds.greatest(), Long.MAX_VALUE - 500_000L + first + 699))
          .isGreaterThanOrEqualTo(0);
    }
    ZoneBounds all = tree.of(0, rows);
    assertThat(all.least()).isEqualTo(Long.MAX_VALUE - 500_000L);
    assertThat(all.greatest()).isEqualTo(Long.MAX_VALUE - 500_000L + rows - 1);
  }
}
