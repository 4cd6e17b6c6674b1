package org.groundtrack.granule;

import java.util.Locale;

/** What one element of a dataset is, as it is stored. */
public enum ElementType {
  INT8(1),
  INT16(2),
  INT32(4),
  INT64(8),
  UINT8(1),
  UINT16(2),
  UINT32(4),
  UINT64(8),
  FLOAT32(4),
  FLOAT64(8),
  /** A string of fixed length, of which the dataset says how long. */
  STRING(0),
  /**
   * A string of any length, elsewhere in the granule: the element says where. Such a string is read
   * after the chunk that holds its element.
   */
  VLEN_STRING(0);

  private final int bytes;
  private final String label;

  ElementType(int bytes) {
    this.bytes = bytes;
    this.label = name().toLowerCase(Locale.ROOT);
  }

  /** Bytes of one element; 0 for strings, whose dataset says. */
  public int bytes() {
    return bytes;
  }

  /** Whether elements are floating-point numbers. */
  public boolean isFloat() {
    return this == FLOAT32 || this == FLOAT64;
  }

  /** Whether elements are strings. */
  public boolean isText() {
    return this == STRING || this == VLEN_STRING;
  }

  /** Whether elements are integers. */
  public boolean isInteger() {
    return !isFloat() && !isText();
  }

  /** Whether elements are integers without a sign. */
  public boolean isUnsigned() {
    return this == UINT8 || this == UINT16 || this == UINT32 || this == UINT64;
  }

  /** The integer type of the same width with or without a sign; itself if it is no integer. */
  public ElementType withSign(boolean signed) {
    return isInteger() ? integerOrNull(bytes, signed) : this;
  }

  /** The name as the index writes it, such as {@code float64}. */
  public String label() {
    return label;
  }

  /**
   * The type with a label.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static ElementType ofLabel(String label) {
    for (ElementType type : values()) {
      if (type.label().equals(label)) {
        return type;
      }
    }
    throw new IllegalArgumentException("No element type is called '" + label + "'");
  }

  /**
   * The integer type of a width and sign, or {@code null} if there is none.
   *
   * @param bytes width of an element
   */
  public static ElementType integerOrNull(int bytes, boolean signed) {
    return switch (bytes) {
      case 1 -> signed ? INT8 : UINT8;
      case 2 -> signed ? INT16 : UINT16;
      case 4 -> signed ? INT32 : UINT32;
      case 8 -> signed ? INT64 : UINT64;
      default -> null;
    };
  }
}
