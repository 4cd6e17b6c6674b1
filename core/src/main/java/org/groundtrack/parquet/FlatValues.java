package org.groundtrack.parquet;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.column.statistics.geospatial.BoundingBox;
import org.apache.parquet.column.statistics.geospatial.GeospatialStatistics;
import org.apache.parquet.column.statistics.geospatial.GeospatialTypes;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;

/**
 * The values of a column, as pages take them: one for each row at most, or the elements of all its
 * lists. What it is made from must not change until the row group is encoded.
 */
abstract class FlatValues {
  /** Which rows have no value; {@code null} if all have one. */
  final boolean[] missing;

  FlatValues(boolean[] missing) {
    this.missing = any(missing) ? missing : null;
  }

  private static boolean any(boolean[] flags) {
    if (flags != null) {
      for (boolean flag : flags) {
        if (flag) {
          return true;
        }
      }
    }
    return false;
  }

  final boolean has(int row) {
    return missing == null || !missing[row];
  }

  /** Rows {@code from} to {@code to} that have a value. */
  final int present(int from, int to) {
    if (missing == null) {
      return to - from;
    }
    int present = 0;
    for (int i = from; i < to; i++) {
      present += missing[i] ? 0 : 1;
    }
    return present;
  }

  /** Most bytes that a value takes; 0 if there is no such bound. */
  int width() {
    return Long.BYTES;
  }

  /** Bytes that a value takes. */
  long bytes(int row) {
    return width();
  }

  /** Puts the values of rows, those that are there, as Parquet's plain encoding has them. */
  abstract void plain(PageBytes out, int from, int to);

  /** Tells statistics the least and the greatest value of rows, and NaNs. */
  abstract void bounds(Statistics<?> statistics, int from, int to);

  /** Different values and where they are, or {@code null} if that would not save anything. */
  abstract Dictionary dictionary(int rows);

  /** Whole numbers, in the order of rows, for an encoding of differences; else {@code null}. */
  Dictionary.Bits wholeNumbers() {
    return null;
  }

  /** Where the geometries of rows are, if they are known to be such; else {@code null}. */
  GeospatialStatistics geospatial(PrimitiveType type, int from, int to) {
    return null;
  }

  private static boolean isUnsigned(PrimitiveType type) {
    return type.getLogicalTypeAnnotation() instanceof IntLogicalTypeAnnotation integer
        && !integer.isSigned();
  }

  /** 32-bit integers. */
  static final class Ints extends FlatValues {
    private final int[] values;

    Ints(int[] values, boolean[] missing) {
      super(missing);
      this.values = values;
    }

    @Override
    void plain(PageBytes out, int from, int to) {
      ByteBuffer bytes = out.room((to - from) * Integer.BYTES);
      if (missing == null) {
        bytes.asIntBuffer().put(values, from, to - from);
        bytes.position(bytes.position() + (to - from) * Integer.BYTES);
        return;
      }
      for (int i = from; i < to; i++) {
        if (has(i)) {
          bytes.putInt(values[i]);
        }
      }
    }

    @Override
    void bounds(Statistics<?> statistics, int from, int to) {
      // Numbers without a sign are in the order of those with one, once their first bit is turned.
      int sign = isUnsigned(statistics.type()) ? Integer.MIN_VALUE : 0;
      int least = Integer.MAX_VALUE;
      int greatest = Integer.MIN_VALUE;
      if (missing == null) {
        for (int i = from; i < to; i++) {
          least = Math.min(least, values[i] ^ sign);
          greatest = Math.max(greatest, values[i] ^ sign);
        }
      } else {
        for (int i = from; i < to; i++) {
          least = missing[i] ? least : Math.min(least, values[i] ^ sign);
          greatest = missing[i] ? greatest : Math.max(greatest, values[i] ^ sign);
        }
      }
      if (least <= greatest) {
        statistics.updateStats(least ^ sign);
        statistics.updateStats(greatest ^ sign);
      }
    }

    @Override
    Dictionary dictionary(int rows) {
      return Dictionary.ofInts(rows, missing, values);
    }

    @Override
    Dictionary.Bits wholeNumbers() {
      return i -> values[i];
    }
  }

  /** 64-bit integers. */
  static final class Longs extends FlatValues {
    private final long[] values;

    Longs(long[] values, boolean[] missing) {
      super(missing);
      this.values = values;
    }

    @Override
    void plain(PageBytes out, int from, int to) {
      ByteBuffer bytes = out.room((to - from) * Long.BYTES);
      if (missing == null) {
        bytes.asLongBuffer().put(values, from, to - from);
        bytes.position(bytes.position() + (to - from) * Long.BYTES);
        return;
      }
      for (int i = from; i < to; i++) {
        if (has(i)) {
          bytes.putLong(values[i]);
        }
      }
    }

    @Override
    void bounds(Statistics<?> statistics, int from, int to) {
      long sign = isUnsigned(statistics.type()) ? Long.MIN_VALUE : 0;
      long least = Long.MAX_VALUE;
      long greatest = Long.MIN_VALUE;
      if (missing == null) {
        for (int i = from; i < to; i++) {
          least = Math.min(least, values[i] ^ sign);
          greatest = Math.max(greatest, values[i] ^ sign);
        }
      } else {
        for (int i = from; i < to; i++) {
          least = missing[i] ? least : Math.min(least, values[i] ^ sign);
          greatest = missing[i] ? greatest : Math.max(greatest, values[i] ^ sign);
        }
      }
      if (least <= greatest) {
        statistics.updateStats(least ^ sign);
        statistics.updateStats(greatest ^ sign);
      }
    }

    @Override
    Dictionary dictionary(int rows) {
      return Dictionary.ofNumbers(rows, missing, Long.BYTES, i -> values[i]);
    }

    @Override
    Dictionary.Bits wholeNumbers() {
      return i -> values[i];
    }
  }

  /** 32-bit floating-point numbers. */
  static final class Floats extends FlatValues {
    /** Of what is a number: beyond are those that are none. */
    private static final int LEAST = ordered(Float.floatToRawIntBits(Float.NEGATIVE_INFINITY));

    private static final int GREATEST = ordered(Float.floatToRawIntBits(Float.POSITIVE_INFINITY));

    private final float[] values;

    Floats(float[] values, boolean[] missing) {
      super(missing);
      this.values = values;
    }

    @Override
    void plain(PageBytes out, int from, int to) {
      ByteBuffer bytes = out.room((to - from) * Float.BYTES);
      if (missing == null) {
        bytes.asFloatBuffer().put(values, from, to - from);
        bytes.position(bytes.position() + (to - from) * Float.BYTES);
        return;
      }
      for (int i = from; i < to; i++) {
        if (has(i)) {
          bytes.putFloat(values[i]);
        }
      }
    }

    @Override
    void bounds(Statistics<?> statistics, int from, int to) {
      int least = Integer.MAX_VALUE;
      int greatest = Integer.MIN_VALUE;
      for (int i = from; i < to; i++) {
        if (has(i)) {
          int ordered = ordered(Float.floatToRawIntBits(values[i]));
          least = Math.min(least, ordered);
          greatest = Math.max(greatest, ordered);
        }
      }
      if (least < LEAST || greatest > GREATEST) {
        statistics.updateStats(Float.NaN);
        boundsOfNumbers(statistics, from, to);
      } else if (least <= greatest) {
        put(
            statistics,
            Float.intBitsToFloat(ordered(least)),
            Float.intBitsToFloat(ordered(greatest)));
      }
    }

    /** Bits as an integer that is in the order of the numbers, and back. */
    private static int ordered(int bits) {
      return bits ^ bits >> Integer.SIZE - 1 & Integer.MAX_VALUE;
    }

    private void boundsOfNumbers(Statistics<?> statistics, int from, int to) {
      float least = Float.POSITIVE_INFINITY;
      float greatest = Float.NEGATIVE_INFINITY;
      boolean any = false;
      for (int i = from; i < to; i++) {
        if (has(i) && !Float.isNaN(values[i])) {
          least = Math.min(least, values[i]);
          greatest = Math.max(greatest, values[i]);
          any = true;
        }
      }
      if (any) {
        put(statistics, least, greatest);
      }
    }

    /** Zeros of both signs are equal: bounds hold both. */
    private static void put(Statistics<?> statistics, float least, float greatest) {
      statistics.updateStats(least == 0 ? -0.0f : least);
      statistics.updateStats(greatest == 0 ? 0.0f : greatest);
    }

    @Override
    Dictionary dictionary(int rows) {
      return Dictionary.ofNumbers(
          rows, missing, Float.BYTES, i -> Float.floatToRawIntBits(values[i]));
    }
  }

  /** 64-bit floating-point numbers. */
  static final class Doubles extends FlatValues {
    /** Of what is a number: beyond are those that are none. */
    private static final long LEAST = ordered(Double.doubleToRawLongBits(Double.NEGATIVE_INFINITY));

    private static final long GREATEST =
        ordered(Double.doubleToRawLongBits(Double.POSITIVE_INFINITY));

    private final double[] values;

    Doubles(double[] values, boolean[] missing) {
      super(missing);
      this.values = values;
    }

    @Override
    void plain(PageBytes out, int from, int to) {
      ByteBuffer bytes = out.room((to - from) * Double.BYTES);
      if (missing == null) {
        bytes.asDoubleBuffer().put(values, from, to - from);
        bytes.position(bytes.position() + (to - from) * Double.BYTES);
        return;
      }
      for (int i = from; i < to; i++) {
        if (has(i)) {
          bytes.putDouble(values[i]);
        }
      }
    }

    @Override
    void bounds(Statistics<?> statistics, int from, int to) {
      long least = Long.MAX_VALUE;
      long greatest = Long.MIN_VALUE;
      for (int i = from; i < to; i++) {
        if (has(i)) {
          long ordered = ordered(Double.doubleToRawLongBits(values[i]));
          least = Math.min(least, ordered);
          greatest = Math.max(greatest, ordered);
        }
      }
      if (least < LEAST || greatest > GREATEST) {
        statistics.updateStats(Double.NaN);
        boundsOfNumbers(statistics, from, to);
      } else if (least <= greatest) {
        put(
            statistics,
            Double.longBitsToDouble(ordered(least)),
            Double.longBitsToDouble(ordered(greatest)));
      }
    }

    /** Bits as an integer that is in the order of the numbers, and back. */
    private static long ordered(long bits) {
      return bits ^ bits >> Long.SIZE - 1 & Long.MAX_VALUE;
    }

    private void boundsOfNumbers(Statistics<?> statistics, int from, int to) {
      double least = Double.POSITIVE_INFINITY;
      double greatest = Double.NEGATIVE_INFINITY;
      boolean any = false;
      for (int i = from; i < to; i++) {
        if (has(i) && !Double.isNaN(values[i])) {
          least = Math.min(least, values[i]);
          greatest = Math.max(greatest, values[i]);
          any = true;
        }
      }
      if (any) {
        put(statistics, least, greatest);
      }
    }

    /** Zeros of both signs are equal: bounds hold both. */
    private static void put(Statistics<?> statistics, double least, double greatest) {
      statistics.updateStats(least == 0 ? -0.0 : least);
      statistics.updateStats(greatest == 0 ? 0.0 : greatest);
    }

    @Override
    Dictionary dictionary(int rows) {
      return Dictionary.ofNumbers(
          rows, missing, Double.BYTES, i -> Double.doubleToRawLongBits(values[i]));
    }
  }

  /** Texts; where neighbours are the same object, they are compared as such. */
  static final class Texts extends FlatValues {
    private final String[] values;

    Texts(String[] values, boolean[] missing) {
      super(missing);
      this.values = values;
    }

    @Override
    int width() {
      return 0;
    }

    @Override
    long bytes(int row) {
      return (long) Integer.BYTES + (has(row) ? values[row].length() : 0);
    }

    private static byte[] utf8(String text) {
      return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    void plain(PageBytes out, int from, int to) {
      for (int i = from; i < to; i++) {
        if (has(i)) {
          byte[] bytes = utf8(values[i]);
          out.room(Integer.BYTES + bytes.length).putInt(bytes.length).put(bytes);
        }
      }
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // The same text twice costs a comparison, no more.
    void bounds(Statistics<?> statistics, int from, int to) {
      String last = null;
      for (int i = from; i < to; i++) {
        if (has(i) && values[i] != last) {
          last = values[i];
          // Backed by an array that stays as it is: Parquet copies other kinds.
          statistics.updateStats(Binary.fromConstantByteArray(utf8(last)));
        }
      }
    }

    @Override
    Dictionary dictionary(int rows) {
      return Dictionary.ofTexts(rows, values, missing);
    }
  }

  /** Bytes, such as WKB of any geometry. */
  static final class Blobs extends FlatValues {
    private final byte[][] values;

    Blobs(byte[][] values, boolean[] missing) {
      super(missing);
      this.values = values;
    }

    @Override
    GeospatialStatistics geospatial(PrimitiveType type, int from, int to) {
      GeospatialStatistics.Builder statistics = GeospatialStatistics.newBuilder(type);
      for (int i = from; i < to; i++) {
        if (has(i)) {
          statistics.update(Binary.fromConstantByteArray(values[i]));
        }
      }
      return statistics.build();
    }

    @Override
    int width() {
      return 0;
    }

    @Override
    long bytes(int row) {
      return (long) Integer.BYTES + (has(row) ? values[row].length : 0);
    }

    @Override
    void plain(PageBytes out, int from, int to) {
      for (int i = from; i < to; i++) {
        if (has(i)) {
          out.room(Integer.BYTES + values[i].length).putInt(values[i].length).put(values[i]);
        }
      }
    }

    @Override
    void bounds(Statistics<?> statistics, int from, int to) {
      for (int i = from; i < to; i++) {
        if (has(i)) {
          statistics.updateStats(Binary.fromConstantByteArray(values[i]));
        }
      }
    }

    @Override
    Dictionary dictionary(int rows) {
      return null;
    }
  }

  /** Points as little-endian WKB (ISO). */
  static final class Points extends FlatValues {
    private static final int POINT = 1;
    private static final int POINT_Z = 1001;
    private static final int HEADER_BYTES = 5;

    private final double[] x;
    private final double[] y;
    private final double[] z;

    /**
     * Points.
     *
     * @param z {@code null} for points in two dimensions
     */
    Points(double[] x, double[] y, double[] z) {
      super(null);
      this.x = x;
      this.y = y;
      this.z = z;
    }

    @Override
    int width() {
      return Integer.BYTES + HEADER_BYTES + (z == null ? 2 : 3) * Double.BYTES;
    }

    @Override
    void plain(PageBytes out, int from, int to) {
      int size = width() - Integer.BYTES;
      ByteBuffer bytes = out.room((to - from) * width());
      for (int i = from; i < to; i++) {
        bytes.putInt(size).put((byte) 1).putInt(z == null ? POINT : POINT_Z);
        bytes.putDouble(x[i]).putDouble(y[i]);
        if (z != null) {
          bytes.putDouble(z[i]);
        }
      }
    }

    @Override
    void bounds(Statistics<?> statistics, int from, int to) {
      // What the least WKB is says nothing of the points.
    }

    @Override
    Dictionary dictionary(int rows) {
      return null;
    }

    @Override
    GeospatialStatistics geospatial(PrimitiveType type, int from, int to) {
      // What is not there is empty: its least is infinite, and its greatest is minus that.
      double[] none = range(x, from, from);
      double[] high = z == null ? none : range(z, from, to);
      double[] east = range(x, from, to);
      double[] north = range(y, from, to);
      return new GeospatialStatistics(
          new BoundingBox(east[0], east[1], north[0], north[1], high[0], high[1], none[0], none[1]),
          new GeospatialTypes(Set.of(z == null ? POINT : POINT_Z)));
    }

    private static double[] range(double[] values, int from, int to) {
      double least = Double.POSITIVE_INFINITY;
      double greatest = Double.NEGATIVE_INFINITY;
      for (int i = from; i < to; i++) {
        // NaN is neither.
        least = values[i] < least ? values[i] : least;
        greatest = values[i] > greatest ? values[i] : greatest;
      }
      return new double[] {least, greatest};
    }
  }
}
