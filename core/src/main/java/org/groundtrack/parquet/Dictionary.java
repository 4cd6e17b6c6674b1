package org.groundtrack.parquet;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DictionaryPage;

/**
 * The different values of a column in a row group, and which of them each row has.
 *
 * @param codes for each row the number of its value; of rows without one anything
 * @param count of different values
 * @param page the values in the order of their numbers, as Parquet stores them plainly
 */
record Dictionary(int[] codes, int count, BytesInput page) {
  /** A dictionary with more values takes more than it saves, or does not stay in the cache. */
  private static final int MAX_VALUES = 1 << 16;

  /** Texts of a dictionary, bytes. */
  private static final int MAX_TEXT_BYTES = 1 << 20;

  /** After so many rows it is looked at whether values repeat at all. */
  private static final int TRIED_ROWS = 4096;

  /** Bits of the number of a value. */
  int width() {
    return Integer.SIZE - Integer.numberOfLeadingZeros(count - 1);
  }

  DictionaryPage dictionaryPage() {
    return new DictionaryPage(page, count, Encoding.PLAIN_DICTIONARY);
  }

  /** Bits of the value of a row. */
  interface Bits {
    /** Of a row. */
    long of(int row);
  }

  /**
   * The dictionary of 32-bit integers.
   *
   * @return {@code null} if they take less without
   */
  static Dictionary ofInts(int rows, boolean[] missing, int[] numbers) {
    int least = Integer.MAX_VALUE;
    int greatest = Integer.MIN_VALUE;
    for (int i = 0; i < rows && missing == null; i++) {
      least = Math.min(least, numbers[i]);
      greatest = Math.max(greatest, numbers[i]);
    }
    for (int i = 0; i < rows && missing != null; i++) {
      least = missing[i] ? least : Math.min(least, numbers[i]);
      greatest = missing[i] ? greatest : Math.max(greatest, numbers[i]);
    }
    if (least > greatest || (long) greatest - least >= MAX_VALUES) {
      return ofNumbers(rows, missing, Integer.BYTES, i -> numbers[i]);
    }
    // Values lie close together: their numbers are found by place, not by a hash.
    int[] known = new int[greatest - least + 1];
    long[] values = new long[known.length];
    int[] codes = new int[rows];
    if (least == greatest) {
      values[0] = least;
      return of(codes, values, 1, Integer.BYTES);
    }
    int count = 0;
    for (int i = 0; i < rows; i++) {
      if (missing != null && missing[i]) {
        continue;
      }
      int place = numbers[i] - least;
      if (known[place] == 0) {
        if (i >= TRIED_ROWS && count > i / 2) {
          return null;
        }
        values[count++] = numbers[i];
        known[place] = count;
      }
      codes[i] = known[place] - 1;
    }
    return of(codes, values, count, Integer.BYTES);
  }

  /**
   * The dictionary of numbers.
   *
   * @param bytes of one, 4 or 8
   * @return {@code null} if the numbers take less without
   */
  static Dictionary ofNumbers(int rows, boolean[] missing, int bytes, Bits bits) {
    int[] codes = new int[rows];
    long[] values = new long[1024];
    int[] slots = new int[values.length * 2];
    int count = 0;
    for (int i = 0; i < rows; i++) {
      if (missing != null && missing[i]) {
        continue;
      }
      long value = bits.of(i);
      int slot = slot(value, slots.length);
      while (slots[slot] != 0 && values[slots[slot] - 1] != value) {
        slot = slot + 1 & slots.length - 1;
      }
      if (slots[slot] == 0) {
        if (count == MAX_VALUES || i >= TRIED_ROWS && count > i / 2) {
          return null;
        }
        values[count++] = value;
        slots[slot] = count;
        codes[i] = count - 1;
        if (count == values.length) {
          values = Arrays.copyOf(values, count * 2);
          slots = filled(values, count);
        }
      } else {
        codes[i] = slots[slot] - 1;
      }
    }
    if (count == 0) {
      return null;
    }
    return of(codes, values, count, bytes);
  }

  private static Dictionary of(int[] codes, long[] values, int count, int bytes) {
    PageBytes page = new PageBytes();
    ByteBuffer to = page.room(count * bytes);
    for (int i = 0; i < count; i++) {
      if (bytes == Integer.BYTES) {
        to.putInt((int) values[i]);
      } else {
        to.putLong(values[i]);
      }
    }
    Dictionary dictionary = new Dictionary(codes, count, page.copy());
    long rows = codes.length;
    long indexed = rows * dictionary.width() / Byte.SIZE + (long) count * bytes;
    return indexed < rows * bytes ? dictionary : null;
  }

  private static int[] filled(long[] values, int count) {
    int[] slots = new int[values.length * 2];
    for (int i = 0; i < count; i++) {
      int slot = slot(values[i], slots.length);
      while (slots[slot] != 0) {
        slot = slot + 1 & slots.length - 1;
      }
      slots[slot] = i + 1;
    }
    return slots;
  }

  /** A multiplicative hash (Knuth); the high bits are the well mixed ones. */
  private static int slot(long value, int slots) {
    return (int) (value * 0x9E3779B97F4A7C15L >>> Long.numberOfLeadingZeros(slots - 1L));
  }

  /**
   * The dictionary of texts.
   *
   * @param texts one for each row; {@code null} for none
   * @return {@code null} if they hardly repeat, or take too much
   */
  @SuppressWarnings("ReferenceEquality") // Another object of the same text is looked up.
  static Dictionary ofTexts(int rows, String[] texts, boolean[] missing) {
    int[] codes = new int[rows];
    Map<String, Integer> numbers = new HashMap<>();
    PageBytes page = new PageBytes();
    String last = null;
    int code = 0;
    for (int i = 0; i < rows; i++) {
      String text = texts[i];
      if (text == null || missing != null && missing[i]) {
        continue;
      }
      // Neighbours mostly are the same object.
      if (text != last) {
        Integer known = numbers.putIfAbsent(text, numbers.size());
        code = known == null ? numbers.size() - 1 : known;
        last = text;
        if (known == null) {
          byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
          page.room(Integer.BYTES + bytes.length).putInt(bytes.length).put(bytes);
          if (page.size() > MAX_TEXT_BYTES
              || numbers.size() > MAX_VALUES
              || i >= TRIED_ROWS && numbers.size() > i / 2) {
            return null;
          }
        }
      }
      codes[i] = code;
    }
    return numbers.isEmpty() ? null : new Dictionary(codes, numbers.size(), page.copy());
  }
}
