package org.groundtrack.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.Locale;
import java.util.Map;

/** Output for machines. */
final class Json {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private Json() {}

  /** A JSON object on lines of its own; safe for a terminal. */
  static String write(Map<String, ?> members) {
    return text(members);
  }

  /** The same of a tree. */
  static String write(JsonNode tree) {
    return text(tree);
  }

  /** The same, of members that are iterators as they come. */
  static void write(Map<String, ?> members, PrintWriter out) {
    try (Writer lines = new LineWriter(out)) {
      MAPPER.writer().without(JsonGenerator.Feature.AUTO_CLOSE_TARGET).writeValue(lines, members);
      lines.write('\n');
    } catch (IOException e) {
      throw new UncheckedIOException("A report is always JSON", e);
    }
  }

  /** Passes whole lines on, with control characters escaped. */
  private static final class LineWriter extends Writer {
    private final PrintWriter out;
    private final StringBuilder line = new StringBuilder();

    LineWriter(PrintWriter out) {
      this.out = out;
    }

    @Override
    public void write(char[] letters, int from, int count) {
      line.append(letters, from, count);
      int end = line.lastIndexOf("\n") + 1;
      if (end > 0) {
        out.print(escaped(line.substring(0, end)));
        line.delete(0, end);
      }
    }

    @Override
    public void flush() {
      out.flush();
    }

    @Override
    public void close() {
      out.print(escaped(line.toString()));
      out.flush();
    }
  }

  private static String text(Object members) {
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
