package org.groundtrack.granule;

import java.util.List;

/**
 * The values of an attribute, in their order: texts, or numbers of the type in which they are
 * stored. Immutable.
 *
 * @param values a {@link String} or a {@link Number} each, at least one
 */
public record AttributeValue(List<Object> values) {
  public AttributeValue {
    values = List.copyOf(values);
    if (values.isEmpty()) {
      throw new IllegalArgumentException("An attribute without values");
    }
  }

  /** Text, without the spaces and NULs around it that fixed-length strings are padded with. */
  public static AttributeValue ofText(String text) {
    return new AttributeValue(List.of(text.trim()));
  }

  /** A number; floats and doubles have the shortest decimal that stands for them in their width. */
  public static AttributeValue ofNumber(Number number) {
    return new AttributeValue(List.of(number));
  }

  /** The first value: a text, or a number's decimal. */
  public String text() {
    return values.get(0).toString();
  }

  /** The first value as a number; {@code null} if it is text. */
  public Double number() {
    return values.get(0) instanceof Number number ? (Double) number.doubleValue() : null;
  }
}
