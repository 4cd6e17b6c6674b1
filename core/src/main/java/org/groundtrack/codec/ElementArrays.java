package org.groundtrack.codec;

import java.nio.ByteBuffer;
import org.groundtrack.granule.ElementType;

/**
 * Many elements out of decoded bytes into an array that holds each value of their type, in a loop
 * for each type: element by element it takes several times as long.
 *
 * <p>Elements are numbered from the buffer's start, whatever its position; its order is theirs.
 */
public final class ElementArrays {
  private ElementArrays() {}

  /** Whether an {@code int} holds each value of a type. */
  public static boolean areInts(ElementType type) {
    return switch (type) {
      case INT8, UINT8, INT16, UINT16, INT32 -> true;
      default -> false;
    };
  }

  /** Whether a {@code long} holds each value of a type, and an {@code int} does not. */
  public static boolean areLongs(ElementType type) {
    return switch (type) {
      case UINT32, INT64, UINT64 -> true;
      default -> false;
    };
  }

  /**
   * Elements that follow each other.
   *
   * @param type one of those of {@link #areInts}
   * @param first number of the first element
   * @param count how many
   * @param out receives them from {@code to} on
   */
  public static void ints(
      ElementType type, ByteBuffer bytes, int first, int count, int[] out, int to) {
    int at = first * type.bytes();
    switch (type) {
      case INT8 -> {
        for (int i = 0; i < count; i++) {
          out[to + i] = bytes.get(at + i);
        }
      }
      case UINT8 -> {
        for (int i = 0; i < count; i++) {
          out[to + i] = bytes.get(at + i) & 0xFF;
        }
      }
      case INT16 -> {
        for (int i = 0; i < count; i++) {
          out[to + i] = bytes.getShort(at + i * Short.BYTES);
        }
      }
      case UINT16 -> {
        for (int i = 0; i < count; i++) {
          out[to + i] = bytes.getShort(at + i * Short.BYTES) & 0xFFFF;
        }
      }
      case INT32 -> at(bytes, at).asIntBuffer().get(out, to, count);
      default -> throw unfit(type);
    }
  }

  /**
   * The same of elements anywhere.
   *
   * @param places numbers of the elements
   */
  public static void ints(ElementType type, ByteBuffer bytes, int[] places, int[] out, int to) {
    switch (type) {
      case INT8 -> {
        for (int i = 0; i < places.length; i++) {
          out[to + i] = bytes.get(places[i]);
        }
      }
      case UINT8 -> {
        for (int i = 0; i < places.length; i++) {
          out[to + i] = bytes.get(places[i]) & 0xFF;
        }
      }
      case INT16 -> {
        for (int i = 0; i < places.length; i++) {
          out[to + i] = bytes.getShort(places[i] * Short.BYTES);
        }
      }
      case UINT16 -> {
        for (int i = 0; i < places.length; i++) {
          out[to + i] = bytes.getShort(places[i] * Short.BYTES) & 0xFFFF;
        }
      }
      case INT32 -> {
        for (int i = 0; i < places.length; i++) {
          out[to + i] = bytes.getInt(places[i] * Integer.BYTES);
        }
      }
      default -> throw unfit(type);
    }
  }

  /**
   * Elements that follow each other; unsigned ones of 64 bits keep their bits.
   *
   * @param type one of those of {@link #areLongs}
   * @param first number of the first element
   * @param count how many
   * @param out receives them from {@code to} on
   */
  public static void longs(
      ElementType type, ByteBuffer bytes, int first, int count, long[] out, int to) {
    int at = first * type.bytes();
    switch (type) {
      case UINT32 -> {
        for (int i = 0; i < count; i++) {
          out[to + i] = bytes.getInt(at + i * Integer.BYTES) & 0xFFFFFFFFL;
        }
      }
      case INT64, UINT64 -> at(bytes, at).asLongBuffer().get(out, to, count);
      default -> throw unfit(type);
    }
  }

  /**
   * The same of elements anywhere.
   *
   * @param places numbers of the elements
   */
  public static void longs(ElementType type, ByteBuffer bytes, int[] places, long[] out, int to) {
    switch (type) {
      case UINT32 -> {
        for (int i = 0; i < places.length; i++) {
          out[to + i] = bytes.getInt(places[i] * Integer.BYTES) & 0xFFFFFFFFL;
        }
      }
      case INT64, UINT64 -> {
        for (int i = 0; i < places.length; i++) {
          out[to + i] = bytes.getLong(places[i] * Long.BYTES);
        }
      }
      default -> throw unfit(type);
    }
  }

  /** 32-bit floating-point numbers that follow each other. */
  public static void floats(ByteBuffer bytes, int first, int count, float[] out, int to) {
    at(bytes, first * Float.BYTES).asFloatBuffer().get(out, to, count);
  }

  /** 32-bit floating-point numbers anywhere. */
  public static void floats(ByteBuffer bytes, int[] places, float[] out, int to) {
    for (int i = 0; i < places.length; i++) {
      out[to + i] = bytes.getFloat(places[i] * Float.BYTES);
    }
  }

  /** 64-bit floating-point numbers that follow each other. */
  public static void doubles(ByteBuffer bytes, int first, int count, double[] out, int to) {
    at(bytes, first * Double.BYTES).asDoubleBuffer().get(out, to, count);
  }

  /** 64-bit floating-point numbers anywhere. */
  public static void doubles(ByteBuffer bytes, int[] places, double[] out, int to) {
    for (int i = 0; i < places.length; i++) {
      out[to + i] = bytes.getDouble(places[i] * Double.BYTES);
    }
  }

  private static ByteBuffer at(ByteBuffer bytes, int position) {
    return bytes.duplicate().order(bytes.order()).position(position);
  }

  private static IllegalArgumentException unfit(ElementType type) {
    return new IllegalArgumentException("Elements are " + type.label() + ", not of that array");
  }
}
