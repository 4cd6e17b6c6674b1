package org.groundtrack.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import org.groundtrack.granule.ElementType;
import org.junit.jupiter.api.Test;

class ElementArraysTest {
  private static final int COUNT = 200;

  /** What an element is, spelled out. */
  private static long integer(ElementType type, ByteBuffer bytes, int place) {
    return switch (type) {
      case INT8 -> bytes.get(place);
      case UINT8 -> Byte.toUnsignedInt(bytes.get(place));
      case INT16 -> bytes.getShort(2 * place);
      case UINT16 -> Short.toUnsignedInt(bytes.getShort(2 * place));
      case INT32 -> bytes.getInt(4 * place);
      case UINT32 -> Integer.toUnsignedLong(bytes.getInt(4 * place));
      default -> bytes.getLong(8 * place);
    };
  }

  @Test
  void integersOfEachTypeAndByteOrderAreWhatTheyAreOneByOne() {
    long seed = System.nanoTime();
    System.out.println("ElementArraysTest: seed " + seed);
    Random random = new Random(seed);
    for (int round = 0; round < 300; round++) {
      ByteBuffer bytes = random(random);
      int first = random.nextInt(COUNT);
      int count = random.nextInt(COUNT - first + 1);
      int[] places = random.ints(count, 0, COUNT).toArray();
      for (ElementType type : ElementType.values()) {
        if (!type.isInteger()) {
          continue;
        }
        long[] following = new long[count + 3];
        long[] anywhere = new long[count + 3];
        if (ElementArrays.areInts(type)) {
          int[] a = new int[count + 3];
          int[] b = new int[count + 3];
          ElementArrays.ints(type, bytes, first, count, a, 3);
          ElementArrays.ints(type, bytes, places, b, 3);
          for (int i = 0; i < a.length; i++) {
            following[i] = a[i];
            anywhere[i] = b[i];
          }
        } else {
          ElementArrays.longs(type, bytes, first, count, following, 3);
          ElementArrays.longs(type, bytes, places, anywhere, 3);
        }
        for (int i = 0; i < count; i++) {
          String what = "seed %s, %s %s".formatted(seed, type, bytes.order());
          assertThat(following[3 + i]).as(what).isEqualTo(integer(type, bytes, first + i));
          assertThat(anywhere[3 + i]).as(what).isEqualTo(integer(type, bytes, places[i]));
        }
      }
    }
  }

  @Test
  void floatingPointNumbersKeepTheirBits() {
    long seed = System.nanoTime();
    System.out.println("ElementArraysTest: seed " + seed);
    Random random = new Random(seed);
    for (int round = 0; round < 300; round++) {
      ByteBuffer bytes = random(random);
      int first = random.nextInt(COUNT);
      int count = random.nextInt(COUNT - first + 1);
      int[] places = random.ints(count, 0, COUNT).toArray();
      float[] floats = new float[2 * count];
      ElementArrays.floats(bytes, first, count, floats, 0);
      ElementArrays.floats(bytes, places, floats, count);
      double[] doubles = new double[2 * count];
      ElementArrays.doubles(bytes, first, count, doubles, 0);
      ElementArrays.doubles(bytes, places, doubles, count);
      for (int i = 0; i < count; i++) {
        assertThat(Float.floatToRawIntBits(floats[i])).isEqualTo(bytes.getInt(4 * (first + i)));
        assertThat(Float.floatToRawIntBits(floats[count + i]))
            .isEqualTo(bytes.getInt(4 * places[i]));
        assertThat(Double.doubleToRawLongBits(doubles[i]))
            .isEqualTo(bytes.getLong(8 * (first + i)));
        assertThat(Double.doubleToRawLongBits(doubles[count + i]))
            .isEqualTo(bytes.getLong(8 * places[i]));
      }
    }
  }

  @Test
  void anArrayThatDoesNotHoldTheTypeIsRefused() {
    ByteBuffer bytes = ByteBuffer.allocate(8);
    assertThatThrownBy(() -> ElementArrays.ints(ElementType.INT64, bytes, 0, 1, new int[1], 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("int64");
  }

  private static ByteBuffer random(Random random) {
    byte[] bytes = new byte[COUNT * Long.BYTES];
    random.nextBytes(bytes);
    return ByteBuffer.wrap(bytes)
        .order(random.nextBoolean() ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
  }
}
