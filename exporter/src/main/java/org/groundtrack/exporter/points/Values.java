package org.groundtrack.exporter.points;

import java.util.Arrays;
import org.groundtrack.granule.ElementType;

/**
 * The values of one column for some points: a primitive array, and which of them are missing. Not
 * safe for use by several threads at once while it is filled.
 */
public final class Values implements ColumnValues {
  /** How elements are held: in the narrowest array that keeps every value. */
  public enum Kind {
    INT,
    LONG,
    FLOAT,
    DOUBLE,
    TEXT;

    public static Kind of(ElementType type) {
      return switch (type) {
        case INT8, INT16, INT32, UINT8, UINT16 -> INT;
        case UINT32, INT64, UINT64 -> LONG;
        case FLOAT32 -> FLOAT;
        case FLOAT64 -> DOUBLE;
        case STRING, VLEN_STRING -> TEXT;
      };
    }
  }

  private final Kind kind;
  private final int[] ints;
  private final long[] longs;
  private final float[] floats;
  private final double[] doubles;
  private final String[] texts;
  private final boolean[] missing;

  public Values(Kind kind, int size) {
    this.kind = kind;
    this.ints = kind == Kind.INT ? new int[size] : null;
    this.longs = kind == Kind.LONG ? new long[size] : null;
    this.floats = kind == Kind.FLOAT ? new float[size] : null;
    this.doubles = kind == Kind.DOUBLE ? new double[size] : null;
    this.texts = kind == Kind.TEXT ? new String[size] : null;
    this.missing = new boolean[size];
  }

  private Values(Kind kind, long[] longs, double[] doubles, int size) {
    this.kind = kind;
    this.ints = null;
    this.longs = longs;
    this.floats = null;
    this.doubles = doubles;
    this.texts = null;
    this.missing = new boolean[size];
  }

  /** A column of numbers all of which are there; the array is kept. */
  public static Values of(double[] doubles) {
    return new Values(Kind.DOUBLE, null, doubles, doubles.length);
  }

  /** A column of numbers all of which are there; the array is kept. */
  public static Values of(long[] longs) {
    return new Values(Kind.LONG, longs, null, longs.length);
  }

  /** A column none of whose values is there. */
  public static Values allMissing(Kind kind, int size) {
    Values values = new Values(kind, size);
    Arrays.fill(values.missing, true);
    return values;
  }

  public Kind kind() {
    return kind;
  }

  @Override
  public int size() {
    return missing.length;
  }

  public int[] ints() {
    return ints;
  }

  public long[] longs() {
    return longs;
  }

  public float[] floats() {
    return floats;
  }

  public double[] doubles() {
    return doubles;
  }

  public String[] texts() {
    return texts;
  }

  /** Which values are missing, one per point. */
  public boolean[] missing() {
    return missing;
  }

  /** A value of a column of numbers as a double. */
  public double number(int i) {
    return switch (kind) {
      case INT -> ints[i];
      case LONG -> longs[i];
      case FLOAT -> floats[i];
      case DOUBLE -> doubles[i];
      case TEXT -> throw new IllegalStateException("A text is no number");
    };
  }

  @Override
  public Values spread(int[] places) {
    Values values = new Values(kind, places.length);
    for (int i = 0; i < places.length; i++) {
      values.missing[i] = places[i] < 0 || missing[places[i]];
    }
    // A loop for each kind: a copy of single elements takes ten times as long.
    switch (kind) {
      case INT -> each(places, (i, from) -> values.ints[i] = ints[from]);
      case LONG -> each(places, (i, from) -> values.longs[i] = longs[from]);
      case FLOAT -> each(places, (i, from) -> values.floats[i] = floats[from]);
      case DOUBLE -> each(places, (i, from) -> values.doubles[i] = doubles[from]);
      case TEXT -> each(places, (i, from) -> values.texts[i] = texts[from]);
    }
    return values;
  }

  private interface Copy {
    void one(int to, int from);
  }

  private static void each(int[] places, Copy copy) {
    for (int i = 0; i < places.length; i++) {
      if (places[i] >= 0) {
        copy.one(i, places[i]);
      }
    }
  }

  /** Copies a run of another column's values of the same kind. */
  public void copy(int to, Values from, int start, int count) {
    System.arraycopy(from.array(), start, array(), to, count);
    System.arraycopy(from.missing, start, missing, to, count);
  }

  /** The first {@code count} values. */
  public Values first(int count) {
    Values values = new Values(kind, count);
    values.copy(0, this, 0, count);
    return values;
  }

  private Object array() {
    return switch (kind) {
      case INT -> ints;
      case LONG -> longs;
      case FLOAT -> floats;
      case DOUBLE -> doubles;
      case TEXT -> texts;
    };
  }
}
