package org.groundtrack.granule;

import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The values that attributes declare missing, in the words that {@link FillValues} reads: each is
 * taken from the attribute's own type to that of the elements, as C and numpy do.
 *
 * <p>So {@code 1e37} of single precision is {@code 9.999999933815813E36} among doubles, and a
 * double is rounded where elements are of single precision.
 */
final class DeclaredMissing {
  /** Whole numbers below have no more digits than an integer of 64 bits can have. */
  private static final double MAX_WHOLE = 1e20;

  private DeclaredMissing() {}

  /**
   * The words, with spaces between them; texts with line breaks between them; {@code null} if
   * nothing is declared.
   *
   * @param fill {@code _FillValue}, or {@code null}
   * @param missing {@code missing_value}, or {@code null}
   */
  static String of(ElementType type, AttributeValue fill, AttributeValue missing) {
    Set<String> words = new LinkedHashSet<>();
    add(words, type, fill, true);
    add(words, type, missing, false);
    return words.isEmpty() ? null : String.join(type.isText() ? "\n" : " ", words);
  }

  private static void add(
      Set<String> words, ElementType type, AttributeValue attribute, boolean strict) {
    if (attribute == null) {
      return;
    }
    for (Object value : attribute.values()) {
      if (type.isText()) {
        words.add(value.toString());
      } else if (value instanceof Number number) {
        words.add(word(type, number));
      } else if (!value.toString().isBlank()) {
        List<String> written = List.of(value.toString().strip().split("\\s+", -1));
        // No number equals such a text: other readers leave it aside, too.
        if (strict || written.stream().allMatch(DeclaredMissing::isNumber)) {
          words.addAll(written);
        }
      }
    }
  }

  private static boolean isNumber(String word) {
    try {
      return !Double.isNaN(Double.parseDouble(word)) || word.equals("NaN");
    } catch (NumberFormatException e) {
      return false;
    }
  }

  /** The word for a number among elements of a type. */
  static String word(ElementType type, Number number) {
    if (!(number instanceof Float || number instanceof Double)) {
      return number.toString();
    }
    double value = number.doubleValue();
    if (type == ElementType.FLOAT32) {
      float single = (float) value;
      // What single precision can't hold must not turn into infinity, which elements can be.
      return Float.isInfinite(single) && !Double.isInfinite(value)
          ? Double.toString(value)
          : Float.toString(single);
    }
    boolean whole = value == Math.rint(value) && Math.abs(value) < MAX_WHOLE;
    return type.isInteger() && whole
        ? new BigDecimal(value).toBigInteger().toString()
        : Double.toString(value);
  }
}
