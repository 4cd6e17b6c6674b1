package org.groundtrack.codec;

import java.nio.ByteBuffer;
import org.groundtrack.granule.Dataset;
import org.groundtrack.granule.StoredText;

/** Elements out of decoded bytes, whatever their stored type and byte order. */
public final class Elements {
  private Elements() {}

  /**
   * One number as a double; 64-bit integers beyond 2^53 are rounded.
   *
   * @param bytes decoded bytes in the dataset's byte order
   * @param index number of the element
   * @throws IllegalArgumentException if the elements are strings
   */
  public static double number(Dataset dataset, ByteBuffer bytes, int index) {
    int at = index * dataset.elementBytes();
    return switch (dataset.type()) {
      case FLOAT64 -> bytes.getDouble(at);
      case FLOAT32 -> bytes.getFloat(at);
      case STRING, VLEN_STRING ->
          throw new IllegalArgumentException(dataset.path() + " holds strings");
      case UINT64 -> {
        long value = bytes.getLong(at);
        yield value >= 0 ? value : (value >>> 1 | value & 1) * 2.0;
      }
      default -> integer(dataset, bytes, index);
    };
  }

  /**
   * One integer; unsigned ones of 64 bits keep their bits.
   *
   * @throws IllegalArgumentException if the elements are no integers
   */
  public static long integer(Dataset dataset, ByteBuffer bytes, int index) {
    int at = index * dataset.elementBytes();
    return switch (dataset.type()) {
      case INT8 -> bytes.get(at);
      case UINT8 -> bytes.get(at) & 0xFF;
      case INT16 -> bytes.getShort(at);
      case UINT16 -> bytes.getShort(at) & 0xFFFF;
      case INT32 -> bytes.getInt(at);
      case UINT32 -> bytes.getInt(at) & 0xFFFFFFFFL;
      case INT64, UINT64 -> bytes.getLong(at);
      default ->
          throw new IllegalArgumentException(
              dataset.path() + " holds " + dataset.type().label() + ", not integers");
    };
  }

  /**
   * One element as text: a string without its padding, or a number's decimal. What is not UTF-8
   * keeps its bytes, a character each.
   *
   * @throws IllegalArgumentException if the text lies elsewhere in the granule
   */
  public static String text(Dataset dataset, ByteBuffer bytes, int index) {
    return switch (dataset.type()) {
      case STRING -> StoredText.description(bytes(dataset, bytes, index)).strip();
      case VLEN_STRING ->
          throw new IllegalArgumentException(dataset.path() + " holds strings of any length");
      case FLOAT32, FLOAT64 -> Double.toString(number(dataset, bytes, index));
      case UINT64 -> Long.toUnsignedString(integer(dataset, bytes, index));
      default -> Long.toString(integer(dataset, bytes, index));
    };
  }

  /** A text of fixed length without its padding; {@code null} if it is not UTF-8. */
  public static String utf8OrNull(Dataset dataset, ByteBuffer bytes, int index) {
    String text = StoredText.utf8OrNull(bytes(dataset, bytes, index));
    return text == null ? null : text.strip();
  }

  private static byte[] bytes(Dataset dataset, ByteBuffer bytes, int index) {
    byte[] text = new byte[dataset.elementBytes()];
    bytes.get(index * text.length, text);
    return text;
  }
}
