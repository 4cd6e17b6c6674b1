package org.groundtrack.kerchunk;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.groundtrack.granule.ChunkManifest;
import org.groundtrack.granule.Dataset;
import org.groundtrack.granule.ElementType;
import org.groundtrack.granule.FilterStep;
import org.groundtrack.granule.StorageLayout;
import org.groundtrack.granule.ValueAttributes;
import org.groundtrack.hdf5.Hdf5File;
import org.groundtrack.io.LocalRangeReader;
import org.groundtrack.io.RangeReader;
import org.groundtrack.layout.ProductLayout;
import org.groundtrack.layout.ProductLayouts;
import org.groundtrack.samples.Atl06Generator;
import org.groundtrack.samples.Atl06Spec;

/** References made from a granule's own metadata, as kerchunk would write them. */
public final class KerchunkSamples {
  static final ObjectMapper JSON = new ObjectMapper();

  private KerchunkSamples() {}

  static Path granule(Path folder) throws IOException {
    return Atl06Generator.write(folder, Atl06Spec.builder().build());
  }

  /** Writes the references of a granule. */
  public static void write(Path granule, Path json) throws IOException {
    try (RangeReader reader = LocalRangeReader.open(granule)) {
      ObjectNode references =
          references(Hdf5File.open(reader), "s3://archive/" + granule.getFileName());
      Files.write(json, JSON.writeValueAsBytes(references));
    }
  }

  /** All entries of version 0: metadata are objects, chunks are lists or text. */
  static ObjectNode references(ChunkManifest granule, String url) {
    ObjectNode refs = JSON.createObjectNode();
    refs.putObject(".zgroup").put("zarr_format", 2);
    refs.putObject(".zattrs").put("short_name", granule.attribute("", "short_name").orElse("x"));
    ProductLayout layout = ProductLayouts.shipped().of("ATL06").orElseThrow();
    for (String item : List.of("citation", "license")) {
      copy(granule, "", layout.places(item).get(0).substring(1), (ObjectNode) refs.get(".zattrs"));
    }
    for (String beam : layout.beams().names()) {
      if (granule.exists(beam)) {
        refs.putObject(beam + "/.zgroup").put("zarr_format", 2);
        ObjectNode attributes = refs.putObject(beam + "/.zattrs");
        copy(granule, beam, layout.beams().strengthAttribute(), attributes);
        copy(granule, beam, layout.beams().spotAttribute(), attributes);
      }
    }
    for (Dataset dataset : granule.datasetsUnder("")) {
      refs.set(dataset.path() + "/.zarray", array(dataset));
      refs.set(dataset.path() + "/.zattrs", attributes(dataset));
      if (dataset.layout() == StorageLayout.COMPACT) {
        refs.put(
            dataset.path() + "/" + key(dataset, 0),
            "base64:" + java.util.Base64.getEncoder().encodeToString(dataset.compact().toArray()));
      }
      for (int i = 0; i < dataset.chunks().count(); i++) {
        if (dataset.chunks().isAllocated(i)) {
          refs.putArray(dataset.path() + "/" + key(dataset, i))
              .add(url)
              .add(dataset.chunks().offset(i))
              .add(dataset.chunks().size(i));
        }
      }
    }
    return refs;
  }

  private static void copy(
      ChunkManifest granule, String group, String attribute, ObjectNode attributes) {
    granule.attribute(group, attribute).ifPresent(value -> attributes.put(attribute, value));
  }

  private static ObjectNode array(Dataset dataset) {
    ObjectNode array = JSON.createObjectNode();
    array.put("zarr_format", 2).put("order", "C").put("dtype", dtype(dataset));
    ArrayNode shape = array.putArray("shape");
    dataset.shape().forEach(shape::add);
    ArrayNode chunks = array.putArray("chunks");
    if (dataset.layout() == StorageLayout.CHUNKED) {
      dataset.chunkShape().forEach(chunks::add);
    } else {
      dataset.shape().forEach(chunks::add);
    }
    array.putNull("fill_value").putNull("compressor").putNull("filters");
    if (dataset.type() != ElementType.STRING) {
      array.put("fill_value", 0);
    } else {
      array.put("fill_value", "");
    }
    for (FilterStep step : dataset.filters()) {
      if (step.id() == FilterStep.DEFLATE) {
        array.putObject("compressor").put("id", "zlib").put("level", step.parameters().get(0));
      } else {
        array
            .putArray("filters")
            .addObject()
            .put("id", "shuffle")
            .put("elementsize", step.parameters().get(0));
      }
    }
    return array;
  }

  private static ObjectNode attributes(Dataset dataset) {
    ObjectNode attributes = JSON.createObjectNode();
    ValueAttributes values = dataset.attributes();
    attributes.putArray("_ARRAY_DIMENSIONS").add("phony_dim_0");
    if (values.fillValue() != null) {
      if (dataset.type().isFloat()) {
        attributes.put(
            "_FillValue",
            dataset.type() == ElementType.FLOAT32
                ? (double) Float.parseFloat(values.fillValue())
                : Double.parseDouble(values.fillValue()));
      } else {
        attributes.put("_FillValue", Long.parseLong(values.fillValue()));
      }
    }
    bound(attributes, "valid_min", dataset.type(), values.validMin());
    bound(attributes, "valid_max", dataset.type(), values.validMax());
    if (values.scale() != null) {
      attributes.put("scale_factor", values.scale());
    }
    if (values.offset() != null) {
      attributes.put("add_offset", values.offset());
    }
    if (values.units() != null) {
      attributes.put("units", values.units());
    }
    if (values.description() != null) {
      attributes.put("description", values.description());
    }
    return attributes;
  }

  private static void bound(ObjectNode attributes, String name, ElementType type, String word) {
    if (word != null && type.isFloat()) {
      attributes.put(name, Double.parseDouble(word));
    } else if (word != null) {
      attributes.put(name, Long.parseLong(word));
    }
  }

  private static String dtype(Dataset dataset) {
    String order =
        dataset.elementBytes() == 1 || dataset.type() == ElementType.STRING
            ? "|"
            : dataset.byteOrder() == ByteOrder.LITTLE_ENDIAN ? "<" : ">";
    String kind =
        dataset.type() == ElementType.STRING
            ? "S"
            : dataset.type().isFloat() ? "f" : dataset.type().isUnsigned() ? "u" : "i";
    return order + kind + dataset.elementBytes();
  }

  static String key(Dataset dataset, int chunk) {
    if (dataset.rank() == 0) {
      return "0";
    }
    List<String> key = new ArrayList<>();
    long rest = chunk;
    for (int i = dataset.rank() - 1; i >= 0; i--) {
      long grid = 1;
      if (dataset.layout() == StorageLayout.CHUNKED) {
        grid = (dataset.shape().get(i) - 1) / dataset.chunkShape().get(i) + 1;
      }
      key.add(0, Long.toString(rest % grid));
      rest /= grid;
    }
    return String.join(".", key);
  }

  static TreeMap<String, Dataset> byPath(ChunkManifest manifest) {
    TreeMap<String, Dataset> datasets = new TreeMap<>();
    manifest.datasetsUnder("").forEach(d -> datasets.put(d.path(), d));
    return datasets;
  }

  /** A chunk of the dataset's own shape without filters is contiguous to references. */
  static Dataset expected(Dataset dataset) {
    boolean whole =
        dataset.layout() == StorageLayout.CHUNKED
            && dataset.filters().isEmpty()
            && dataset.shape().equals(dataset.chunkShape().stream().map(Long::valueOf).toList());
    if (!whole) {
      return dataset;
    }
    return new Dataset(
        dataset.path(),
        dataset.type(),
        dataset.elementBytes(),
        dataset.byteOrder(),
        dataset.shape(),
        StorageLayout.CONTIGUOUS,
        List.of(),
        List.of(),
        dataset.storageFill(),
        dataset.attributes(),
        dataset.chunks(),
        null);
  }
}
