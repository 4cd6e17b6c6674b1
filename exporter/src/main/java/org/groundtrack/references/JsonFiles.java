package org.groundtrack.references;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;

/** JSON files that are written piece by piece. */
final class JsonFiles {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          // Names are of chunks: many, and each comes once.
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .build()
          .setCodec(new ObjectMapper());

  private JsonFiles() {}

  /** Writes a file; closing ends nothing that was begun. */
  static JsonGenerator generator(Path file) throws IOException {
    JsonGenerator generator = FACTORY.createGenerator(file.toFile(), JsonEncoding.UTF8);
    generator.disable(JsonGenerator.Feature.AUTO_CLOSE_JSON_CONTENT);
    return generator;
  }
}
