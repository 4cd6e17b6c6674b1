package org.groundtrack.granule;

/**
 * What a dataset's attributes say of its values.
 *
 * @param fillValue {@code _FillValue} as a decimal, {@code NaN} or {@code Infinity}: elements equal
 *     to it are missing; {@code null} where none is declared. See {@link FillValues}
 * @param scale {@code scale_factor}, or {@code null}
 * @param offset {@code add_offset}, or {@code null}
 * @param units {@code units}, or {@code null}
 * @param description {@code description}, else {@code long_name}, or {@code null}
 */
public record ValueAttributes(
    String fillValue, Double scale, Double offset, String units, String description) {
  /** Nothing is declared. */
  public static final ValueAttributes NONE = new ValueAttributes(null, null, null, null, null);

  /** The attribute by which {@link Dataset#withSign} goes. */
  public static final String UNSIGNED = "_Unsigned";

  /** The same with another fill value. */
  public ValueAttributes withFillValue(String other) {
    return new ValueAttributes(other, scale, offset, units, description);
  }
}
