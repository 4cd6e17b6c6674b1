package org.groundtrack.exporter.points;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ValuesTest {
  /** The same values, one by one in an array. */
  private static Values spelled(Values values) {
    Values copy = new Values(values.kind(), values.size());
    for (int i = 0; i < values.size(); i++) {
      copy.missing()[i] = values.missing()[i];
      if (values.kind() == Values.Kind.INT) {
        copy.ints()[i] = values.ints()[i];
      } else {
        copy.texts()[i] = values.texts()[i];
      }
    }
    return copy;
  }

  private static void assertSame(Values found, Values expected) {
    assertThat(found.size()).isEqualTo(expected.size());
    assertThat(found.missing()).isEqualTo(expected.missing());
    for (int i = 0; i < found.size(); i++) {
      if (!found.missing()[i]) {
        Object a = found.ints() == null ? found.texts()[i] : found.ints()[i];
        Object b = expected.ints() == null ? expected.texts()[i] : expected.ints()[i];
        assertThat(a).isEqualTo(b);
      }
    }
  }

  private static Values random(Random random, boolean number, int size) {
    boolean none = random.nextInt(4) == 0;
    if (random.nextBoolean()) {
      return number
          ? Values.same(none ? null : (Integer) random.nextInt(5), size)
          : Values.same(none ? null : "text " + random.nextInt(5), size);
    }
    Values values = new Values(number ? Values.Kind.INT : Values.Kind.TEXT, size);
    for (int i = 0; i < size; i++) {
      if (none && random.nextBoolean()) {
        values.missing()[i] = true;
      } else if (number) {
        values.ints()[i] = random.nextInt();
      } else {
        values.texts()[i] = "text " + random.nextInt();
      }
    }
    return values;
  }

  @Test
  void columnsWithOneValueEverywhereAreCopiedSpreadAndCutLikeAnyOthers() {
    long seed = System.nanoTime();
    System.out.println("ValuesTest: seed " + seed);
    Random random = new Random(seed);
    for (int round = 0; round < 3000; round++) {
      boolean number = random.nextBoolean();
      int size = 1 + random.nextInt(20);
      Values into = random(random, number, size + random.nextInt(10));
      // Spelling a column out must not be what makes it right: it is a twin that is spelled out.
      long twin = random.nextLong();
      Values from = random(new Random(twin), number, size);
      Values plainFrom = spelled(random(new Random(twin), number, size));
      Values plainInto = new Values(into.kind(), into.size());
      Values target = new Values(into.kind(), into.size());
      target.copy(0, into, 0, into.size());
      plainInto.copy(0, spelled(into), 0, into.size());
      int start = random.nextInt(size);
      int count = random.nextInt(size - start + 1);
      int to = random.nextInt(into.size() - count + 1);
      target.copy(to, from, start, count);
      plainInto.copy(to, plainFrom, start, count);
      assertSame(target, plainInto);

      int[] places = random.ints(random.nextInt(30), -1, size).toArray();
      assertSame(from.spread(places), plainFrom.spread(places));
      int[] there = random.ints(random.nextInt(30), 0, size).toArray();
      assertSame(from.spread(there), plainFrom.spread(there));
      assertSame(from.first(count), plainFrom.first(count));
    }
  }
}
