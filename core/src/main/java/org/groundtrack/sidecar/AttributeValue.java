package org.groundtrack.sidecar;

import java.util.Map;
import org.groundtrack.granule.Dataset;
import org.groundtrack.granule.ValueAttributes;

/**
 * An attribute as the HDF5 reader gives it.
 *
 * @param text the text, or a number's decimal
 * @param number the number; {@code null} where the attribute is text
 */
public record AttributeValue(String text, Double number) {
  /** Text, without the spaces and NULs around it that fixed-length strings are padded with. */
  public static AttributeValue ofText(String text) {
    return new AttributeValue(text.trim(), null);
  }

  /** A number; floats and doubles have the shortest decimal that stands for them in their width. */
  public static AttributeValue ofNumber(Number number) {
    return new AttributeValue(number.toString(), number.doubleValue());
  }

  /** What a dataset's attributes say of its values. */
  public static ValueAttributes valueAttributes(Map<String, AttributeValue> attributes) {
    String description = text(attributes, "description");
    return new ValueAttributes(
        text(attributes, "_FillValue"),
        number(attributes, "scale_factor"),
        number(attributes, "add_offset"),
        text(attributes, "units"),
        description != null ? description : text(attributes, "long_name"));
  }

  /** What the attributes say of the sign of integers, for {@link Dataset#withSign}. */
  public static String unsigned(Map<String, AttributeValue> attributes) {
    return text(attributes, ValueAttributes.UNSIGNED);
  }

  private static String text(Map<String, AttributeValue> attributes, String name) {
    AttributeValue value = attributes.get(name);
    return value == null ? null : value.text();
  }

  private static Double number(Map<String, AttributeValue> attributes, String name) {
    AttributeValue value = attributes.get(name);
    return value == null ? null : value.number();
  }
}
