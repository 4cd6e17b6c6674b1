package org.groundtrack.granule;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Which elements of a dataset are missing: those equal to its fill value, or to one of several that
 * attributes declare or a layout lists. Elements are compared as they are stored, before they are
 * scaled. Immutable.
 */
public final class FillValues {
  private final List<String> texts;
  private final double[] numbers;
  private final long[] integers;

  private FillValues(List<String> texts, double[] numbers, long[] integers) {
    this.texts = texts;
    this.numbers = numbers;
    this.integers = integers;
  }

  /**
   * The fill values of a dataset.
   *
   * @throws IllegalArgumentException if its elements are numbers and a fill value is none
   */
  public static FillValues of(Dataset dataset) {
    String text = dataset.attributes().fillValue();
    if (text == null || dataset.type().isText()) {
      return new FillValues(
          text == null ? List.of() : List.of(text.split("\n", -1)), new double[0], new long[0]);
    }
    String[] words = text.strip().split("\\s+", -1);
    double[] numbers = new double[words.length];
    long[] integers = new long[words.length];
    int real = 0;
    int count = 0;
    for (int i = 0; i < words.length; i++) {
      double number = number(dataset, words[i]);
      // A double that single precision can't hold is no element, infinite ones least of all.
      if (!Double.isInfinite(number) || Double.isInfinite(Double.parseDouble(words[i]))) {
        numbers[real++] = number;
      }
      Long bits = dataset.type().isInteger() ? bits(dataset.type(), words[i]) : null;
      if (bits != null) {
        integers[count++] = bits;
      }
    }
    return new FillValues(
        List.of(text), Arrays.copyOf(numbers, real), Arrays.copyOf(integers, count));
  }

  private static double number(Dataset dataset, String word) {
    try {
      // A fill value is compared in the width in which it is stored.
      return dataset.type() == ElementType.FLOAT32
          ? Float.parseFloat(word)
          : Double.parseDouble(word);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "/%s declares the fill value '%s', expected a number: leave the variable out"
              .formatted(dataset.path(), dataset.attributes().fillValue()),
          e);
    }
  }

  /** Digits of the greatest integer. */
  private static final int MAX_DIGITS = 20;

  /** The longest double, written out, has fewer; BigDecimal takes minutes for millions. */
  private static final int MAX_CHARACTERS = 400;

  /** An integer's bits; {@code null} if no element of the type can have the value. */
  private static Long bits(ElementType type, String word) {
    BigInteger value = integerOrNull(type, word);
    return value == null ? null : (Long) value.longValue();
  }

  /**
   * A decimal as an integer of a type; {@code null} if no element of the type can have the value.
   */
  public static BigInteger integerOrNull(ElementType type, String word) {
    if (word.length() > MAX_CHARACTERS) {
      return null;
    }
    try {
      BigDecimal number = new BigDecimal(word).stripTrailingZeros();
      // Neither a fraction, which may have any exponent, nor one with more digits than any.
      if (number.scale() > 0 || number.precision() - (long) number.scale() > MAX_DIGITS) {
        return null;
      }
      BigInteger value = number.toBigIntegerExact();
      int width = type.bytes() * Byte.SIZE;
      boolean fits =
          type.isUnsigned()
              ? value.signum() >= 0 && value.bitLength() <= width
              : value.bitLength() < width;
      return fits ? value : null;
    } catch (ArithmeticException | NumberFormatException e) {
      // Not a number, or infinite.
      return null;
    }
  }

  /**
   * Fill values with the same bits in an integer type of the same width; what is no integer stays
   * as it is.
   */
  static String inType(ElementType type, String text) {
    if (text == null || !type.isInteger()) {
      return text;
    }
    return Arrays.stream(text.strip().split("\\s+", -1))
        .map(word -> wordInType(type, word))
        .collect(Collectors.joining(" "));
  }

  private static String wordInType(ElementType type, String text) {
    try {
      int width = type.bytes() * Byte.SIZE;
      BigInteger range = BigInteger.ONE.shiftLeft(width);
      BigInteger value = new BigInteger(text.strip());
      if (value.abs().compareTo(range) >= 0) {
        return text;
      }
      BigInteger bits = value.mod(range);
      boolean negative = !type.isUnsigned() && bits.testBit(width - 1);
      return (negative ? bits.subtract(range) : bits).toString();
    } catch (NumberFormatException e) {
      return text;
    }
  }

  /** Whether any element can be missing. */
  public boolean exist() {
    return !texts.isEmpty();
  }

  /** Whether a floating-point element, or an integer one as a double, is missing. */
  public boolean hold(double value) {
    // Most datasets have one: a loop over it takes three times as long.
    if (numbers.length == 1) {
      return value == numbers[0] || (Double.isNaN(value) && Double.isNaN(numbers[0]));
    }
    for (double number : numbers) {
      if (value == number || (Double.isNaN(value) && Double.isNaN(number))) {
        return true;
      }
    }
    return false;
  }

  /** Whether an integer element is missing; unsigned ones of 64 bits are given by their bits. */
  public boolean hold(long value) {
    if (integers.length == 1) {
      return value == integers[0];
    }
    for (long integer : integers) {
      if (value == integer) {
        return true;
      }
    }
    return false;
  }

  /**
   * Marks which integer elements are missing: a call for each takes several times as long.
   *
   * @param from first element to be looked at
   * @param to after the last one
   * @param missing is asked for the flags only if an element is
   */
  public void mark(int[] elements, int from, int to, Supplier<boolean[]> missing) {
    boolean any = false;
    for (int i = from; i < to && exist(); i++) {
      any |= hold((long) elements[i]);
    }
    if (any) {
      boolean[] flags = missing.get();
      for (int i = from; i < to; i++) {
        flags[i] = hold((long) elements[i]);
      }
    }
  }

  /** The same of 64-bit ones; unsigned ones of 64 bits are given by their bits. */
  public void mark(long[] elements, int from, int to, Supplier<boolean[]> missing) {
    boolean any = false;
    for (int i = from; i < to && exist(); i++) {
      any |= hold(elements[i]);
    }
    if (any) {
      boolean[] flags = missing.get();
      for (int i = from; i < to; i++) {
        flags[i] = hold(elements[i]);
      }
    }
  }

  /** The same of floating-point ones. */
  public void mark(float[] elements, int from, int to, Supplier<boolean[]> missing) {
    boolean any = false;
    for (int i = from; i < to && exist(); i++) {
      any |= hold((double) elements[i]);
    }
    if (any) {
      boolean[] flags = missing.get();
      for (int i = from; i < to; i++) {
        flags[i] = hold((double) elements[i]);
      }
    }
  }

  /** The same of those of double precision. */
  public void mark(double[] elements, int from, int to, Supplier<boolean[]> missing) {
    boolean any = false;
    for (int i = from; i < to && exist(); i++) {
      any |= hold(elements[i]);
    }
    if (any) {
      boolean[] flags = missing.get();
      for (int i = from; i < to; i++) {
        flags[i] = hold(elements[i]);
      }
    }
  }

  /** Whether a string is missing. */
  public boolean hold(String value) {
    return texts.contains(value);
  }
}
