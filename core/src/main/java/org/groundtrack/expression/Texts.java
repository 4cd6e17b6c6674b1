package org.groundtrack.expression;

import java.util.Locale;

/** Texts that fit patterns, where {@code %} stands for any text and {@code _} for a character. */
final class Texts {
  private Texts() {}

  static Node.Step like(Node text, Node pattern, boolean anyCase) {
    return rows -> {
      int count = rows.count();
      Vector texts = text.of(rows);
      Vector patterns = pattern.of(rows);
      boolean[] nulls = Vector.eitherNull(texts, patterns, count);
      boolean[] truths = new boolean[count];
      for (int i = 0; i < count; i++) {
        if (!nulls[i]) {
          truths[i] =
              anyCase
                  ? fits(lower(texts.texts()[i]), lower(patterns.texts()[i]))
                  : fits(texts.texts()[i], patterns.texts()[i]);
        }
      }
      return Vector.truths(truths, nulls);
    };
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  /** Whether the whole of a text fits; takes time by the product of the lengths at most. */
  static boolean fits(String text, String pattern) {
    int at = 0;
    int in = 0;
    int percent = -1;
    int resume = 0;
    while (at < text.length()) {
      int character = text.codePointAt(at);
      if (in < pattern.length() && pattern.charAt(in) == '%') {
        percent = in++;
        resume = at;
      } else if (in < pattern.length()
          && (pattern.charAt(in) == '_' || pattern.codePointAt(in) == character)) {
        in += Character.charCount(pattern.codePointAt(in));
        at += Character.charCount(character);
      } else if (percent >= 0) {
        // The last percent sign takes one character more.
        in = percent + 1;
        resume += Character.charCount(text.codePointAt(resume));
        at = resume;
      } else {
        return false;
      }
    }
    while (in < pattern.length() && pattern.charAt(in) == '%') {
      in++;
    }
    return in == pattern.length();
  }
}
