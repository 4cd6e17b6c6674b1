package org.groundtrack.references;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import org.groundtrack.granule.Dataset;
import org.groundtrack.granule.ElementType;
import org.groundtrack.granule.FilterStep;

/** The metadata of arrays and groups, as versions 2 and 3 of Zarr have it. */
final class ZarrMetadata {
  /** The attribute that names dimensions in version 2. */
  static final String DIMENSIONS = "_ARRAY_DIMENSIONS";

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private ZarrMetadata() {}

  /** A {@code .zgroup}. */
  static ObjectNode group() {
    return NODES.objectNode().put("zarr_format", 2);
  }

  /** A {@code .zarray}. All filters stand as such: readers of kerchunk expect no compressor. */
  static ObjectNode array(ReferenceArray array) {
    Dataset dataset = array.dataset();
    ObjectNode node = NODES.objectNode();
    node.put("zarr_format", 2);
    node.set("shape", longs(array.shape()));
    node.set("chunks", longs(array.chunkShape()));
    node.put("dtype", dtype(dataset));
    node.put("order", "C");
    node.putNull("compressor");
    if (dataset.filters().isEmpty()) {
      node.putNull("filters");
    } else {
      ArrayNode filters = node.putArray("filters");
      for (FilterStep step : dataset.filters()) {
        ObjectNode filter = filters.addObject().put("id", codec(step));
        filter.setAll(parameters(dataset, step));
      }
    }
    MissingValues missing = MissingValues.of(dataset);
    if (missing.first() == null) {
      node.putNull("fill_value");
    } else {
      node.set("fill_value", missing.first());
    }
    return node;
  }

  /** A {@code .zattrs}. */
  static ObjectNode attributes(ReferenceArray array) {
    ObjectNode node = NODES.objectNode();
    node.set(DIMENSIONS, NODES.pojoNode(array.dimensions()));
    node.setAll(described(array));
    return node;
  }

  /** Attributes as given. */
  static ObjectNode attributes(Map<String, ?> attributes) {
    ObjectNode node = NODES.objectNode();
    attributes.forEach(node::putPOJO);
    return node;
  }

  /** The {@code zarr.json} of version 3. */
  static ObjectNode arrayV3(ReferenceArray array) {
    Dataset dataset = array.dataset();
    ObjectNode node = NODES.objectNode();
    node.put("zarr_format", 3).put("node_type", "array");
    node.set("shape", longs(array.shape()));
    if (dataset.type() == ElementType.STRING) {
      ObjectNode type = node.putObject("data_type").put("name", "null_terminated_bytes");
      type.putObject("configuration").put("length_bytes", dataset.elementBytes());
    } else {
      node.put("data_type", dataset.type().label());
    }
    ObjectNode grid = node.putObject("chunk_grid").put("name", "regular");
    grid.putObject("configuration").set("chunk_shape", longs(array.chunkShape()));
    ObjectNode keys = node.putObject("chunk_key_encoding").put("name", "default");
    keys.putObject("configuration").put("separator", ".");
    MissingValues missing = MissingValues.of(dataset);
    if (dataset.type() == ElementType.STRING) {
      node.put("fill_value", "");
    } else if (missing.first() == null) {
      node.put("fill_value", 0);
    } else {
      node.set("fill_value", missing.first());
    }
    ArrayNode codecs = node.putArray("codecs");
    ObjectNode bytes = codecs.addObject().put("name", "bytes");
    bytes
        .putObject("configuration")
        .put("endian", dataset.byteOrder() == ByteOrder.BIG_ENDIAN ? "big" : "little");
    for (FilterStep step : dataset.filters()) {
      ObjectNode codec = codecs.addObject().put("name", "numcodecs." + codec(step));
      codec.set("configuration", parameters(dataset, step));
    }
    node.set("attributes", described(array));
    node.set("dimension_names", NODES.pojoNode(array.dimensions()));
    return node;
  }

  private static ObjectNode described(ReferenceArray array) {
    ObjectNode node = attributes(array.attributes());
    MissingValues missing = MissingValues.of(array.dataset());
    if (missing.all().size() == 1) {
      node.set("missing_value", missing.first());
    } else if (!missing.all().isEmpty()) {
      node.putArray("missing_value").addAll(missing.all());
    }
    return node;
  }

  /** Bytes of an element by which a chunk was shuffled. */
  static int shuffledBytes(Dataset dataset, FilterStep step) {
    return step.parameters().isEmpty()
        ? dataset.elementBytes()
        : Math.max(1, step.parameters().get(0));
  }

  private static String codec(FilterStep step) {
    return switch (step.id()) {
      case FilterStep.DEFLATE -> "zlib";
      case FilterStep.SHUFFLE -> "shuffle";
      case FilterStep.FLETCHER32 -> "fletcher32";
      default -> throw new IllegalArgumentException("No codec for filter " + step.name());
    };
  }

  private static ObjectNode parameters(Dataset dataset, FilterStep step) {
    ObjectNode node = NODES.objectNode();
    if (step.id() == FilterStep.SHUFFLE) {
      node.put("elementsize", shuffledBytes(dataset, step));
    } else if (step.id() == FilterStep.DEFLATE) {
      node.put("level", step.parameters().isEmpty() ? 1 : step.parameters().get(0));
    }
    return node;
  }

  private static String dtype(Dataset dataset) {
    ElementType type = dataset.type();
    int bytes = dataset.elementBytes();
    if (type == ElementType.STRING) {
      return "|S" + bytes;
    }
    String kind = type.isFloat() ? "f" : type.isUnsigned() ? "u" : "i";
    String order = bytes == 1 ? "|" : dataset.byteOrder() == ByteOrder.BIG_ENDIAN ? ">" : "<";
    return order + kind + bytes;
  }

  private static ArrayNode longs(List<Long> values) {
    ArrayNode node = NODES.arrayNode();
    values.forEach(node::add);
    return node;
  }
}
