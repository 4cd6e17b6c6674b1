package org.groundtrack.granule;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a dataset's attributes say of its values.
 *
 * @param fillValue {@code _FillValue} and {@code missing_value} as decimals, {@code NaN} or {@code
 *     Infinity}, with spaces between them: elements equal to one are missing; {@code null} where
 *     none is declared. Of texts, with line breaks between them. See {@link FillValues}
 * @param scale {@code scale_factor}, or {@code null}
 * @param offset {@code add_offset}, or {@code null}
 * @param units {@code units}, or {@code null}
 * @param description {@code description}, else {@code long_name}, or {@code null}
 * @param validMin {@code valid_min}, or the first of {@code valid_range}, as a decimal; {@code
 *     null} where none is declared. It is told, and leaves no value out
 * @param validMax {@code valid_max}, or the second of {@code valid_range}, likewise
 * @param calendar {@code calendar} in small letters; {@code null} for the usual one
 */
public record ValueAttributes(
    String fillValue,
    Double scale,
    Double offset,
    String units,
    String description,
    String validMin,
    String validMax,
    String calendar) {
  /** Nothing is declared. */
  public static final ValueAttributes NONE = new ValueAttributes(null, null, null, null, null);

  /** The attribute by which {@link Dataset#withSign} goes. */
  public static final String UNSIGNED = "_Unsigned";

  /** The attribute that says what elements are missing, in the first place. */
  public static final String FILL_VALUE = "_FillValue";

  /** The attributes that are looked at. */
  public static final List<String> NAMES =
      List.of(
          FILL_VALUE,
          "missing_value",
          "scale_factor",
          "add_offset",
          "units",
          "description",
          "long_name",
          "valid_range",
          "valid_min",
          "valid_max",
          "calendar",
          UNSIGNED);

  /** Names of the calendar in which days since 1582 are what they are to everyone. */
  private static final List<String> USUAL_CALENDARS =
      List.of("", "standard", "gregorian", "proleptic_gregorian");

  /** Without a valid range, and in the usual calendar. */
  public ValueAttributes(
      String fillValue, Double scale, Double offset, String units, String description) {
    this(fillValue, scale, offset, units, description, null, null, null);
  }

  /**
   * What attributes say of elements of a type.
   *
   * @param attributes those of {@link #NAMES} that are there, perhaps others
   */
  public static ValueAttributes of(ElementType type, Map<String, AttributeValue> attributes) {
    String description = text(attributes, "description");
    String calendar = text(attributes, "calendar");
    calendar = calendar == null ? "" : calendar.strip().toLowerCase(Locale.ROOT);
    return new ValueAttributes(
        DeclaredMissing.of(type, attributes.get(FILL_VALUE), attributes.get("missing_value")),
        number(attributes, "scale_factor"),
        number(attributes, "add_offset"),
        text(attributes, "units"),
        description != null ? description : text(attributes, "long_name"),
        bound(type, attributes, "valid_min", 0),
        bound(type, attributes, "valid_max", 1),
        USUAL_CALENDARS.contains(calendar) ? null : calendar);
  }

  /** What attributes say of the sign of integers, for {@link Dataset#withSign}. */
  public static String unsigned(Map<String, AttributeValue> attributes) {
    return text(attributes, UNSIGNED);
  }

  private static String bound(
      ElementType type, Map<String, AttributeValue> attributes, String name, int place) {
    AttributeValue range = attributes.get("valid_range");
    AttributeValue alone = attributes.get(name);
    Object bound =
        range != null && range.values().size() == 2
            ? range.values().get(place)
            : alone == null ? null : alone.values().get(0);
    return bound instanceof Number number && !type.isText()
        ? DeclaredMissing.word(type, number)
        : null;
  }

  private static String text(Map<String, AttributeValue> attributes, String name) {
    AttributeValue value = attributes.get(name);
    return value == null ? null : value.text();
  }

  private static Double number(Map<String, AttributeValue> attributes, String name) {
    AttributeValue value = attributes.get(name);
    return value == null ? null : value.number();
  }

  /** The same with another fill value. */
  public ValueAttributes withFillValue(String other) {
    return new ValueAttributes(
        other, scale, offset, units, description, validMin, validMax, calendar);
  }

  /** The same as elements of another sign have it: each number keeps its bits. */
  ValueAttributes inType(ElementType type) {
    return new ValueAttributes(
        FillValues.inType(type, fillValue),
        scale,
        offset,
        units,
        description,
        FillValues.inType(type, validMin),
        FillValues.inType(type, validMax),
        calendar);
  }
}
