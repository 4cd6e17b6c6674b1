package org.groundtrack.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;

/** Output for machines. */
final class Json {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private Json() {}

  /** A JSON object on lines of its own. */
  static String write(Map<String, ?> members) {
    try {
      return MAPPER.writeValueAsString(members) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A report is always JSON", e);
    }
  }
}
