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
  private final int size;
  private int[] ints;
  private long[] longs;
  private float[] floats;
  private double[] doubles;
  private String[] texts;

  /** Made when one is: most columns miss nothing. */
  private boolean[] missing;

  /** Of all values, as long as nobody asks for the array; else {@code null}. */
  private Same same;

  /** What all values of a column are. */
  private record Same(Integer number, String text) {
    boolean isMissing() {
      return number == null && text == null;
    }
  }

  /** Zeros, or texts that are {@code null}, none of which is missing yet. */
  public Values(Kind kind, int size) {
    this.kind = kind;
    this.size = size;
    makeArray();
  }

  private Values(Kind kind, int size, Same same) {
    this.kind = kind;
    this.size = size;
    this.same = same;
  }

  private void makeArray() {
    switch (kind) {
      case INT -> ints = new int[size];
      case LONG -> longs = new long[size];
      case FLOAT -> floats = new float[size];
      case DOUBLE -> doubles = new double[size];
      case TEXT -> texts = new String[size];
    }
  }

  /** A column of numbers all of which are there; the array is kept. */
  public static Values of(double[] doubles) {
    Values values = new Values(Kind.DOUBLE, doubles.length, null);
    values.doubles = doubles;
    return values;
  }

  /** A column of numbers all of which are there; the array is kept. */
  public static Values of(long[] longs) {
    Values values = new Values(Kind.LONG, longs.length, null);
    values.longs = longs;
    return values;
  }

  /**
   * A column of numbers; the arrays are kept.
   *
   * @param missing which of them are missing, or {@code null} if none is
   */
  public static Values of(long[] longs, boolean[] missing) {
    Values values = of(longs);
    values.missing = missing;
    return values;
  }

  /** A column with the same number everywhere; {@code null} for none. */
  public static Values same(Integer number, int size) {
    return new Values(Kind.INT, size, new Same(number, null));
  }

  /** A column with the same text everywhere; {@code null} for none. */
  public static Values same(String text, int size) {
    return new Values(Kind.TEXT, size, new Same(null, text));
  }

  /** A column none of whose values is there. */
  public static Values allMissing(Kind kind, int size) {
    return new Values(kind, size, new Same(null, null));
  }

  /** Nobody sees that values were not in arrays. */
  private void spell() {
    if (same != null) {
      Same all = same;
      same = null;
      makeArray();
      put(all, 0, size);
    }
  }

  private void put(Same all, int from, int to) {
    if (all.isMissing()) {
      Arrays.fill(missing(), from, to, true);
    } else {
      if (missing != null) {
        Arrays.fill(missing, from, to, false);
      }
      if (all.text() != null) {
        Arrays.fill(texts, from, to, all.text());
      } else {
        Arrays.fill(ints, from, to, all.number());
      }
    }
  }

  public Kind kind() {
    return kind;
  }

  @Override
  public int size() {
    return size;
  }

  public int[] ints() {
    spell();
    return ints;
  }

  public long[] longs() {
    spell();
    return longs;
  }

  public float[] floats() {
    spell();
    return floats;
  }

  public double[] doubles() {
    spell();
    return doubles;
  }

  public String[] texts() {
    spell();
    return texts;
  }

  /** Which values are missing, one per point; what is marked there is missing. */
  public boolean[] missing() {
    spell();
    if (missing == null) {
      missing = new boolean[size];
    }
    return missing;
  }

  /** Which values are missing, or {@code null} if none is. */
  public boolean[] missingOrNull() {
    spell();
    return missing;
  }

  /** A value of a column of numbers as a double. */
  public double number(int i) {
    spell();
    return switch (kind) {
      case INT -> ints[i];
      case LONG -> longs[i];
      case FLOAT -> floats[i];
      case DOUBLE -> doubles[i];
      case TEXT -> throw new IllegalStateException("A text is no number");
    };
  }

  /** Tells whether a value of a column of numbers is there, and neither NaN nor infinite. */
  public boolean isFinite(int i) {
    spell();
    return (missing == null || !missing[i]) && Double.isFinite(number(i));
  }

  @Override
  public Values spread(int[] places) {
    if (same != null && (same.isMissing() || areAll(places))) {
      return new Values(kind, places.length, same);
    }
    spell();
    Values values = new Values(kind, places.length);
    if (missing != null || !areAll(places)) {
      boolean[] none = values.missing();
      for (int i = 0; i < places.length; i++) {
        none[i] = places[i] < 0 || missing != null && missing[places[i]];
      }
    }
    // A loop for each kind: a copy of single elements, or a call for each, takes ten times as long.
    switch (kind) {
      case INT -> {
        for (int i = 0; i < places.length; i++) {
          values.ints[i] = places[i] < 0 ? 0 : ints[places[i]];
        }
      }
      case LONG -> {
        for (int i = 0; i < places.length; i++) {
          values.longs[i] = places[i] < 0 ? 0 : longs[places[i]];
        }
      }
      case FLOAT -> {
        for (int i = 0; i < places.length; i++) {
          values.floats[i] = places[i] < 0 ? 0 : floats[places[i]];
        }
      }
      case DOUBLE -> {
        for (int i = 0; i < places.length; i++) {
          values.doubles[i] = places[i] < 0 ? 0 : doubles[places[i]];
        }
      }
      case TEXT -> {
        for (int i = 0; i < places.length; i++) {
          values.texts[i] = places[i] < 0 ? null : texts[places[i]];
        }
      }
    }
    return values;
  }

  private static boolean areAll(int[] places) {
    for (int place : places) {
      if (place < 0) {
        return false;
      }
    }
    return true;
  }

  /** Copies a run of another column's values of the same kind. */
  public void copy(int to, Values from, int start, int count) {
    spell();
    if (from.same != null) {
      put(from.same, to, to + count);
      return;
    }
    System.arraycopy(from.array(), start, array(), to, count);
    if (from.missing != null) {
      System.arraycopy(from.missing, start, missing(), to, count);
    } else if (missing != null) {
      Arrays.fill(missing, to, to + count, false);
    }
  }

  /** The first {@code count} values. */
  public Values first(int count) {
    if (count == size) {
      return this;
    }
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
