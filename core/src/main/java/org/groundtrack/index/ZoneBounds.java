package org.groundtrack.index;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.groundtrack.expression.ValueType;
import org.groundtrack.expression.Zone;

/**
 * Between what the values of a variable lie in the rows that a row of the coverage names. They are
 * never too narrow. Pure data, immutable.
 *
 * @param nulls rows without a value, or some more; {@link #NOT_KNOWN} if nothing is known of the
 *     variable in these rows
 * @param hasValues whether any row has a value; else the bounds mean nothing
 * @param min least value, rounded down; not a number is greater than all others
 * @param max greatest value, rounded up
 * @param isRounded whether a bound is a whole number that a double does not hold: then the next two
 *     say both exactly
 * @param least least value; whole numbers of 2^63 and more by their bits
 * @param greatest greatest value, likewise
 */
public record ZoneBounds(
    long nulls,
    boolean hasValues,
    double min,
    double max,
    boolean isRounded,
    long least,
    long greatest) {
  static final long NOT_KNOWN = -1;

  /** Of rows of which nothing is known. */
  public static final ZoneBounds UNKNOWN = withoutValues(NOT_KNOWN);

  private static final double TWO_63 = 0x1p63;
  private static final double TWO_64 = 0x1p64;

  /** Of rows without a value, or of no rows. */
  public static ZoneBounds withoutValues(long nulls) {
    return new ZoneBounds(nulls, false, 0, 0, false, 0, 0);
  }

  /** Of floating-point numbers. */
  public static ZoneBounds ofDoubles(double min, double max, long nulls) {
    return new ZoneBounds(nulls, true, min, max, false, 0, 0);
  }

  /**
   * Of whole numbers.
   *
   * @param unsigned whether they are given by their bits, without a sign
   */
  public static ZoneBounds ofLongs(boolean unsigned, long least, long greatest, long nulls) {
    BigDecimal low = exact(unsigned, least);
    BigDecimal high = exact(unsigned, greatest);
    double min = low.doubleValue();
    double max = high.doubleValue();
    int below = new BigDecimal(min).compareTo(low);
    int above = new BigDecimal(max).compareTo(high);
    boolean rounded = below != 0 || above != 0;
    return new ZoneBounds(
        nulls,
        true,
        below > 0 ? Math.nextDown(min) : min,
        above < 0 ? Math.nextUp(max) : max,
        rounded,
        rounded ? least : 0,
        rounded ? greatest : 0);
  }

  private static BigDecimal exact(boolean unsigned, long value) {
    return unsigned && value < 0
        ? new BigDecimal(new BigInteger(Long.toUnsignedString(value)))
        : BigDecimal.valueOf(value);
  }

  /** Whether anything is known. */
  public boolean isKnown() {
    return nulls != NOT_KNOWN;
  }

  /** Whether it can be of any rows. */
  boolean isSound() {
    return nulls >= NOT_KNOWN && (!hasValues || Double.compare(min, max) <= 0);
  }

  /**
   * The same as conditions see it, if values of the variable are of a type there.
   *
   * @return {@code null} if nothing is known
   */
  public Zone of(ValueType type) {
    if (!isKnown()) {
      return null;
    }
    if (!hasValues) {
      return Zone.withoutValues(nulls > 0);
    }
    return switch (type) {
      case FLOAT64 -> Zone.ofDoubles(type, min, max, nulls > 0);
        // Rounding keeps the order, so that rounded values lie between rounded bounds.
      case FLOAT32 -> Zone.ofDoubles(type, (float) min, (float) max, nulls > 0);
      case INT64 -> isWithin(-TWO_63, TWO_63) ? whole(type) : null;
      case UINT64 -> isWithin(0, TWO_64) ? whole(type) : null;
      case BOOLEAN, TEXT, TIME, NULL -> null;
    };
  }

  private boolean isWithin(double from, double end) {
    // A bound just below the end was perhaps rounded up to it.
    return min >= from && (max < end || (isRounded && max == end));
  }

  private Zone whole(ValueType type) {
    if (isRounded) {
      boolean huge = type == ValueType.INT64 && (least < 0 != min < 0 || greatest < 0 != max < 0);
      return huge ? null : Zone.ofLongs(type, least, greatest, nulls > 0);
    }
    return min == Math.rint(min) && max == Math.rint(max)
        ? Zone.ofLongs(type, bits(min), bits(max), nulls > 0)
        : null;
  }

  private static long bits(double whole) {
    return whole >= TWO_63 ? (long) (whole - TWO_63) + Long.MIN_VALUE : (long) whole;
  }
}
