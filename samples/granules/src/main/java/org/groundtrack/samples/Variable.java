package org.groundtrack.samples;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What is known of one dataset of a beam; read from {@code atl06.txt}, where the columns are
 * explained.
 */
record Variable(
    String path,
    Type type,
    Number fill,
    boolean filledWithHeight,
    boolean core,
    String units,
    String contentType,
    String source,
    String longName,
    String range,
    String flags,
    String description) {

  private static final int COLUMNS = 12;

  enum Type {
    F8(Double.MAX_VALUE),
    F4(Float.MAX_VALUE),
    I4(Integer.MAX_VALUE),
    I1(Byte.MAX_VALUE);

    private final Number max;

    Type(Number max) {
      this.max = max;
    }

    boolean integer() {
      return this == I4 || this == I1;
    }

    Number of(String text) {
      return switch (this) {
        case F8 -> Double.valueOf(text);
        case F4 -> Float.valueOf(text);
        case I4 -> Integer.valueOf(text);
        case I1 -> Byte.valueOf(text);
      };
    }
  }

  /** A group of a beam and its attributes. */
  record GroupText(String path, String dataRate, String description) {}

  /** Groups and datasets of the product, in the order of the file. */
  record Catalogue(List<GroupText> groups, List<Variable> variables) {}

  static final Catalogue ATL06 = read("atl06.txt");

  String group() {
    return path.substring(0, path.lastIndexOf('/'));
  }

  String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** First part of the path: datasets under it have the same number of rows. */
  String rate() {
    return path.substring(0, path.indexOf('/'));
  }

  private static Catalogue read(String resource) {
    List<GroupText> groups = new ArrayList<>();
    List<Variable> variables = new ArrayList<>();
    try (InputStream in = Variable.class.getResourceAsStream(resource);
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("#")) {
          continue;
        }
        String[] part = line.split("\\|", -1);
        if (part[0].equals("group")) {
          groups.add(new GroupText(part[1], part[2], part[3]));
        } else {
          variables.add(parse(part));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Resource " + resource + " cannot be read", e);
    }
    return new Catalogue(List.copyOf(groups), List.copyOf(variables));
  }

  private static Variable parse(String[] part) {
    if (part.length != COLUMNS) {
      throw new IllegalStateException(part[0] + " has " + part.length + " columns, expected 12");
    }
    Type type = Type.valueOf(part[1].toUpperCase(Locale.ROOT));
    Number fill =
        switch (part[2]) {
          case "-" -> null;
          case "max" -> type.max;
          default -> type.of(part[2]);
        };
    return new Variable(
        part[0],
        type,
        fill,
        part[3].equals("fill"),
        part[4].equals("core"),
        part[5],
        part[6],
        part[7],
        part[8],
        part[9],
        part[10],
        part[11]);
  }
}
