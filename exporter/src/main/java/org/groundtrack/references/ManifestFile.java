package org.groundtrack.references;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/**
 * For each array its metadata in Zarr version 3 and its chunk manifest, in one JSON file: what
 * VirtualiZarr's {@code ArrayV3Metadata} and {@code ChunkManifest} are made of.
 */
final class ManifestFile implements ReferenceWriter {
  private final JsonGenerator json;

  ManifestFile(Path file) throws IOException {
    json = JsonFiles.generator(file);
    json.writeStartObject();
    json.writeNumberField("zarr_format", 3);
    json.writeObjectFieldStart("groups");
  }

  @Override
  public void add(ReferenceGroup group) throws IOException {
    json.writeObjectFieldStart(group.key());
    json.writePOJOField("attributes", ZarrMetadata.attributes(group.attributes()));
    json.writeObjectFieldStart("arrays");
    for (ReferenceArray array : group.arrays()) {
      json.writeObjectFieldStart(array.name());
      json.writePOJOField("metadata", ZarrMetadata.arrayV3(array));
      json.writeObjectFieldStart("manifest");
      try {
        array.each((key, offset, size) -> chunk(group.location(), key, offset, size));
      } catch (UncheckedIOException e) {
        throw e.getCause();
      }
      json.writeEndObject();
      json.writeEndObject();
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  /** VirtualiZarr takes the members in this order, whatever their names. */
  private void chunk(String location, String key, long offset, long size) {
    try {
      json.writeObjectFieldStart(key);
      json.writeStringField("path", location);
      json.writeNumberField("offset", offset);
      json.writeNumberField("length", size);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void finish() throws IOException {
    json.writeEndObject();
    json.writeEndObject();
  }

  @Override
  public void close() throws IOException {
    json.close();
  }
}
