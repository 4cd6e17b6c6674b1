package org.groundtrack.area;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads the coordinates of a GeoJSON geometry before its type is known, which may stand behind
 * them. What is wrong is kept, and told when it is known what it should be. Of one thread.
 */
final class GeoJsonNumbers {
  private static final int SHOWN = 80;

  private final JsonParser json;

  GeoJsonNumbers(JsonParser json) {
    this.json = json;
  }

  /** What stands in an array, or in place of one. */
  sealed interface Value permits Position, Run, Nest, Other {}

  /** A position. */
  record Position(double x, double y) implements Value {}

  /**
   * Positions, one after the other.
   *
   * @param xy x and y of each
   * @param wrong number of the first that is none, from 1; 0 if all are
   * @param found what stands there
   */
  record Run(double[] xy, int wrong, String found) implements Value {}

  /** Other arrays, or nothing. */
  record Nest(List<Value> values) implements Value {}

  /** What is neither. */
  record Other(String found) implements Value {}

  /** Reads the value at whose first token the parser is. */
  Value read() throws IOException {
    if (json.currentToken() != JsonToken.START_ARRAY) {
      return new Other(text());
    }
    JsonToken first = json.nextToken();
    if (first == JsonToken.START_ARRAY) {
      Value value = read();
      return value instanceof Position position ? run(position) : nest(value);
    }
    if (first == JsonToken.END_ARRAY) {
      return new Nest(List.of());
    }
    return position();
  }

  /** Reads the rest of an array of numbers, at whose first value the parser is. */
  private Value position() throws IOException {
    double[] xy = new double[2];
    int count = 0;
    StringBuilder found = null;
    for (; json.currentToken() != JsonToken.END_ARRAY; json.nextToken()) {
      if (found == null && count < 2 && !json.currentToken().isNumeric()) {
        found = new StringBuilder(numbers(xy, count));
      }
      if (found == null && count < 2) {
        xy[count] = json.getDoubleValue();
      } else if (found != null && found.length() < SHOWN) {
        found.append(count == 0 ? "" : ",").append(text());
      } else {
        json.skipChildren();
      }
      count++;
    }
    if (found == null && count >= 2) {
      return new Position(xy[0], xy[1]);
    }
    String words = found == null ? numbers(xy, count) : found.toString();
    return new Other(Rings.shortened("[" + words + "]"));
  }

  private static String numbers(double[] xy, int count) {
    StringBuilder words = new StringBuilder();
    for (int i = 0; i < count; i++) {
      words.append(i == 0 ? "" : ",").append(Double.toString(xy[i]).replaceFirst("\\.0$", ""));
    }
    return words.toString();
  }

  private Value run(Position first) throws IOException {
    double[] xy = new double[16];
    xy[0] = first.x();
    xy[1] = first.y();
    int size = 2;
    int wrong = 0;
    String found = null;
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (wrong > 0) {
        json.skipChildren();
        continue;
      }
      Value next = read();
      if (next instanceof Position position) {
        if (size == xy.length) {
          xy = Arrays.copyOf(xy, size * 2);
        }
        xy[size++] = position.x();
        xy[size++] = position.y();
      } else {
        wrong = size / 2 + 1;
        found = words(next);
      }
    }
    return new Run(Arrays.copyOf(xy, size), wrong, found);
  }

  private Value nest(Value first) throws IOException {
    List<Value> values = new ArrayList<>();
    values.add(first);
    while (json.nextToken() != JsonToken.END_ARRAY) {
      values.add(read());
    }
    return new Nest(values);
  }

  /** What a value is, for messages. */
  static String words(Value value) {
    if (value instanceof Other other) {
      return other.found();
    }
    return value instanceof Nest nest && nest.values().isEmpty() ? "[]" : "an array of arrays";
  }

  /** The value at whose first token the parser is, shortened; the parser goes to its end. */
  String text() throws IOException {
    switch (json.currentToken()) {
      case START_OBJECT, START_ARRAY -> {
        boolean array = json.currentToken() == JsonToken.START_ARRAY;
        StringBuilder inner = new StringBuilder();
        JsonToken end = array ? JsonToken.END_ARRAY : JsonToken.END_OBJECT;
        while (json.nextToken() != end) {
          if (json.currentToken() == JsonToken.FIELD_NAME) {
            json.nextToken();
          }
          String text = text();
          if (inner.length() < SHOWN) {
            inner.append(inner.isEmpty() ? "" : ",").append(text);
          }
        }
        return Rings.shortened(array ? "[" + inner + "]" : "{" + inner + "}");
      }
      case VALUE_STRING -> {
        return Rings.shortened("\"" + json.getText() + "\"");
      }
      default -> {
        return Rings.shortened(json.getText());
      }
    }
  }
}
