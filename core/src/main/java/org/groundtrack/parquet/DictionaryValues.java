package org.groundtrack.parquet;

import org.apache.parquet.column.Dictionary;

/** The values of a column's dictionary; a text is made when it is first wanted, and then kept. */
final class DictionaryValues {
  private final Dictionary dictionary;
  private final String[] texts;

  DictionaryValues(Dictionary dictionary) {
    this.dictionary = dictionary;
    this.texts = new String[dictionary.getMaxId() + 1];
  }

  /**
   * Takes some values.
   *
   * @param places of the values in the dictionary
   * @param target an array of the column's type
   */
  void read(int[] places, int from, int count, Object target, int at) {
    if (target instanceof long[] longs) {
      for (int i = 0; i < count; i++) {
        longs[at + i] = dictionary.decodeToLong(places[from + i]);
      }
    } else if (target instanceof int[] ints) {
      for (int i = 0; i < count; i++) {
        ints[at + i] = dictionary.decodeToInt(places[from + i]);
      }
    } else if (target instanceof float[] floats) {
      for (int i = 0; i < count; i++) {
        floats[at + i] = dictionary.decodeToFloat(places[from + i]);
      }
    } else if (target instanceof double[] doubles) {
      for (int i = 0; i < count; i++) {
        doubles[at + i] = dictionary.decodeToDouble(places[from + i]);
      }
    } else if (target instanceof String[] values) {
      for (int i = 0; i < count; i++) {
        values[at + i] = text(places[from + i]);
      }
    } else {
      for (int i = 0; i < count; i++) {
        ((byte[][]) target)[at + i] = dictionary.decodeToBinary(places[from + i]).getBytes();
      }
    }
  }

  private String text(int place) {
    if (texts[place] == null) {
      texts[place] = dictionary.decodeToBinary(place).toStringUsingUTF8();
    }
    return texts[place];
  }
}
