package org.groundtrack.parquet;

import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.LogicalTypeAnnotation.StringLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;

/** Decodes one leaf column of a row group into an array. */
final class ColumnDecoder {
  private static final int MAX_ENTRIES = 10_000;

  private final ColumnDescriptor column;
  private final ColumnReader reader;
  private final int rows;
  private final boolean text;
  private final Map<Binary, String> strings = new HashMap<>();

  /** A dictionary gives the same object for the same value, and hashing a text takes long. */
  private final Map<Binary, String> entries = new IdentityHashMap<>();

  private boolean[] missing;

  ColumnDecoder(ColumnDescriptor column, ColumnReader reader, int rows) {
    this.column = column;
    this.reader = reader;
    this.rows = rows;
    PrimitiveType type = column.getPrimitiveType();
    this.text = type.getLogicalTypeAnnotation() instanceof StringLogicalTypeAnnotation;
  }

  /** Which rows have no value, or {@code null} if all have. */
  boolean[] missing() {
    return missing;
  }

  /** An array with one element per row; of arrays where the column is a list. */
  Object decode() {
    if (column.getMaxRepetitionLevel() > 1) {
      throw new IllegalArgumentException("lists of lists are not read");
    }
    return column.getMaxRepetitionLevel() == 0 ? flat() : lists();
  }

  /** The array of a column without any value; nothing is read. */
  Object vacant() {
    if (column.getMaxRepetitionLevel() > 0) {
      return split(array(0), new int[rows + 1]);
    }
    missing = new boolean[rows];
    Arrays.fill(missing, true);
    return array(rows);
  }

  private Object flat() {
    Object values = array(rows);
    int present = column.getMaxDefinitionLevel();
    for (int i = 0; i < rows; i++) {
      if (reader.getCurrentDefinitionLevel() == present) {
        put(values, i);
      } else {
        if (missing == null) {
          missing = new boolean[rows];
        }
        missing[i] = true;
      }
      reader.consume();
    }
    return values;
  }

  private Object lists() {
    long total = reader.getTotalValueCount();
    int present = column.getMaxDefinitionLevel();
    int[] starts = new int[rows + 1];
    Object values = array(Math.toIntExact(total));
    int count = 0;
    int row = -1;
    for (long i = 0; row < rows && i < total; i++) {
      if (reader.getCurrentRepetitionLevel() == 0) {
        if (++row == rows) {
          break;
        }
        starts[row] = count;
      }
      if (row < 0) {
        throw new IllegalArgumentException("a list starts in the middle");
      }
      if (reader.getCurrentDefinitionLevel() == present) {
        put(values, count++);
      }
      reader.consume();
    }
    if (row < rows - 1) {
      throw new IllegalArgumentException("lists for " + (row + 1) + " of " + rows + " rows");
    }
    starts[rows] = count;
    return split(values, starts);
  }

  private Object split(Object values, int[] starts) {
    Object[] lists =
        switch (values.getClass().getComponentType().getSimpleName()) {
          case "long" -> new long[rows][];
          case "int" -> new int[rows][];
          case "String" -> new String[rows][];
          default -> throw new IllegalArgumentException("lists of this type are not read");
        };
    for (int i = 0; i < rows; i++) {
      int from = starts[i];
      int to = starts[i + 1];
      if (values instanceof long[] longs) {
        lists[i] = Arrays.copyOfRange(longs, from, to);
      } else if (values instanceof int[] ints) {
        lists[i] = Arrays.copyOfRange(ints, from, to);
      } else {
        lists[i] = Arrays.copyOfRange((String[]) values, from, to);
      }
    }
    return lists;
  }

  private Object array(int size) {
    return switch (column.getPrimitiveType().getPrimitiveTypeName()) {
      case INT32 -> new int[size];
      case INT64 -> new long[size];
      case FLOAT -> new float[size];
      case DOUBLE -> new double[size];
      case BINARY -> text ? new String[size] : new byte[size][];
      default -> throw new IllegalArgumentException("columns of this type are not read");
    };
  }

  private void put(Object values, int i) {
    switch (column.getPrimitiveType().getPrimitiveTypeName()) {
      case INT32 -> ((int[]) values)[i] = reader.getInteger();
      case INT64 -> ((long[]) values)[i] = reader.getLong();
      case FLOAT -> ((float[]) values)[i] = reader.getFloat();
      case DOUBLE -> ((double[]) values)[i] = reader.getDouble();
      default -> {
        Binary binary = reader.getBinary();
        if (text) {
          ((String[]) values)[i] = string(binary);
        } else {
          ((byte[][]) values)[i] = binary.getBytes();
        }
      }
    }
  }

  private String string(Binary binary) {
    String known = entries.get(binary);
    if (known != null) {
      return known;
    }
    String string = strings.computeIfAbsent(binary.copy(), Binary::toStringUsingUTF8);
    // Values outside a dictionary are objects of their own, which come once.
    if (!binary.isBackingBytesReused() && entries.size() < MAX_ENTRIES) {
      entries.put(binary, string);
    }
    return string;
  }
}
