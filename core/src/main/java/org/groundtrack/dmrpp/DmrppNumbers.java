package org.groundtrack.dmrpp;

import java.math.BigInteger;
import java.util.Locale;
import org.groundtrack.granule.ElementType;
import org.groundtrack.sidecar.AttributeValue;

/** Numbers of a DMR++ document, which C++ wrote. */
final class DmrppNumbers {
  private DmrppNumbers() {}

  /** The element type of a DAP4 type; {@code null} if it has none, as strings and structures. */
  static ElementType type(String dap) {
    return switch (dap) {
      case "Int8" -> ElementType.INT8;
      case "Int16" -> ElementType.INT16;
      case "Int32" -> ElementType.INT32;
      case "Int64" -> ElementType.INT64;
      case "UInt8", "Byte" -> ElementType.UINT8;
      case "UInt16" -> ElementType.UINT16;
      case "UInt32" -> ElementType.UINT32;
      case "UInt64" -> ElementType.UINT64;
      case "Float32" -> ElementType.FLOAT32;
      case "Float64" -> ElementType.FLOAT64;
      default -> null;
    };
  }

  /** An attribute's value by its declared type; text where it isn't the number it claims to be. */
  static AttributeValue attribute(String dapType, String text) {
    ElementType type = type(dapType);
    if (type != null) {
      try {
        return AttributeValue.ofNumber(number(type, text));
      } catch (NumberFormatException e) {
        return AttributeValue.ofText(text);
      }
    }
    return AttributeValue.ofText(text);
  }

  /**
   * A number in the width of a type.
   *
   * @throws NumberFormatException if it is none
   */
  static Number number(ElementType type, String written) {
    String text = written.trim();
    if (type == ElementType.FLOAT32) {
      return Float.parseFloat(floating(text));
    }
    if (type == ElementType.FLOAT64) {
      double value = Double.parseDouble(floating(text));
      // The largest double, rounded to fewer digits, is read as infinity.
      return Double.isInfinite(value) && text.contains("1.797693")
          ? Math.copySign(Double.MAX_VALUE, value)
          : value;
    }
    BigInteger value = new BigInteger(text);
    return value.bitLength() < Long.SIZE ? (Number) value.longValue() : value;
  }

  private static String floating(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "nan", "+nan", "-nan" -> "NaN";
      case "inf", "+inf", "infinity" -> "Infinity";
      case "-inf", "-infinity" -> "-Infinity";
      default -> text;
    };
  }
}
