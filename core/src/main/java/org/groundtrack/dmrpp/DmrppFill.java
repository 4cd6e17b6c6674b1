package org.groundtrack.dmrpp;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import org.groundtrack.granule.AttributeValue;
import org.groundtrack.granule.ElementType;
import org.groundtrack.granule.StoredBytes;
import org.groundtrack.sidecar.UnsupportedStorageException;

/**
 * What elements of chunks that were never written are.
 *
 * <p>DMR++ rounds floating-point fill values to six digits: the largest float is {@code
 * 3.40282e+38}, another number. So one is taken only if it is short enough to be exact, if the
 * {@code _FillValue} is what was rounded, or if it is one of the usual fill values, rounded.
 */
final class DmrppFill {
  private static final int WRITTEN_DIGITS = 6;
  private static final double MAX_SHORT = 1e6;
  private static final Map<String, Float> USUAL_FLOATS =
      Map.of("3.40282e+38", Float.MAX_VALUE, "-3.40282e+38", -Float.MAX_VALUE);
  private static final Map<String, Double> USUAL_DOUBLES =
      Map.of("1.79769e+308", Double.MAX_VALUE, "-1.79769e+308", -Double.MAX_VALUE);

  private static final double NETCDF_FILL = 9.9692099683868690e+36;
  private static final String NETCDF_ROUNDED = "9.96921e+36";

  private DmrppFill() {}

  /**
   * The bytes of one element, or {@code null} for zeros.
   *
   * @param written the attribute {@code fillValue}, or {@code null}
   * @param declared the attribute {@code _FillValue}, or {@code null}
   */
  static StoredBytes read(
      ElementType type, ByteOrder order, String written, AttributeValue declared)
      throws UnsupportedStorageException {
    if (written == null) {
      throw new UnsupportedStorageException(
          "has chunks that were never written, and its sidecar does not say with what value they are filled");
    }
    String text = written.trim();
    if (type == ElementType.STRING) {
      if (text.isEmpty()) {
        return null;
      }
      throw unknown(text);
    }
    Number value = type.isFloat() ? floating(type, text, declared) : integer(type, text);
    ByteBuffer bytes = ByteBuffer.allocate(type.bytes()).order(order);
    switch (type) {
      case FLOAT32 -> bytes.putFloat(value.floatValue());
      case FLOAT64 -> bytes.putDouble(value.doubleValue());
      case INT8, UINT8 -> bytes.put(value.byteValue());
      case INT16, UINT16 -> bytes.putShort(value.shortValue());
      case INT32, UINT32 -> bytes.putInt(value.intValue());
      default -> bytes.putLong(value.longValue());
    }
    StoredBytes fill = StoredBytes.of(bytes.flip());
    return fill.isZero() ? null : fill;
  }

  private static Number integer(ElementType type, String text) throws UnsupportedStorageException {
    try {
      BigInteger value = new BigInteger(text);
      int bits = type.bytes() * Byte.SIZE;
      boolean fits =
          type.isUnsigned()
              ? value.signum() >= 0 && value.bitLength() <= bits
              : value.bitLength() < bits;
      if (fits) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Refused below, like a number that does not fit.
    }
    throw unknown(text);
  }

  private static Number floating(ElementType type, String text, AttributeValue declared)
      throws UnsupportedStorageException {
    Number value;
    try {
      value = DmrppNumbers.number(type, text);
    } catch (NumberFormatException e) {
      throw unknown(text);
    }
    double number = value.doubleValue();
    if (!Double.isFinite(number)) {
      return value;
    }
    if (declared != null && declared.number() != null && rounds(declared.number(), text)) {
      return declared.number();
    }
    if (number == Math.rint(number) && Math.abs(number) < MAX_SHORT) {
      return value;
    }
    Number usual =
        type == ElementType.FLOAT32 ? (Number) USUAL_FLOATS.get(text) : USUAL_DOUBLES.get(text);
    if (usual == null && text.equals(NETCDF_ROUNDED)) {
      usual = type == ElementType.FLOAT32 ? (Number) (float) NETCDF_FILL : NETCDF_FILL;
    }
    if (usual == null) {
      throw unknown(text);
    }
    return usual;
  }

  private static boolean rounds(double value, String text) {
    if (!Double.isFinite(value)) {
      return false;
    }
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(WRITTEN_DIGITS));
    return rounded.compareTo(new BigDecimal(text)) == 0;
  }

  private static UnsupportedStorageException unknown(String text) {
    return new UnsupportedStorageException(
        "has chunks that were never written, and its sidecar's fill value '%s' is not exact or not understood"
            .formatted(text));
  }
}
