package org.groundtrack.expression;

/**
 * Between what the values of a variable lie in some rows: none is less than the least or greater
 * than the greatest, but there need not be rows with these values. Not a number is greater than all
 * others.
 *
 * @param least whose first value is the least one, of the type that the evaluator was told; {@code
 *     null} if no row has a value
 * @param greatest likewise the greatest
 * @param hasNulls whether any row may have a null
 */
public record Zone(Vector least, Vector greatest, boolean hasNulls) {
  public Zone {
    if ((least == null) != (greatest == null)) {
      throw new IllegalArgumentException("A zone has a least and a greatest value, or neither");
    }
  }

  /** Of rows none of which has a value: all null, or no rows at all. */
  public static Zone withoutValues(boolean hasNulls) {
    return new Zone(null, null, hasNulls);
  }

  /** Of whole numbers; those of {@code UINT64} are given by their bits. */
  public static Zone ofLongs(ValueType type, long least, long greatest, boolean hasNulls) {
    return new Zone(
        Vector.longs(type, new long[] {least}, new boolean[1]),
        Vector.longs(type, new long[] {greatest}, new boolean[1]),
        hasNulls);
  }

  /** Of floating-point numbers. */
  public static Zone ofDoubles(ValueType type, double least, double greatest, boolean hasNulls) {
    return new Zone(
        Vector.doubles(type, new double[] {least}, new boolean[1]),
        Vector.doubles(type, new double[] {greatest}, new boolean[1]),
        hasNulls);
  }

  /** Of rows that all have one text. */
  public static Zone ofText(String text) {
    Vector vector = Vector.texts(new String[] {text}, new boolean[1]);
    return new Zone(vector, vector, false);
  }
}
