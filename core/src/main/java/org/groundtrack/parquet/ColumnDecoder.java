package org.groundtrack.parquet;

import java.io.IOException;
import java.lang.reflect.Array;
import java.util.Arrays;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.page.DataPage;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.schema.LogicalTypeAnnotation.StringLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;

/**
 * Decodes one leaf column of a row group into an array, page by page: a value at a time, as Parquet
 * offers it, takes twice as long.
 */
final class ColumnDecoder {
  private static final int FIRST_CAPACITY = 16;

  private final ColumnDescriptor column;
  private final boolean text;
  private final int rows;
  private boolean[] missing;

  /** A decoder of rows of a column. */
  ColumnDecoder(ColumnDescriptor column, int rows) {
    this.column = column;
    this.rows = rows;
    PrimitiveType type = column.getPrimitiveType();
    this.text = type.getLogicalTypeAnnotation() instanceof StringLogicalTypeAnnotation;
  }

  /** Which rows have no value, or {@code null} if all have. */
  boolean[] missing() {
    return missing;
  }

  /**
   * An array with one element per row; of arrays where the column is a list.
   *
   * @param wanted numbers of the rows within the row group, or {@code null} for all
   */
  Object decode(PageReader pages, long[] wanted) throws IOException {
    if (column.getMaxRepetitionLevel() > 1) {
      throw new IllegalArgumentException("lists of lists are not read");
    }
    DictionaryPage page = pages.readDictionaryPage();
    DictionaryValues dictionary =
        page == null ? null : new DictionaryValues(page.getEncoding().initDictionary(column, page));
    Rows target = column.getMaxRepetitionLevel() == 0 ? new Flat() : new Lists();
    WantedRows left = new WantedRows(wanted);
    for (DataPage next = pages.readPage(); next != null; next = pages.readPage()) {
      if (next.getValueCount() < 0 || next.getValueCount() > pages.getTotalValueCount()) {
        throw new IllegalArgumentException(
            "a page claims %s values of %s"
                .formatted(next.getValueCount(), pages.getTotalValueCount()));
      }
      if (left.enter(next)) {
        target.add(PageDecoder.of(column, next, dictionary), left);
      }
    }
    return target.finish();
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

  /** What becomes of the rows of pages. */
  private interface Rows {
    void add(PageDecoder page, WantedRows wanted);

    Object finish();
  }

  private IllegalArgumentException wrongCount(int found) {
    return new IllegalArgumentException(
        "column %s has %s of %s rows".formatted(String.join(".", column.getPath()), found, rows));
  }

  private final class Flat implements Rows {
    private final Object values = array(rows);
    private int at;

    @Override
    public void add(PageDecoder page, WantedRows wanted) {
      int done = 0;
      while (wanted.next(page.count())) {
        page.values().skip(present(page, done, wanted.from()));
        if (at + wanted.to() - wanted.from() > rows) {
          throw wrongCount(at + wanted.to() - wanted.from());
        }
        take(page, wanted.from(), wanted.to());
        done = wanted.to();
      }
    }

    private int present(PageDecoder page, int from, int to) {
      if (page.definition() == null) {
        return to - from;
      }
      int count = 0;
      for (int i = from; i < to; i++) {
        count += page.definition()[i] == column.getMaxDefinitionLevel() ? 1 : 0;
      }
      return count;
    }

    private void take(PageDecoder page, int from, int to) {
      int most = column.getMaxDefinitionLevel();
      int[] definition = page.definition();
      int i = from;
      while (i < to) {
        int end = i;
        while (end < to && (definition == null || definition[end] == most)) {
          end++;
        }
        page.values().read(values, at, end - i);
        at += end - i;
        for (i = end; i < to && definition[i] != most; i++) {
          if (missing == null) {
            missing = new boolean[rows];
          }
          missing[at++] = true;
        }
      }
    }

    @Override
    public Object finish() {
      if (at != rows) {
        throw wrongCount(at);
      }
      return values;
    }
  }

  private final class Lists implements Rows {
    private final int[] starts = new int[rows + 1];
    private Object values = array(Math.max(FIRST_CAPACITY, rows));
    private int count;
    private int row;

    @Override
    public void add(PageDecoder page, WantedRows wanted) {
      int most = column.getMaxDefinitionLevel();
      if (page.count() > 0 && page.repetition()[0] != 0 && (wanted.chosen() || row == 0)) {
        throw new IllegalArgumentException("a list starts in the middle");
      }
      int[] begins = begins(page);
      int done = 0;
      while (wanted.next(begins.length - 1)) {
        int from = begins[wanted.from()];
        int to = begins[wanted.to()];
        page.values().skip(present(page, done, from));
        int present = present(page, from, to);
        grow(present);
        for (int i = from, held = count; i < to; i++) {
          if (page.repetition()[i] == 0) {
            if (row == rows) {
              throw wrongCount(row + 1);
            }
            starts[row++] = held;
          }
          held += page.definition()[i] == most ? 1 : 0;
        }
        page.values().read(values, count, present);
        count += present;
        done = to;
      }
    }

    /** Where rows begin, and the end; what goes on from the page before counts as a row. */
    private int[] begins(PageDecoder page) {
      int[] begins = new int[page.count() + 1];
      int found = 0;
      for (int i = 0; i < page.count(); i++) {
        if (i == 0 || page.repetition()[i] == 0) {
          begins[found++] = i;
        }
      }
      begins[found++] = page.count();
      return Arrays.copyOf(begins, found);
    }

    private int present(PageDecoder page, int from, int to) {
      int present = 0;
      for (int i = from; i < to; i++) {
        present += page.definition()[i] == column.getMaxDefinitionLevel() ? 1 : 0;
      }
      return present;
    }

    private void grow(int more) {
      int length = Array.getLength(values);
      if (length - count < more) {
        Object larger = array(Math.max(Math.addExact(count, more), Math.multiplyExact(2, length)));
        System.arraycopy(values, 0, larger, 0, count);
        values = larger;
      }
    }

    @Override
    public Object finish() {
      if (row != rows) {
        throw wrongCount(row);
      }
      starts[rows] = count;
      return split(values, starts);
    }
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
}
