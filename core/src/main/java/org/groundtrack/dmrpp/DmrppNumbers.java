package org.groundtrack.dmrpp;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.groundtrack.granule.AttributeValue;
import org.groundtrack.granule.ElementType;

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

  /**
   * An attribute's values by its declared type; text where one isn't the number it claims to be.
   */
  static AttributeValue attribute(String dapType, List<String> texts) {
    ElementType type = type(dapType);
    List<Object> values = new ArrayList<>();
    for (String text : texts) {
      try {
        values.add(type == null ? text.trim() : number(type, text));
      } catch (NumberFormatException e) {
        values.add(text.trim());
      }
    }
    return new AttributeValue(values);
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
