package org.groundtrack.references;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.groundtrack.granule.Dataset;
import org.groundtrack.granule.ElementType;
import org.groundtrack.granule.FillValues;

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

  /** A declared number as the type has it; {@code null} if there is none, or JSON has no word. */
  static JsonNode numberOrNull(Dataset dataset, String word) {
    if (word == null || dataset.type().isText()) {
      return null;
    }
    return dataset.type().isFloat() ? number(dataset, word) : integer(dataset, word);
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
    BigInteger value = FillValues.integerOrNull(dataset.type(), word);
    return value == null ? null : JsonNodeFactory.instance.numberNode(value);
  }
}
