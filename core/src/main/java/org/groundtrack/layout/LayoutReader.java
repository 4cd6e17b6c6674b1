package org.groundtrack.layout;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.time.Instant;
import org.groundtrack.error.UsageException;

/** Reads layout files, and refuses those that say nothing sound. */
public final class LayoutReader {
  /** Far more than any layout has. */
  private static final int MAX_BYTES = 1 << 20;

  private static final ObjectMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(20).build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .addModule(new JavaTimeModule())
          .addModule(new SimpleModule().addDeserializer(Instant.class, new InstantText()))
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .withCoercionConfig(
              LogicalType.Textual,
              config -> {
                config.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail);
                config.setCoercion(CoercionInputShape.Float, CoercionAction.Fail);
                config.setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
              })
          .build();

  private LayoutReader() {}

  /**
   * Reads a layout file.
   *
   * @param name of the file, for messages
   * @param json its bytes
   * @throws UsageException if it is no layout; the message says what is wrong, and where
   */
  public static ProductLayout read(String name, byte[] json) {
    if (json.length > MAX_BYTES) {
      throw new UsageException(
          "[%s] is longer than %s bytes: it is no layout".formatted(name, MAX_BYTES));
    }
    try {
      return checked(name, MAPPER.readValue(json, ProductLayout.class));
    } catch (JacksonException e) {
      throw LayoutMistake.of(name, e);
    } catch (IOException e) {
      throw new UsageException("[%s] can't be read: %s".formatted(name, e.getMessage()), e);
    }
  }

  /** The same of JSON that was parsed. */
  public static ProductLayout read(String name, JsonNode json) {
    try {
      return checked(name, MAPPER.treeToValue(json, ProductLayout.class));
    } catch (JacksonException e) {
      throw LayoutMistake.of(name, e);
    }
  }

  /** A layout as JSON, which {@link #read} reads again. */
  public static JsonNode write(ProductLayout layout) {
    return MAPPER.valueToTree(layout);
  }

  private static ProductLayout checked(String name, ProductLayout layout) {
    if (layout == null) {
      throw new UsageException("[%s] is empty: expected a layout".formatted(name));
    }
    LayoutCheck.check(name, layout);
    return layout;
  }
}
