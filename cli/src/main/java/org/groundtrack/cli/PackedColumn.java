package org.groundtrack.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.groundtrack.parquet.TableRows;

/**
 * The values of a column as a page holds them: typed, shuffled, compressed, in base64. Texts are
 * numbers in a table of them.
 */
final class PackedColumn {
  /** More texts would make a page slow; they are names of points, which no colour tells apart. */
  static final int MOST_TEXTS = 50_000;

  /** Letters of one that are kept. */
  private static final int LONGEST_TEXT = 1000;

  private final String type;
  private final int size;
  private final int rows;
  private final ByteBuffer values;
  private final byte[] missing;
  private final Map<String, Integer> texts = new LinkedHashMap<>();
  private boolean masked;
  private int count;

  private PackedColumn(String type, int size, int rows) {
    this.type = type;
    this.size = size;
    this.rows = rows;
    this.values =
        ByteBuffer.allocate(Math.multiplyExact(size, rows)).order(ByteOrder.LITTLE_ENDIAN);
    this.missing = new byte[rows];
  }

  /** Reads a column, or gives {@code null} if it has too many different texts. */
  static PackedColumn read(PointsFile points, PointColumn column, ShownRows shown) {
    PackedColumn packed =
        switch (column.kind()) {
          case FLOAT -> new PackedColumn("f4", Float.BYTES, shown.size());
          case DOUBLE -> new PackedColumn("f8", Double.BYTES, shown.size());
          case INT -> new PackedColumn("i4", Integer.BYTES, shown.size());
          case UNSIGNED_INT -> new PackedColumn("u4", Integer.BYTES, shown.size());
          case LONG, TIME -> new PackedColumn("i8", Long.BYTES, shown.size());
          case UNSIGNED_LONG -> new PackedColumn("u8", Long.BYTES, shown.size());
          case TEXT -> new PackedColumn("text", Integer.BYTES, shown.size());
        };
    int[] cursor = {0};
    points.scan(
        column,
        (rows, first) -> {
          Object all = column.values(rows);
          for (int i = 0; i < rows.size(); i++) {
            if (shown.shows(first + i, cursor)) {
              packed.add(column, all, rows, i);
            }
          }
        });
    return packed.texts.size() > MOST_TEXTS ? null : packed;
  }

  /** One of numbers that are known already. */
  static PackedColumn of(double[] numbers) {
    PackedColumn packed = new PackedColumn("f8", Double.BYTES, numbers.length);
    packed.values.asDoubleBuffer().put(numbers);
    return packed;
  }

  private void add(PointColumn column, Object all, TableRows rows, int row) {
    if (rows.isMissing(column.name(), row)) {
      masked = true;
      missing[count] = 1;
      values.position(values.position() + size);
    } else if (all instanceof float[] numbers) {
      values.putFloat(numbers[row]);
    } else if (all instanceof double[] numbers) {
      values.putDouble(numbers[row]);
    } else if (all instanceof int[] numbers) {
      values.putInt(numbers[row]);
    } else if (all instanceof long[] numbers) {
      values.putLong(numbers[row]);
    } else {
      values.putInt(text(((String[]) all)[row]));
    }
    count++;
  }

  private int text(String text) {
    Integer known = texts.get(text);
    if (known == null && texts.size() > MOST_TEXTS) {
      return 0;
    }
    if (known == null) {
      known = texts.size();
      texts.put(text, known);
    }
    return known;
  }

  String type() {
    return type;
  }

  /** Whether some row has no value. */
  boolean isMasked() {
    return masked;
  }

  /** The table of texts. */
  List<String> texts() {
    List<String> list = new ArrayList<>();
    texts.keySet().forEach(text -> list.add(cut(text)));
    return list;
  }

  private static String cut(String text) {
    return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "…";
  }

  /** Writes it; the stream stays open. */
  void write(OutputStream out) throws IOException {
    OutputStream open =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            out.write(b);
          }

          @Override
          public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, length);
          }
        };
    try (OutputStream text = Base64.getEncoder().wrap(open);
        OutputStream packed = new GZIPOutputStream(text, 1 << 16)) {
      if (masked) {
        packed.write(missing);
      }
      byte[] bytes = values.array();
      byte[] lane = new byte[rows];
      for (int j = 0; j < size; j++) {
        for (int i = 0; i < rows; i++) {
          lane[i] = bytes[i * size + j];
        }
        packed.write(lane);
      }
    }
  }
}
