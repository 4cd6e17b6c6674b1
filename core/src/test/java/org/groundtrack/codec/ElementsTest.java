package org.groundtrack.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.groundtrack.granule.Dataset;
import org.groundtrack.granule.ElementType;
import org.groundtrack.testing.Datasets;
import org.junit.jupiter.api.Test;

class ElementsTest {
  private record Stored(Dataset dataset, ByteBuffer bytes) {
    double number(int i) {
      return Elements.number(dataset, bytes, i);
    }

    long integer(int i) {
      return Elements.integer(dataset, bytes, i);
    }

    String text(int i) {
      return Elements.text(dataset, bytes, i);
    }
  }

  private static Stored stored(ElementType type, ByteOrder order, long... bits) {
    ByteBuffer bytes = ByteBuffer.allocate(type.bytes() * bits.length).order(order);
    for (long value : bits) {
      switch (type.bytes()) {
        case 1 -> bytes.put((byte) value);
        case 2 -> bytes.putShort((short) value);
        case 4 -> bytes.putInt((int) value);
        default -> bytes.putLong(value);
      }
    }
    return new Stored(
        Datasets.compact(type, type.bytes(), order, bits.length, bytes.array()), bytes.rewind());
  }

  @Test
  void integersOfAllWidthsAndSignsAreReadInBothByteOrders() {
    for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
      for (ElementType type : ElementType.values()) {
        if (type.bytes() == 0 || type.isFloat()) {
          continue;
        }
        int shift = 64 - 8 * type.bytes();
        long pattern = 0x8182838485868788L >>> shift;
        long expected = type.isUnsigned() || shift == 0 ? pattern : pattern << shift >> shift;
        Stored stored = stored(type, order, 1, pattern);
        assertThat(stored.integer(0)).as(type.label()).isEqualTo(1);
        assertThat(stored.integer(1)).as(type.label()).isEqualTo(expected);
      }
    }
  }

  @Test
  void unsignedLongsAreTextWithoutASignAndNumbersRoundedToTheNearest() {
    long[] values = {0, 1, Long.MAX_VALUE, Long.MIN_VALUE, -1, 0x8000000000000401L, -1025, -1024};
    Stored stored = stored(ElementType.UINT64, ByteOrder.BIG_ENDIAN, values);
    assertThat(stored.text(4)).isEqualTo("18446744073709551615");
    assertThat(stored.text(3)).isEqualTo("9223372036854775808");
    for (int i = 0; i < values.length; i++) {
      String decimal = Long.toUnsignedString(values[i]);
      assertThat(stored.text(i)).isEqualTo(decimal);
      assertThat(stored.number(i)).as(decimal).isEqualTo(Double.parseDouble(decimal));
    }
  }

  @Test
  void floatsKeepTheirValue() {
    Stored doubles =
        stored(
            ElementType.FLOAT64,
            ByteOrder.BIG_ENDIAN,
            Double.doubleToLongBits(0.1),
            Double.doubleToLongBits(Double.NaN));
    assertThat(doubles.number(0)).isEqualTo(0.1);
    assertThat(doubles.number(1)).isNaN();
    assertThat(doubles.text(0)).isEqualTo("0.1");
    Stored floats =
        stored(
            ElementType.FLOAT32,
            ByteOrder.LITTLE_ENDIAN,
            Float.floatToIntBits(Float.MAX_VALUE),
            Float.floatToIntBits(-1.5f));
    assertThat(floats.number(0)).isEqualTo(Float.MAX_VALUE);
    assertThat(floats.number(1)).isEqualTo(-1.5);
    assertThatThrownBy(() -> floats.integer(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("float32");
  }

  @Test
  void stringsLoseTheirPadding() {
    byte[] bytes = "006\0x  ab  çé\0\0".getBytes(StandardCharsets.UTF_8);
    byte[] padded = Arrays.copyOf(bytes, 20);
    Dataset dataset = Datasets.compact(ElementType.STRING, 5, ByteOrder.LITTLE_ENDIAN, 4, padded);
    ByteBuffer buffer = ByteBuffer.wrap(padded);
    assertThat(Elements.text(dataset, buffer, 0)).isEqualTo("006");
    assertThat(Elements.text(dataset, buffer, 1)).isEqualTo("ab");
    assertThat(Elements.text(dataset, buffer, 2)).isEqualTo("çé");
    assertThat(Elements.text(dataset, buffer, 3)).isEmpty();
    assertThatThrownBy(() -> Elements.number(dataset, buffer, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("holds strings");
  }
}
