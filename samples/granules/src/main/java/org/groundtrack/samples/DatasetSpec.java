package org.groundtrack.samples;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What is known of one dataset of a beam; read from a product's list, where the columns are
 * explained.
 *
 * @param path within the beam
 * @param type as in NumPy, such as {@code f8}, {@code u2}; {@code s2} for text of two bytes
 * @param rate whose rows it has, or {@code -} for one element
 * @param elements of each row
 * @param twoDimensional whether elements are a dimension of their own
 * @param transposed whether rows are the second dimension
 * @param stored rows of a chunk, its shape, {@code whole} or {@code contiguous}
 * @param fill what missing values are, or {@code null}
 * @param fillDeclared whether an attribute says so
 * @param core whether it is always written
 * @param values where its values come from
 * @param units as its attribute has them
 * @param description as its attribute has it
 */
record DatasetSpec(
    String path,
    String type,
    String rate,
    int elements,
    boolean twoDimensional,
    boolean transposed,
    String stored,
    Number fill,
    boolean fillDeclared,
    boolean core,
    String values,
    String units,
    String description) {

  private static final int COLUMNS = 9;

  /** A group and its attributes. */
  record GroupText(String path, String dataRate, String description) {}

  /**
   * What a beam of a product has, in the order of its list.
   *
   * @param floatFilters filters of floating-point numbers, in the order of writing
   * @param integerFilters those of integers and text
   */
  record Catalogue(
      List<String> floatFilters,
      List<String> integerFilters,
      List<GroupText> groups,
      List<DatasetSpec> datasets) {}

  boolean isFloat() {
    return type.charAt(0) == 'f';
  }

  boolean isUnsigned() {
    return type.charAt(0) == 'u';
  }

  boolean isText() {
    return type.charAt(0) == 's';
  }

  String group() {
    return path.contains("/") ? path.substring(0, path.lastIndexOf('/')) : "";
  }

  String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** The list of a product. */
  static Catalogue read(SampleProduct product) {
    String resource = product.resource();
    List<String> floats = List.of();
    List<String> integers = List.of();
    List<GroupText> groups = new ArrayList<>();
    List<DatasetSpec> datasets = new ArrayList<>();
    try (InputStream in = DatasetSpec.class.getResourceAsStream(resource);
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("#")) {
          continue;
        }
        String[] part = line.split("\\|", -1);
        switch (part[0]) {
          case "filters" -> {
            floats = List.of(part[1].split(" ", -1));
            integers = List.of(part[2].split(" ", -1));
          }
          case "group" -> groups.add(new GroupText(part[1], part[2], part[3]));
          default -> datasets.add(parse(resource, part));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Resource " + resource + " cannot be read", e);
    }
    return new Catalogue(floats, integers, List.copyOf(groups), List.copyOf(datasets));
  }

  private static DatasetSpec parse(String resource, String[] part) {
    if (part.length != COLUMNS) {
      throw new IllegalStateException(
          "%s: %s has %s columns, expected %s".formatted(resource, part[0], part.length, COLUMNS));
    }
    String[] rows = part[2].split("\\*", -1);
    boolean transposed = rows.length == 2 && Character.isDigit(rows[0].charAt(0));
    String rate = transposed ? rows[1] : rows[0];
    int elements = rows.length == 1 ? 1 : Integer.parseInt(transposed ? rows[0] : rows[1]);
    boolean declared = !part[4].startsWith("(");
    String fill = part[4].replaceAll("[()]", "");
    return new DatasetSpec(
        part[0],
        part[1],
        rate,
        elements,
        rows.length == 2,
        transposed,
        part[3],
        fill.equals("-") ? null : number(part[1], fill),
        declared,
        part[5].equals("core"),
        part[6],
        part[7],
        part[8]);
  }

  private static Number number(String type, String text) {
    boolean max = text.equals("max");
    return switch (type) {
      case "f8" -> max ? Double.valueOf(Double.MAX_VALUE) : Double.valueOf(text);
      case "f4" -> max ? Float.valueOf(Float.MAX_VALUE) : Float.valueOf(text);
      case "i8", "u8" -> max ? Long.valueOf(Long.MAX_VALUE) : Long.valueOf(text);
      case "i4", "u4" -> max ? Integer.valueOf(Integer.MAX_VALUE) : Integer.valueOf(text);
      case "i2", "u2" -> max ? Short.valueOf(Short.MAX_VALUE) : Short.valueOf(text);
      case "i1", "u1" -> max ? Byte.valueOf(Byte.MAX_VALUE) : Byte.valueOf(text);
      default -> throw new IllegalStateException("No fill of type " + type);
    };
  }
}
