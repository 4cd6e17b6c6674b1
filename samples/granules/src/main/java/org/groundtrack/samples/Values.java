package org.groundtrack.samples;

import java.util.Arrays;

/** Values as lists of datasets describe them: a series of the model, or a function of the row. */
final class Values {
  private Values() {}

  /**
   * The values of a dataset.
   *
   * @param noise of the beam
   */
  static Series of(DatasetSpec dataset, BeamModel model, Noise noise) {
    Noise own = noise.stream(dataset.path());
    String[] words = dataset.values().split(" \\?", -1);
    Series values =
        words[0].startsWith("=")
            ? model.series(words[0].substring(1))
            : function(words[0], own, dataset.elements());
    if (words.length == 1) {
      return values;
    }
    double fraction = Double.parseDouble(words[1]);
    double fill = dataset.fill().doubleValue();
    Noise gaps = own.stream("fill");
    return (row, element) -> gaps.uniform((long) row) < fraction ? fill : values.at(row, element);
  }

  private static Series function(String text, Noise noise, int elements) {
    int open = text.indexOf('(');
    String name = open < 0 ? text : text.substring(0, open);
    double[] number =
        open < 0
            ? new double[0]
            : Arrays.stream(text.substring(open + 1, text.length() - 1).split(",", -1))
                .mapToDouble(Double::parseDouble)
                .toArray();
    return switch (name) {
      case "const" -> (row, element) -> number[0];
      case "uniform" ->
          (row, element) ->
              number[0] + (number[1] - number[0]) * noise.uniform((long) row * elements + element);
      case "smooth" ->
          (row, element) ->
              number[0] + (number[1] - number[0]) * noise.smooth(row, (int) number[2]);
      case "choice" ->
          (row, element) ->
              number[Math.floorMod(noise.bits((long) row * elements + element), number.length)];
      default -> throw new IllegalArgumentException("No function is called " + text);
    };
  }

  /** The array that a dataset is written from: of one or two dimensions. */
  static Object array(DatasetSpec dataset, Series values, int rows) {
    if (!dataset.twoDimensional()) {
      return column(dataset, rows, row -> row, row -> 0, values);
    }
    int outer = dataset.transposed() ? dataset.elements() : rows;
    int inner = dataset.transposed() ? rows : dataset.elements();
    Object[] lines = null;
    for (int i = 0; i < outer; i++) {
      int fixed = i;
      Object line =
          dataset.transposed()
              ? column(dataset, inner, row -> row, row -> fixed, values)
              : column(dataset, inner, row -> fixed, row -> row, values);
      if (lines == null) {
        lines = (Object[]) java.lang.reflect.Array.newInstance(line.getClass(), outer);
      }
      lines[i] = line;
    }
    return lines;
  }

  private interface Place {
    int of(int index);
  }

  private static Object column(
      DatasetSpec dataset, int length, Place row, Place element, Series values) {
    switch (dataset.type()) {
      case "f8" -> {
        double[] column = new double[length];
        Arrays.setAll(column, i -> values.at(row.of(i), element.of(i)));
        return column;
      }
      case "f4" -> {
        float[] column = new float[length];
        for (int i = 0; i < length; i++) {
          column[i] = (float) values.at(row.of(i), element.of(i));
        }
        return column;
      }
      case "i8", "u8" -> {
        long[] column = new long[length];
        Arrays.setAll(column, i -> values.wholeAt(row.of(i), element.of(i)));
        return column;
      }
      case "i4", "u4" -> {
        int[] column = new int[length];
        Arrays.setAll(column, i -> (int) values.wholeAt(row.of(i), element.of(i)));
        return column;
      }
      case "i2", "u2" -> {
        short[] column = new short[length];
        for (int i = 0; i < length; i++) {
          column[i] = (short) values.wholeAt(row.of(i), element.of(i));
        }
        return column;
      }
      case "i1", "u1" -> {
        byte[] column = new byte[length];
        for (int i = 0; i < length; i++) {
          column[i] = (byte) values.wholeAt(row.of(i), element.of(i));
        }
        return column;
      }
      default -> {
        String[] column = new String[length];
        Arrays.setAll(column, i -> values.textAt(row.of(i), element.of(i)));
        return column;
      }
    }
  }
}
