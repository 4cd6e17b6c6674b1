package org.groundtrack.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FloatBoundsTest {
  private static float[] floats(ColumnData data, int count) throws java.io.IOException {
    PageBytes bytes = new PageBytes();
    data.values().plain(bytes, 0, count);
    float[] floats = new float[count];
    ByteBuffer.wrap(bytes.input().toByteArray())
        .order(ByteOrder.LITTLE_ENDIAN)
        .asFloatBuffer()
        .get(floats);
    return floats;
  }

  private static double[] values() {
    long seed = System.nanoTime();
    System.out.println("FloatBoundsTest: seed " + seed);
    Random random = new Random(seed);
    double[] special = {
      0.0,
      -0.0,
      Double.MIN_VALUE,
      -Double.MIN_VALUE,
      Float.MIN_VALUE / 3.0,
      -Float.MIN_VALUE / 3.0,
      Float.MAX_VALUE,
      -Float.MAX_VALUE,
      Math.nextUp((double) Float.MAX_VALUE),
      -Math.nextUp((double) Float.MAX_VALUE),
      1e300,
      -1e300,
      Double.POSITIVE_INFINITY,
      Double.NEGATIVE_INFINITY,
      180,
      -180,
      0.1f,
      0.1
    };
    double[] values = new double[special.length + 20_000];
    System.arraycopy(special, 0, values, 0, special.length);
    for (int i = special.length; i < values.length; i++) {
      double bits = Double.longBitsToDouble(random.nextLong());
      values[i] =
          random.nextBoolean() && !Double.isNaN(bits) ? bits : random.nextDouble() * 360 - 180;
    }
    return values;
  }

  @Test
  void aBoundIsTheNearestFloatThatIsNotBeyondTheValue() throws java.io.IOException {
    double[] values = values();
    float[] lower = floats(ColumnData.lowerBounds(values), values.length);
    float[] upper = floats(ColumnData.upperBounds(values), values.length);
    for (int i = 0; i < values.length; i++) {
      assertThat((double) lower[i]).isLessThanOrEqualTo(values[i]);
      assertThat((double) upper[i]).isGreaterThanOrEqualTo(values[i]);
      if (lower[i] < values[i]) {
        assertThat((double) Math.nextUp(lower[i])).as("%s", values[i]).isGreaterThan(values[i]);
      }
      if (upper[i] > values[i]) {
        assertThat((double) Math.nextDown(upper[i])).as("%s", values[i]).isLessThan(values[i]);
      }
    }
  }

  @Test
  void whatIsNoNumberStaysSo() throws java.io.IOException {
    assertThat(floats(ColumnData.lowerBounds(new double[] {Double.NaN}), 1)[0]).isNaN();
    assertThat(floats(ColumnData.upperBounds(new double[] {Double.NaN}), 1)[0]).isNaN();
  }
}
