package org.groundtrack.references;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** Kerchunk references of version 1 in a JSON file. */
final class KerchunkJson implements AutoCloseable {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final JsonGenerator json;
  private final ConsolidatedMetadata metadata;

  /**
   * Begins a file.
   *
   * @param metadata takes all metadata too, or {@code null}
   */
  KerchunkJson(Path file, ConsolidatedMetadata metadata) throws IOException {
    this.json = JsonFiles.generator(file);
    this.metadata = metadata;
    json.writeStartObject();
    json.writeNumberField("version", 1);
    json.writeObjectFieldStart("refs");
  }

  /** Metadata under a key that ends in {@code .zgroup}, {@code .zarray} or {@code .zattrs}. */
  void metadata(String key, ObjectNode node) throws IOException {
    json.writeStringField(key, MAPPER.writeValueAsString(node));
    if (metadata != null) {
      metadata.add(key, node);
    }
  }

  /**
   * What a group holds; that it is one is said elsewhere.
   *
   * @param prefix of its keys: empty, or the group's own with a slash
   */
  void members(String prefix, ReferenceGroup group) throws IOException {
    metadata(prefix + ".zattrs", ZarrMetadata.attributes(group.attributes()));
    for (ReferenceArray array : group.arrays()) {
      String name = prefix + array.name() + "/";
      metadata(name + ".zarray", ZarrMetadata.array(array));
      metadata(name + ".zattrs", ZarrMetadata.attributes(array));
      try {
        array.each(
            (key, offset, size) -> {
              try {
                json.writeArrayFieldStart(name + key);
                json.writeString(group.location());
                json.writeNumber(offset);
                json.writeNumber(size);
                json.writeEndArray();
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
      } catch (UncheckedIOException e) {
        throw e.getCause();
      }
    }
  }

  /** Ends the file. */
  void finish() throws IOException {
    if (metadata != null) {
      metadata.copyTo(json);
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  @Override
  public void close() throws IOException {
    json.close();
  }
}
