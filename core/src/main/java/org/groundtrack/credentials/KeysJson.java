package org.groundtrack.credentials;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import org.groundtrack.error.AccessDeniedException;

/**
 * Keys of AWS as JSON. The fields' names begin with a capital in what a {@code credential_process}
 * prints, and with a small letter in what a DAAC answers.
 */
final class KeysJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  // 2024-01-01T12:00:00Z, 2024-01-01 12:00:00+00:00, and without an offset, which means UTC.
  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .appendPattern("['T'][' ']")
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .appendPattern("[XXX][XX][X]")
          .toFormatter(Locale.ROOT);

  private final String from;
  private final JsonNode fields;

  /**
   * @param from who gave it, for messages
   * @throws AccessDeniedException if it is no JSON object; the message does not show what it is
   */
  KeysJson(String from, byte[] json) {
    this.from = from;
    try {
      fields = JSON.readTree(json);
    } catch (IOException e) {
      // Jackson's message quotes what it choked on, which may be half a key: it is no cause.
      throw malformed("it is not JSON");
    }
    if (!fields.isObject()) {
      throw malformed("it is not a JSON object");
    }
  }

  /** As a {@code credential_process} prints them. */
  AwsKeys ofProcess() {
    if (fields.path("Version").asInt() != 1) {
      throw malformed("its Version is not 1");
    }
    return new AwsKeys(
        text("AccessKeyId"),
        Secret.of(text("SecretAccessKey")),
        fields.hasNonNull("SessionToken") ? Secret.of(text("SessionToken")) : null,
        fields.hasNonNull("Expiration") ? time("Expiration") : null);
  }

  /** As the endpoint {@code s3credentials} of a DAAC answers. */
  AwsKeys ofDaac() {
    return new AwsKeys(
        text("accessKeyId"),
        Secret.of(text("secretAccessKey")),
        Secret.of(text("sessionToken")),
        time("expiration"));
  }

  private String text(String name) {
    String text = fields.path(name).asText("");
    if (text.isEmpty()) {
      throw malformed("it has no " + name);
    }
    return text;
  }

  private Instant time(String name) {
    try {
      TemporalAccessor time = TIME.parseBest(text(name), OffsetDateTime::from, LocalDateTime::from);
      return time instanceof OffsetDateTime offset
          ? offset.toInstant()
          : LocalDateTime.from(time).toInstant(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      throw malformed("its %s is not a time such as 2024-01-01T12:00:00Z".formatted(name));
    }
  }

  private AccessDeniedException malformed(String why) {
    return new AccessDeniedException("The answer of %s has no keys: %s".formatted(from, why));
  }
}
