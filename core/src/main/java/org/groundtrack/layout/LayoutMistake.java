package org.groundtrack.layout;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.groundtrack.error.UsageException;

/** Says in the words of a layout what is wrong with a file that can't be one. */
final class LayoutMistake {
  private LayoutMistake() {}

  /** The failure that a user sees. */
  static UsageException of(String name, JacksonException e) {
    return new UsageException("[%s] is no layout:%s %s".formatted(name, line(e), what(e)), e);
  }

  private static String line(JacksonException e) {
    JsonLocation location = e.getLocation();
    return location == null || location.getLineNr() < 1
        ? ""
        : " line " + location.getLineNr() + ":";
  }

  private static String what(JacksonException e) {
    if (e instanceof UnrecognizedPropertyException unknown) {
      return "it has no member %s: %s"
          .formatted(
              member(unknown),
              NearestName.hint(
                  unknown.getPropertyName(),
                  unknown.getKnownPropertyIds().stream().map(String::valueOf).sorted().toList()));
    }
    if (e instanceof StreamConstraintsException) {
      return "it is nested too deeply, or has too long texts";
    }
    if (e instanceof JsonParseException) {
      return "it is no JSON: " + plain(e.getOriginalMessage());
    }
    if (e instanceof JsonMappingException mapping) {
      return mapped(mapping);
    }
    return "it can't be understood";
  }

  private static String mapped(JsonMappingException e) {
    if (e.getCause() instanceof JsonParseException parse) {
      return "it is no JSON: " + plain(parse.getOriginalMessage());
    }
    if (e.getCause() instanceof NullPointerException) {
      return "a list in %s holds null: leave it out instead".formatted(member(e));
    }
    if (plain(e.getOriginalMessage()).startsWith("Trailing token")) {
      return "it goes on after its end: expected one object in curly braces";
    }
    if (e instanceof InvalidFormatException invalid && invalid.getTargetType() == Pattern.class) {
      return "%s is no regular expression: %s"
          .formatted(member(e), syntax(String.valueOf(invalid.getValue())));
    }
    if (e instanceof MismatchedInputException mismatch && mismatch.getTargetType() != null) {
      return "%s has a value of the wrong kind: expected %s"
          .formatted(member(e), kind(mismatch.getTargetType()));
    }
    return "%s can't be understood".formatted(member(e));
  }

  /** What is wrong with a regular expression. */
  private static String syntax(String regex) {
    try {
      return Pattern.compile(regex).pattern();
    } catch (PatternSyntaxException e) {
      return "%s at character %s of %s".formatted(e.getDescription(), e.getIndex() + 1, regex);
    }
  }

  private static String kind(Class<?> type) {
    if (Collection.class.isAssignableFrom(type)) {
      return "a list in square brackets";
    }
    if (Map.class.isAssignableFrom(type) || type.isRecord()) {
      return "an object in curly braces";
    }
    if (type == Boolean.class || type == boolean.class) {
      return "true or false";
    }
    if (type == Integer.class || type == int.class) {
      return "a whole number";
    }
    if (type == Double.class || type == double.class) {
      return "a number";
    }
    if (type == Instant.class) {
      return "an instant such as \"2018-01-01T00:00:00Z\", or a date such as \"2018-01-01\"";
    }
    return type == Pattern.class ? "a regular expression, in quotes" : "a text in quotes";
  }

  /** Where in the file, such as {@code rates[0].links}. */
  private static String member(JsonMappingException e) {
    StringBuilder member = new StringBuilder();
    for (JsonMappingException.Reference step : e.getPath()) {
      if (step.getFieldName() == null) {
        member.append('[').append(step.getIndex()).append(']');
      } else {
        member.append(member.length() == 0 ? "" : ".").append(step.getFieldName());
      }
    }
    return member.length() == 0 ? "the file" : member.toString();
  }

  /** The first line of a message of the JSON parser, which speaks of characters. */
  private static String plain(String message) {
    return message == null ? "" : message.lines().findFirst().orElse("");
  }
}
