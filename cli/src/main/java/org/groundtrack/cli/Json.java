package org.groundtrack.cli;

import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Locale;
import java.util.Map;

/** Output for machines. */
final class Json {
  /** ASCII only: what granules say may steer a terminal, also by the controls above 127. */
  private static final ObjectMapper MAPPER =
      JsonMapper.builder(
              new JsonFactoryBuilder()
                  .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
                  .characterEscapes(new EscapedDelete())
                  .build())
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  /** The usual escapes, and that of the one control that JSON allows as it is. */
  private static final class EscapedDelete extends CharacterEscapes {
    private static final long serialVersionUID = 1L;

    @Override
    public int[] getEscapeCodesForAscii() {
      int[] escapes = standardAsciiEscapesForJSON();
      escapes[0x7F] = ESCAPE_STANDARD;
      return escapes;
    }

    @Override
    public SerializableString getEscapeSequence(int c) {
      return null;
    }
  }

  private Json() {}

  /** A JSON object on lines of its own; safe for a terminal. */
  static String write(Map<String, ?> members) {
    return write((Object) members);
  }

  /** The same of a tree. */
  static String write(JsonNode tree) {
    return write((Object) tree);
  }

  private static String write(Object members) {
    try {
      return escaped(MAPPER.writeValueAsString(members) + "\n");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A report is always JSON", e);
    }
  }

  /** Jackson leaves some control characters as they are, all of them within strings. */
  private static String escaped(String json) {
    StringBuilder escaped = new StringBuilder(json.length());
    json.codePoints()
        .forEach(
            c -> {
              if (c == '\n' || c == '\r' || !Text.isControl(c)) {
                escaped.appendCodePoint(c);
              } else {
                for (char unit : Character.toChars(c)) {
                  escaped.append(String.format(Locale.ROOT, "\\u%04x", (int) unit));
                }
              }
            });
    return escaped.toString();
  }
}
