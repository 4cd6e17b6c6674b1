package org.groundtrack.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.groundtrack.error.UsageException;

/**
 * Whole numbers that are chosen: single ones and ranges, such as {@code 277,300-310}. Immutable.
 *
 * @param ranges the numbers; none means any number, and none at all too
 */
public record Numbers(List<Range> ranges) {
  /** Everything, known or not. */
  public static final Numbers ANY = new Numbers(List.of());

  private static final Pattern RANGE = Pattern.compile("(\\d{1,9})(?:-(\\d{1,9}))?");

  public Numbers {
    ranges = List.copyOf(ranges);
  }

  /**
   * Consecutive numbers.
   *
   * @param first the first one
   * @param last the last one; it belongs to the range
   */
  public record Range(int first, int last) {
    @Override
    public String toString() {
      return first == last ? Integer.toString(first) : first + "-" + last;
    }
  }

  /** Some numbers. */
  public static Numbers of(int... numbers) {
    List<Range> ranges = new ArrayList<>();
    for (int number : numbers) {
      ranges.add(new Range(number, number));
    }
    return new Numbers(ranges);
  }

  /**
   * Numbers as users write them: single ones and ranges, with commas between them.
   *
   * @param name what they are, for messages
   * @param text such as {@code 277,300-310}
   * @throws UsageException if it is something else
   */
  public static Numbers parse(String name, String text) {
    List<Range> ranges = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      Matcher matcher = RANGE.matcher(part.strip());
      if (!matcher.matches()) {
        throw new UsageException(
            "%s '%s' is neither a number nor a range: give such as 3, 3,5 or 3-5"
                .formatted(name, text));
      }
      int first = Integer.parseInt(matcher.group(1));
      int last = matcher.group(2) == null ? first : Integer.parseInt(matcher.group(2));
      ranges.add(new Range(first, last));
    }
    return new Numbers(ranges);
  }

  /** Whether every number is chosen. */
  public boolean isAny() {
    return ranges.isEmpty();
  }

  /** Whether a number is chosen; one that is not known is not, unless any is. */
  public boolean contains(Integer number) {
    if (ranges.isEmpty()) {
      return true;
    }
    if (number != null) {
      for (Range range : ranges) {
        if (number >= range.first() && number <= range.last()) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * Refuses what can't be.
   *
   * @param name what the numbers are, for messages
   * @param least the least number that there is
   * @param greatest the greatest one
   * @throws UsageException if a number is beyond them, or a range ends before it starts
   */
  void check(String name, int least, int greatest) {
    for (Range range : ranges) {
      if (range.first() > range.last()) {
        throw new UsageException(
            "%s %s ends before it starts: the least number comes first".formatted(name, range));
      }
      if (range.first() < least || range.last() > greatest) {
        throw new UsageException(
            "%s %s is not there: allowed are %s"
                .formatted(
                    name,
                    range,
                    greatest == Integer.MAX_VALUE
                        ? "numbers from " + least + " on"
                        : least + " to " + greatest));
      }
    }
  }

  /** As users write it. */
  @Override
  public String toString() {
    StringJoiner text = new StringJoiner(",");
    ranges.forEach(range -> text.add(range.toString()));
    return text.toString();
  }
}
