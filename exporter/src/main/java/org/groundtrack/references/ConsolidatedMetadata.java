package org.groundtrack.references;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * All metadata once more in one text, which Zarr calls consolidated: without it readers find no
 * groups in a reference file. It is kept in a file until the others are written.
 */
final class ConsolidatedMetadata implements AutoCloseable {
  private final Path file;
  private final JsonGenerator json;

  /** Begins. The file is deleted in the end. */
  ConsolidatedMetadata(Path file) throws IOException {
    this.file = file;
    this.json = JsonFiles.generator(file);
    file.toFile().deleteOnExit();
    json.writeStartObject();
    json.writeNumberField("zarr_consolidated_format", 1);
    json.writeObjectFieldStart("metadata");
  }

  void add(String key, ObjectNode node) throws IOException {
    json.writeFieldName(key);
    json.writeTree(node);
  }

  /** Ends it, and writes it as the text of {@code .zmetadata}. */
  void copyTo(JsonGenerator target) throws IOException {
    json.writeEndObject();
    json.writeEndObject();
    json.close();
    target.writeFieldName(".zmetadata");
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      target.writeString(reader, -1);
    }
  }

  @Override
  public void close() throws IOException {
    json.close();
    Files.deleteIfExists(file);
  }
}
