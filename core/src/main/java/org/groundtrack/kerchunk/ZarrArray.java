package org.groundtrack.kerchunk;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.groundtrack.granule.ElementType;
import org.groundtrack.granule.FilterStep;
import org.groundtrack.sidecar.UnsupportedStorageException;

/**
 * The metadata of a Zarr array of version 2, where it is one that an HDF5 dataset can be.
 *
 * @param filters steps in the order of writing: the filters as listed, then the compressor
 * @param fillValue as written, JSON null where it is undefined
 */
record ZarrArray(
    ElementType type,
    int elementBytes,
    ByteOrder order,
    List<Long> shape,
    List<Integer> chunkShape,
    List<FilterStep> filters,
    JsonNode fillValue) {
  private static final Pattern TYPE = Pattern.compile("([<>|])([iufS])([1-9][0-9]{0,8})");
  private static final int MAX_RANK = 32;

  static ZarrArray of(JsonNode metadata) throws UnsupportedStorageException {
    if (metadata.path("zarr_format").asInt(2) != 2) {
      throw new UnsupportedStorageException("is of a Zarr format other than 2");
    }
    if (!metadata.path("order").asText("C").equals("C")) {
      throw new UnsupportedStorageException("is in column-major order");
    }
    if (!metadata.path("dimension_separator").asText(".").equals(".")) {
      throw new UnsupportedStorageException("has chunks whose keys are not separated by dots");
    }
    JsonNode dtype = metadata.path("dtype");
    Matcher matcher = TYPE.matcher(dtype.isTextual() ? dtype.asText() : "");
    if (!matcher.matches()) {
      throw new UnsupportedStorageException(
          "is of type %s, which is neither numbers nor fixed-length strings"
              .formatted(dtype.isMissingNode() ? "unknown" : dtype));
    }
    int bytes = Integer.parseInt(matcher.group(3));
    ElementType type = type(matcher.group(2), bytes);
    if (type == null || (matcher.group(1).equals("|") && type.bytes() > 1)) {
      throw new UnsupportedStorageException(
          "is of type %s, which is not supported".formatted(dtype));
    }
    List<Integer> chunkShape = new ArrayList<>();
    for (long length : lengths(metadata.path("chunks"))) {
      chunkShape.add(Math.toIntExact(length));
    }
    return new ZarrArray(
        type,
        bytes,
        matcher.group(1).equals(">") && type != ElementType.STRING
            ? ByteOrder.BIG_ENDIAN
            : ByteOrder.LITTLE_ENDIAN,
        lengths(metadata.path("shape")),
        List.copyOf(chunkShape),
        filters(metadata, bytes),
        metadata.path("fill_value"));
  }

  private static ElementType type(String kind, int bytes) {
    return switch (kind) {
      case "S" -> ElementType.STRING;
      case "f" ->
          bytes == Float.BYTES
              ? ElementType.FLOAT32
              : bytes == Double.BYTES ? ElementType.FLOAT64 : null;
      default -> ElementType.integerOrNull(bytes, kind.equals("i"));
    };
  }

  private static List<Long> lengths(JsonNode array) {
    if (!array.isArray() || array.size() > MAX_RANK) {
      throw new IllegalArgumentException("its shape or chunks are %s".formatted(brief(array)));
    }
    List<Long> lengths = new ArrayList<>();
    for (JsonNode length : array) {
      if (!length.isIntegralNumber() || !length.canConvertToLong() || length.asLong() < 0) {
        throw new IllegalArgumentException("its shape or chunks are %s".formatted(brief(array)));
      }
      lengths.add(length.asLong());
    }
    return List.copyOf(lengths);
  }

  private static List<FilterStep> filters(JsonNode metadata, int elementBytes)
      throws UnsupportedStorageException {
    List<JsonNode> codecs = new ArrayList<>();
    metadata.path("filters").forEach(codecs::add);
    JsonNode compressor = metadata.path("compressor");
    if (!compressor.isNull() && !compressor.isMissingNode()) {
      codecs.add(compressor);
    }
    List<FilterStep> steps = new ArrayList<>();
    for (JsonNode codec : codecs) {
      String id = codec.path("id").asText("");
      switch (id) {
        case "zlib" ->
            steps.add(new FilterStep(FilterStep.DEFLATE, parameter(codec.path("level"))));
        case "shuffle" -> {
          List<Integer> size = parameter(codec.path("elementsize"));
          steps.add(
              new FilterStep(FilterStep.SHUFFLE, size.isEmpty() ? List.of(elementBytes) : size));
        }
        case "fletcher32" -> steps.add(new FilterStep(FilterStep.FLETCHER32, List.of()));
        default ->
            throw new UnsupportedStorageException(
                "uses a codec '%s': zlib, shuffle and fletcher32 are supported".formatted(id));
      }
    }
    return steps;
  }

  private static List<Integer> parameter(JsonNode value) {
    return value.isInt() ? List.of(value.asInt()) : List.of();
  }

  private static String brief(JsonNode node) {
    String text = node.toString();
    return text.substring(0, Math.min(text.length(), 80));
  }
}
