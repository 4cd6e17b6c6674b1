package org.groundtrack.references;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.groundtrack.granule.Dataset;
import org.groundtrack.granule.ElementType;

/**
 * The values of a dataset that mean missing, as JSON numbers that its type can hold.
 *
 * @param all those that are numbers, in the order of declaration
 * @param notANumber whether what is not a number is declared to mean missing
 */
record MissingValues(List<JsonNode> all, boolean notANumber) {
  /** The missing values of a dataset whose fill value, if any, is one or several numbers. */
  static MissingValues of(Dataset dataset) {
    String text = dataset.attributes().fillValue();
    List<JsonNode> all = new ArrayList<>();
    boolean notANumber = false;
    if (text != null && !dataset.type().isText()) {
      for (String word : text.strip().split("\\s+", -1)) {
        JsonNode value = dataset.type().isFloat() ? number(dataset, word) : integer(dataset, word);
        if (value != null && value.isTextual()) {
          notANumber = true;
        } else if (value != null) {
          all.add(value);
        }
      }
    }
    return new MissingValues(List.copyOf(all), notANumber);
  }

  /** The one that stands for all where there is place for one; {@code null} if there is none. */
  JsonNode first() {
    if (all.isEmpty()) {
      return notANumber ? JsonNodeFactory.instance.textNode("NaN") : null;
    }
    return all.get(0);
  }

  private static JsonNode number(Dataset dataset, String word) {
    double value =
        dataset.type() == ElementType.FLOAT32 ? Float.parseFloat(word) : Double.parseDouble(word);
    if (Double.isInfinite(value)) {
      // JSON has no such number, and attributes no word for it.
      return null;
    }
    return Double.isNaN(value)
        ? JsonNodeFactory.instance.textNode("NaN")
        : JsonNodeFactory.instance.numberNode(value);
  }

  /** {@code null} if no element can have the value. */
  private static JsonNode integer(Dataset dataset, String word) {
    int width = dataset.elementBytes() * Byte.SIZE;
    try {
      BigDecimal number = new BigDecimal(word);
      if (number.precision() - (long) number.scale() > 20) {
        return null;
      }
      BigInteger value = number.toBigIntegerExact();
      boolean fits =
          dataset.type().isUnsigned()
              ? value.signum() >= 0 && value.bitLength() <= width
              : value.bitLength() < width;
      return fits ? JsonNodeFactory.instance.numberNode(value) : null;
    } catch (ArithmeticException | NumberFormatException e) {
      return null;
    }
  }
}
