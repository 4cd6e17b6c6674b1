package org.groundtrack.kerchunk;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.groundtrack.granule.AttributeValue;
import org.groundtrack.granule.ElementType;
import org.groundtrack.granule.StoredBytes;
import org.groundtrack.granule.ValueAttributes;
import org.groundtrack.sidecar.UnsupportedStorageException;

/** Attributes and fill values of Zarr metadata. */
final class ZarrValues {
  private static final String BASE64 = "base64:";
  private static final Pattern BASE64_DOUBLE = Pattern.compile("[A-Za-z0-9+/]{11}=");

  private ZarrValues() {}

  /** The attributes that have a first value. */
  static Map<String, AttributeValue> attributes(JsonNode object) {
    Map<String, AttributeValue> attributes = new LinkedHashMap<>();
    object
        .fields()
        .forEachRemaining(
            field -> {
              AttributeValue value = value(field.getValue());
              if (value != null) {
                attributes.put(field.getKey(), value);
              }
            });
    return attributes;
  }

  private static AttributeValue value(JsonNode written) {
    List<Object> values = new ArrayList<>();
    add(values, written);
    return values.isEmpty() ? null : new AttributeValue(values);
  }

  private static void add(List<Object> values, JsonNode node) {
    if (node.isArray()) {
      node.forEach(element -> add(values, element));
    } else if (node.isNumber()) {
      values.add(number(node));
    } else if (node.isTextual() || node.isBoolean()) {
      values.add(node.asText().trim());
    }
  }

  private static Number number(JsonNode node) {
    if (!node.isIntegralNumber()) {
      return node.asDouble();
    }
    return node.canConvertToLong() ? (Number) node.asLong() : node.bigIntegerValue();
  }

  /**
   * The attributes of a dataset. Zarr's fill value says what is missing as well, and writers of
   * references leave {@code _FillValue} out where both are the same. A fill value of zero says
   * nothing: it is what HDF5 has where none was set.
   */
  static Map<String, AttributeValue> ofDataset(JsonNode object, ZarrArray array) {
    Map<String, AttributeValue> attributes = attributes(object);
    AttributeValue declared = attributes.get(ValueAttributes.FILL_VALUE);
    if (declared == null) {
      declared = value(array.fillValue());
      if (declared == null || declared.number() == null || declared.number() == 0) {
        return attributes;
      }
    }
    attributes.put(ValueAttributes.FILL_VALUE, decoded(array.type(), declared));
    return attributes;
  }

  /** Zarr 3 has no other way to write what is not a number: eight bytes in base64. */
  private static AttributeValue decoded(ElementType type, AttributeValue value) {
    if (!type.isFloat()
        || value.number() != null
        || !BASE64_DOUBLE.matcher(value.text()).matches()) {
      return value;
    }
    byte[] bytes = Base64.getDecoder().decode(value.text());
    return AttributeValue.ofNumber(
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getDouble());
  }

  /** The bytes of one element of chunks that were never written, or {@code null} for zeros. */
  static StoredBytes fill(ZarrArray array) throws UnsupportedStorageException {
    JsonNode node = array.fillValue();
    ElementType type = array.type();
    ByteBuffer bytes = ByteBuffer.allocate(array.elementBytes()).order(array.order());
    if (type == ElementType.STRING && node.isTextual()) {
      byte[] text = string(node.asText());
      if (text.length > array.elementBytes()) {
        throw unknown(node);
      }
      bytes.put(text);
    } else if (type.isFloat()) {
      double value = floating(node);
      if (type == ElementType.FLOAT32) {
        bytes.putFloat((float) value);
      } else {
        bytes.putDouble(value);
      }
    } else if (node.isIntegralNumber()) {
      putInteger(bytes, array, node);
    } else {
      throw unknown(node);
    }
    StoredBytes fill = new StoredBytes(bytes.array());
    return fill.isZero() ? null : fill;
  }

  private static void putInteger(ByteBuffer bytes, ZarrArray array, JsonNode node)
      throws UnsupportedStorageException {
    BigInteger value = node.bigIntegerValue();
    int bits = array.elementBytes() * Byte.SIZE;
    boolean fits =
        array.type().isUnsigned()
            ? value.signum() >= 0 && value.bitLength() <= bits
            : value.bitLength() < bits;
    if (!fits) {
      throw unknown(node);
    }
    switch (array.elementBytes()) {
      case 1 -> bytes.put(value.byteValue());
      case 2 -> bytes.putShort(value.shortValue());
      case 4 -> bytes.putInt(value.intValue());
      default -> bytes.putLong(value.longValue());
    }
  }

  private static double floating(JsonNode node) throws UnsupportedStorageException {
    if (node.isNumber()) {
      return node.asDouble();
    }
    return switch (node.asText("")) {
      case "NaN" -> Double.NaN;
      case "Infinity" -> Double.POSITIVE_INFINITY;
      case "-Infinity" -> Double.NEGATIVE_INFINITY;
      default -> throw unknown(node);
    };
  }

  /** Zarr writes strings in base64; what is none is taken as it is. */
  private static byte[] string(String text) {
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      return text.getBytes(StandardCharsets.UTF_8);
    }
  }

  private static UnsupportedStorageException unknown(JsonNode node) {
    String text = node.isMissingNode() ? "absent" : node.toString();
    return new UnsupportedStorageException(
        "has chunks that were never written, and its fill value is %s"
            .formatted(text.substring(0, Math.min(text.length(), 40))));
  }

  /** The bytes that a reference carries itself. */
  static byte[] inline(String text) {
    return text.startsWith(BASE64)
        ? Base64.getMimeDecoder().decode(text.substring(BASE64.length()))
        : text.getBytes(StandardCharsets.UTF_8);
  }
}
