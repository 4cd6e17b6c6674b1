package org.groundtrack.expression;

import org.groundtrack.granule.ElementType;

/** What the values of an expression are. */
public enum ValueType {
  BOOLEAN("a condition"),
  /** Whole numbers from -2^63 to 2^63 - 1. */
  INT64("a whole number"),
  /** Whole numbers from 0 to 2^64 - 1. */
  UINT64("a whole number"),
  FLOAT32("a number"),
  FLOAT64("a number"),
  TEXT("a text"),
  /** Nanoseconds since 1970 (UTC). */
  TIME("a time"),
  /** Nothing but null. */
  NULL("null");

  private final String words;

  ValueType(String words) {
    this.words = words;
  }

  /** The type of the values of a variable; integers of all widths but one are those of 64 bits. */
  public static ValueType of(ElementType type) {
    return switch (type) {
      case INT8, INT16, INT32, INT64, UINT8, UINT16, UINT32 -> INT64;
      case UINT64 -> UINT64;
      case FLOAT32 -> FLOAT32;
      case FLOAT64 -> FLOAT64;
      case STRING, VLEN_STRING -> TEXT;
    };
  }

  boolean isInteger() {
    return this == INT64 || this == UINT64;
  }

  boolean isReal() {
    return this == FLOAT32 || this == FLOAT64;
  }

  boolean isNumber() {
    return isInteger() || isReal();
  }

  /** For messages. */
  String words() {
    return words;
  }
}
