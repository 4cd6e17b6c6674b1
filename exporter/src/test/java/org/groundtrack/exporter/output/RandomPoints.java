package org.groundtrack.exporter.output;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.groundtrack.exporter.points.ColumnValues;
import org.groundtrack.exporter.points.ListValues;
import org.groundtrack.exporter.points.PointColumn;
import org.groundtrack.exporter.points.PointSchema;
import org.groundtrack.exporter.points.PointTable;
import org.groundtrack.exporter.points.Values;
import org.groundtrack.granule.ElementType;

/** Points with columns of every type, and what readers are to find of them. */
final class RandomPoints {
  /** A column of 32-bit floats, for heights. */
  static final String HEIGHT = "h_li";

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private static final String[] TEXTS = {
    "gt1l",
    "",
    "say \"so\", he said",
    "two\nlines",
    "DOS\r\nlines",
    " blank ",
    "=1+1",
    "NaN",
    "null",
    "naïve — 雪 😀",
    "a;b\tc",
    "'",
    "\"",
    "\\n"
  };

  private static final double[] REALS = {
    0.0,
    -0.0,
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Double.MIN_VALUE,
    Double.MAX_VALUE,
    Float.MIN_VALUE,
    Float.MAX_VALUE,
    0.1,
    0.1f,
    2e-3,
    // Of these the JDK before 19 makes more digits than needed.
    2.0E-3,
    2.2250738585072014E-308,
    1e23,
    2e23
  };

  private final Random random;
  private final PointSchema schema;
  private final List<PointTable> tables = new ArrayList<>();

  /**
   * Points.
   *
   * @param sizes of the tables in which they come
   */
  RandomPoints(Random random, int... sizes) {
    this.random = random;
    List<PointColumn> columns = new ArrayList<>();
    columns.add(column("longitude", ElementType.FLOAT64, false, true));
    columns.add(column("latitude", ElementType.FLOAT64, false, true));
    columns.add(
        new PointColumn(
            "time", ElementType.INT64, true, false, false, false, "ns", "Time (UTC)", null));
    columns.add(column(HEIGHT, ElementType.FLOAT32, false, false));
    columns.add(column("granule", ElementType.STRING, false, true));
    columns.add(column("row", ElementType.INT64, false, true));
    for (ElementType type : ElementType.values()) {
      if (type != ElementType.STRING) {
        columns.add(column(name(type), type, false, false));
        columns.add(column("lists of " + name(type), type, true, false));
      }
    }
    this.schema = new PointSchema(columns);
    for (int size : sizes) {
      tables.add(table(size));
    }
  }

  private static PointColumn column(String name, ElementType type, boolean list, boolean required) {
    return new PointColumn(
        name, type, false, list, required, false, "m", "What \"%s\" is".formatted(name), null);
  }

  private static String name(ElementType type) {
    return type.isText()
        ? "text"
        : (type.isFloat() ? "f" : type.isUnsigned() ? "u" : "i") + type.bytes();
  }

  PointSchema schema() {
    return schema;
  }

  List<PointTable> tables() {
    return tables;
  }

  int size() {
    return tables.stream().mapToInt(PointTable::size).sum();
  }

  private PointTable table(int size) {
    List<ColumnValues> columns = new ArrayList<>();
    for (PointColumn column : schema.columns()) {
      double nulls = column.required() ? 0 : new double[] {0, 0.1, 0.9, 1}[random.nextInt(4)];
      columns.add(
          switch (column.name()) {
            case "longitude" -> Values.of(random.doubles(size, -180, 180).toArray());
            case "latitude" -> Values.of(random.doubles(size, -90, 90).toArray());
            case "row" -> Values.of(random.longs(size, 0, 1L << 40).sorted().toArray());
            default -> column.list() ? lists(column, size, nulls) : values(column, size, nulls);
          });
    }
    return new PointTable(schema, size, columns);
  }

  private Values values(PointColumn column, int size, double nulls) {
    Values values = new Values(Values.Kind.of(column.type()), size);
    for (int i = 0; i < size; i++) {
      values.missing()[i] = random.nextDouble() < nulls;
      if (!values.missing()[i]) {
        set(values, i, column);
      }
    }
    return values;
  }

  private void set(Values values, int i, PointColumn column) {
    long whole =
        switch (random.nextInt(5)) {
          case 0 -> random.nextInt(5);
          case 1 -> -1;
          case 2 -> Long.MIN_VALUE >>> random.nextInt(64);
          default -> random.nextLong();
        };
    int bits = Long.SIZE - column.type().bytes() * Byte.SIZE;
    switch (values.kind()) {
      case INT ->
          values.ints()[i] =
              (int) (column.type().isUnsigned() ? whole << bits >>> bits : whole << bits >> bits);
        // Not all readers have times before 1970 to the nanosecond, or at all.
      case LONG ->
          values.longs()[i] =
              column.instant()
                  ? random.nextLong() >>> 1
                  : column.type() == ElementType.UINT32 ? whole << bits >>> bits : whole;
      case FLOAT ->
          values.floats()[i] =
              random.nextInt(4) == 0
                  ? (float) REALS[random.nextInt(REALS.length)]
                  : random.nextInt(4) == 0
                      ? Float.intBitsToFloat(random.nextInt())
                      : (float) random.nextGaussian() * 1000;
      case DOUBLE ->
          values.doubles()[i] =
              random.nextInt(4) == 0
                  ? REALS[random.nextInt(REALS.length)]
                  : random.nextInt(4) == 0
                      ? Double.longBitsToDouble(random.nextLong())
                      : random.nextGaussian();
      case TEXT -> values.texts()[i] = TEXTS[random.nextInt(TEXTS.length)];
    }
  }

  private ListValues lists(PointColumn column, int size, double nulls) {
    ListValues lists = new ListValues(Values.Kind.of(column.type()), 1);
    for (int i = 0; i < size; i++) {
      if (random.nextDouble() < nulls) {
        lists.append(ListValues.allMissing(Values.Kind.of(column.type()), 1), 0, 1);
      } else {
        int length = random.nextInt(4);
        lists.append(new ListValues(values(column, length, 0.2), new int[] {length}), 0, 1);
      }
    }
    return lists;
  }

  /** Writes what is to be read, as {@code reads.py} takes it. */
  Path writeExpected(Path file) throws IOException {
    ArrayNode columns = MAPPER.createArrayNode();
    for (int c = 0; c < schema.columns().size(); c++) {
      PointColumn column = schema.columns().get(c);
      ObjectNode words = columns.addObject();
      words.put("name", column.name());
      words.put(
          "type", column.instant() ? "time" : (column.list() ? "list:" : "") + name(column.type()));
      ArrayNode all = words.putArray("values");
      for (PointTable table : tables) {
        for (int i = 0; i < table.size(); i++) {
          if (table.columns().get(c) instanceof ListValues lists) {
            if (lists.isMissing(i)) {
              all.addNull();
            } else {
              ArrayNode list = all.addArray();
              for (int k = lists.start(i); k < lists.end(i); k++) {
                list.add(text(column, lists.elements(), k));
              }
            }
          } else {
            all.add(text(column, table.scalars(c), i));
          }
        }
      }
    }
    MAPPER.writeValue(file.toFile(), columns);
    return Files.exists(file) ? file : null;
  }

  /** Numbers that are whole as digits, others as their bits; {@code null} for what is missing. */
  static String text(PointColumn column, Values values, int i) {
    if (values.missing()[i]) {
      return null;
    }
    return switch (values.kind()) {
      case INT -> Integer.toString(values.ints()[i]);
      case LONG ->
          column.type() == ElementType.UINT64
              ? Long.toUnsignedString(values.longs()[i])
              : Long.toString(values.longs()[i]);
      case FLOAT ->
          Float.isNaN(values.floats()[i])
              ? "nan"
              : HexFormat.of().toHexDigits(Float.floatToRawIntBits(values.floats()[i]));
      case DOUBLE ->
          Double.isNaN(values.doubles()[i])
              ? "nan"
              : HexFormat.of().toHexDigits(Double.doubleToRawLongBits(values.doubles()[i]));
      case TEXT -> values.texts()[i];
    };
  }
}
