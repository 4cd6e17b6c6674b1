package org.groundtrack.expression;

import java.util.List;

/**
 * What values a part of an expression may have in some rows, without knowing them: it may be said
 * too much, never too little. Parts are taken for independent of each other.
 *
 * @param least whose first value no row's value comes before; {@code null} if there may be any
 * @param greatest whose first value no row's value comes after; {@code null} if {@code least} is
 * @param hasValues whether a row may have a value
 * @param hasNulls whether a row may have a null
 */
record Reach(Vector least, Vector greatest, boolean hasValues, boolean hasNulls) {
  /** Of what nothing is known. */
  static final Reach ANY = new Reach(null, null, true, true);

  private static final Vector FALSE = truth(false);
  private static final Vector TRUE = truth(true);

  private static Vector truth(boolean value) {
    return Vector.truths(new boolean[] {value}, new boolean[1]);
  }

  /** Finds what a part may be. */
  interface Step {
    Reach of(Zones zones);
  }

  static Reach of(Zone zone) {
    if (zone == null) {
      return ANY;
    }
    return new Reach(zone.least(), zone.greatest(), zone.least() != null, zone.hasNulls());
  }

  static Reach constant(Vector vector) {
    return vector.nulls()[0]
        ? new Reach(null, null, false, true)
        : new Reach(vector, vector, true, false);
  }

  private static Reach truths(boolean mayBeTrue, boolean mayBeFalse, boolean hasNulls) {
    return new Reach(
        mayBeFalse ? FALSE : TRUE, mayBeTrue ? TRUE : FALSE, mayBeTrue || mayBeFalse, hasNulls);
  }

  private boolean isBounded() {
    return least != null;
  }

  /** Whether it is a condition that may be true of a row. */
  boolean mayBeTrue() {
    return hasValues && (!isBounded() || greatest.truths()[0]);
  }

  private boolean mayBeFalse() {
    return hasValues && (!isBounded() || !least.truths()[0]);
  }

  private boolean hasRows() {
    return hasValues || hasNulls;
  }

  static Reach not(Reach a) {
    return truths(a.mayBeFalse(), a.mayBeTrue(), a.hasNulls);
  }

  static Reach all(List<Reach> parts, boolean conjunction) {
    Reach joined = conjunction ? parts.get(0) : not(parts.get(0));
    for (Reach part : parts.subList(1, parts.size())) {
      joined = both(joined, conjunction ? part : not(part));
    }
    return conjunction ? joined : not(joined);
  }

  private static Reach both(Reach a, Reach b) {
    return truths(
        a.mayBeTrue() && b.mayBeTrue(),
        (a.mayBeFalse() && b.hasRows()) || (b.mayBeFalse() && a.hasRows()),
        (a.hasNulls && (b.mayBeTrue() || b.hasNulls))
            || (b.hasNulls && (a.mayBeTrue() || a.hasNulls)));
  }

  static Reach isNull(Reach a) {
    return truths(a.hasNulls, a.hasValues, false);
  }

  /** Of a comparison that is true where the first is less, equal or greater. */
  static Reach compared(Reach a, Reach b, boolean less, boolean equal, boolean greater) {
    boolean nulls = a.hasRows() && b.hasRows() && (a.hasNulls || b.hasNulls);
    if (!a.hasValues || !b.hasValues) {
      return truths(false, false, nulls);
    }
    if (!a.isBounded() || !b.isBounded()) {
      return truths(true, true, nulls);
    }
    int lowest = Order.signs(a.least, b.greatest, 1)[0];
    int highest = Order.signs(a.greatest, b.least, 1)[0];
    boolean mayBeLess = lowest < 0;
    boolean mayBeGreater = highest > 0;
    boolean mayBeEqual = lowest <= 0 && highest >= 0;
    return truths(
        (less && mayBeLess) || (equal && mayBeEqual) || (greater && mayBeGreater),
        (!less && mayBeLess) || (!equal && mayBeEqual) || (!greater && mayBeGreater),
        nulls);
  }

  static Reach isNan(Reach a) {
    return truths(
        a.hasValues && (!a.isBounded() || Double.isNaN(a.greatest.toDoubles(1, false)[0])),
        a.hasValues && (!a.isBounded() || !Double.isNaN(a.least.toDoubles(1, false)[0])),
        a.hasNulls);
  }

  /** What is known of values of a part of which only this is: which rows have none. */
  private Reach unbounded() {
    return new Reach(null, null, hasValues, hasNulls);
  }

  /** Of the negative, or the absolute value, of a number. */
  static Reach signless(Reach a, boolean absolute) {
    if (!a.hasValues || !a.isBounded()) {
      return a.unbounded();
    }
    return a.least.longs() != null && a.greatest.longs() != null
        ? ofLongs(a, absolute)
        : a.least.doubles() != null && a.greatest.doubles() != null
            ? ofDoubles(a, absolute)
            : a.unbounded();
  }

  private static Reach ofLongs(Reach a, boolean absolute) {
    ValueType type = a.greatest.type();
    long low = a.least.longs()[0];
    long high = a.greatest.longs()[0];
    boolean unsigned = type == ValueType.UINT64;
    if (unsigned && absolute) {
      return a;
    }
    if (low == Long.MIN_VALUE || (unsigned && (low < 0 || high < 0))) {
      // Of such a number there is no negative: computing it is an error.
      return a.unbounded();
    }
    ValueType result = absolute ? type : ValueType.INT64;
    return absolute
        ? new Reach(
            longs(result, low >= 0 ? low : Math.max(0, -high)),
            longs(result, Math.max(-low, high)),
            true,
            a.hasNulls)
        : new Reach(longs(result, -high), longs(result, -low), true, a.hasNulls);
  }

  private static Vector longs(ValueType type, long value) {
    return Vector.longs(type, new long[] {value}, new boolean[1]);
  }

  private static Reach ofDoubles(Reach a, boolean absolute) {
    ValueType type = a.greatest.type();
    double low = a.least.doubles()[0];
    double high = a.greatest.doubles()[0];
    if (Double.isNaN(low)) {
      return a;
    }
    if (Double.isNaN(high)) {
      // Beside it there may be any number above the least, and its negative is no number again.
      double from = !absolute ? Double.NEGATIVE_INFINITY : Math.max(0, low);
      return new Reach(doubles(type, from), doubles(type, high), true, a.hasNulls);
    }
    return absolute
        ? new Reach(
            doubles(type, low >= 0 ? low : Math.max(0, -high)),
            doubles(type, Math.max(-low, high)),
            true,
            a.hasNulls)
        : new Reach(doubles(type, -high), doubles(type, -low), true, a.hasNulls);
  }

  private static Vector doubles(ValueType type, double value) {
    return Vector.doubles(type, new double[] {value}, new boolean[1]);
  }
}
