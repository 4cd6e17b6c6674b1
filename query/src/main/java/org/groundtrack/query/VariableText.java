package org.groundtrack.query;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.groundtrack.error.UsageException;
import org.groundtrack.rows.Slice;

/**
 * A variable as users and layouts write it.
 *
 * @param path a path, a short name, or a pattern with {@code *}
 * @param slice elements in brackets, or {@code null}
 */
record VariableText(String path, Slice slice) {
  private static final Pattern SLICED =
      Pattern.compile("([^\\[\\]]+)\\[\\s*(-?\\d+)?\\s*(:)?\\s*(-?\\d+)?\\s*(?::\\s*(\\d+))?\\s*]");

  /**
   * Reads a variable.
   *
   * @throws UsageException if its brackets make no sense
   */
  static VariableText of(String text) {
    if (text.indexOf('[') < 0 && text.indexOf(']') < 0) {
      return new VariableText(text, null);
    }
    Matcher matcher = SLICED.matcher(text);
    boolean single = matcher.matches() && matcher.group(3) == null;
    if (!matcher.matches()
        || (single && (matcher.group(2) == null || matcher.group(4) != null))
        || (single && matcher.group(5) != null)) {
      throw new UsageException(
          "Variable '%s': expected an element such as rh[98], or a slice such as rh[50:100:10]"
              .formatted(text));
    }
    try {
      if (single) {
        return new VariableText(
            matcher.group(1), Slice.element(Integer.parseInt(matcher.group(2))));
      }
      return new VariableText(
          matcher.group(1),
          new Slice(
              matcher.group(2) == null ? 0 : Integer.parseInt(matcher.group(2)),
              matcher.group(4) == null ? null : (Integer) Integer.parseInt(matcher.group(4)),
              matcher.group(5) == null ? 1 : Integer.parseInt(matcher.group(5)),
              false));
    } catch (NumberFormatException e) {
      throw new UsageException(
          "Variable '%s': elements are numbers up to %s".formatted(text, Integer.MAX_VALUE), e);
    } catch (IllegalArgumentException e) {
      throw new UsageException("Variable '%s': %s".formatted(text, e.getMessage()), e);
    }
  }

  /** Whether its path has a wildcard. */
  boolean isPattern() {
    return path.indexOf('*') >= 0;
  }
}
