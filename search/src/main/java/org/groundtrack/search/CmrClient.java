package org.groundtrack.search;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.groundtrack.error.SourceUnavailableException;
import org.groundtrack.http.ServiceAnswer;
import org.groundtrack.source.Location;
import org.groundtrack.source.Sources;

/** Asks the catalogue for one page of items. What it answers is not believed. */
final class CmrClient {
  /** Ten times what a page of 500 granules has. */
  private static final int MAX_BYTES = 64 << 20;

  private static final int MAX_MARK = 4096;
  private static final int MAX_REASON = 500;

  private static final ObjectMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(100)
                          .maxStringLength(4 << 20)
                          .maxNameLength(1000)
                          .build())
                  .build())
          .build();

  private final Sources sources;
  private int requests;

  CmrClient(Sources sources) {
    this.sources = sources;
  }

  /**
   * A page of an answer.
   *
   * @param items of the page, each a JSON object
   * @param hits how many there are on all pages
   * @param next what to send for the next page, or {@code null} if this is the last one
   */
  record Page(List<JsonNode> items, long hits, String next) {}

  int requests() {
    return requests;
  }

  /**
   * Asks for a page.
   *
   * @param after what the page before said, or {@code null} for the first page
   * @throws SourceUnavailableException if the catalogue does not answer, refuses, or what it
   *     answers is no page of items
   */
  Page page(Location url, String after) {
    Map<String, String> headers = new HashMap<>();
    headers.put("Client-Id", "groundtrack");
    if (after != null) {
      headers.put("CMR-Search-After", after);
    }
    ServiceAnswer answer = sources.ask(url, headers, MAX_BYTES);
    requests++;
    if (!answer.isSuccess()) {
      throw refused(url, answer);
    }
    for (String header : new String[] {"CMR-Timed-Out", "CMR-Time-Out"}) {
      if (answer.header(header).orElse("false").equalsIgnoreCase("true")) {
        throw new SourceUnavailableException(
            "[%s] took too long to search and gave a part of the granules only (%s). Ask for less at once, such as a smaller area or a shorter time, or try again later"
                .formatted(url, header));
      }
    }
    JsonNode tree = tree(url, answer.body());
    JsonNode items = tree.path("items");
    if (!items.isArray()) {
      throw malformed(url, "it has %s 'items'".formatted(tree.has("items") ? "no array of" : "no"));
    }
    List<JsonNode> page = new ArrayList<>();
    for (JsonNode item : items) {
      if (!item.isObject()) {
        throw malformed(url, "item %s is no object".formatted(page.size() + 1));
      }
      page.add(item);
    }
    return new Page(page, hits(url, answer, tree), next(url, answer));
  }

  private static JsonNode tree(Location url, byte[] body) {
    try {
      JsonNode tree = JSON.readTree(body);
      if (tree == null || !tree.isObject()) {
        throw malformed(url, "it is no JSON object");
      }
      return tree;
    } catch (JacksonException e) {
      throw malformed(
          url,
          "it is no JSON: %s at line %s, column %s"
              .formatted(
                  shown(e.getOriginalMessage()),
                  e.getLocation() == null ? 0 : e.getLocation().getLineNr(),
                  e.getLocation() == null ? 0 : e.getLocation().getColumnNr()));
    } catch (IOException e) {
      throw malformed(url, "it can't be read: " + shown(String.valueOf(e.getMessage())));
    }
  }

  /** The header, since every form of answers has it; else the body. */
  private static long hits(Location url, ServiceAnswer answer, JsonNode tree) {
    String text = answer.header("CMR-Hits").orElse(tree.path("hits").asText("")).strip();
    if (!text.matches("\\d{1,12}")) {
      throw malformed(url, "its CMR-Hits is '%s', expected a number".formatted(shown(text)));
    }
    return Long.parseLong(text);
  }

  private static String next(Location url, ServiceAnswer answer) {
    String mark = answer.header("CMR-Search-After").orElse(null);
    if (mark != null && (mark.length() > MAX_MARK || !mark.matches("[\\x20-\\x7e]*"))) {
      throw malformed(
          url,
          "its CMR-Search-After is no printable text of up to %s characters".formatted(MAX_MARK));
    }
    return mark == null || mark.isBlank() ? null : mark;
  }

  private static SourceUnavailableException refused(Location url, ServiceAnswer answer) {
    List<String> reasons = new ArrayList<>();
    try {
      JsonNode errors = JSON.readTree(answer.body()).path("errors");
      errors.forEach(error -> reasons.add(error.isTextual() ? error.asText() : error.toString()));
    } catch (IOException e) {
      // A proxy's page, or an answer that is cut off: the status has to do.
    }
    return new SourceUnavailableException(
        "[%s] refuses the search: HTTP %s%s. %s"
            .formatted(
                url,
                answer.status(),
                reasons.isEmpty() ? "" : ", '" + shown(String.join("; ", reasons)) + "'",
                answer.status() == 404
                    ? "Is --cmr the address of a catalogue's search API?"
                    : "If what is asked for is right, please report it with the options given"));
  }

  static SourceUnavailableException malformed(Location url, String found) {
    return new SourceUnavailableException(
        "[%s] the answer is not as CMR documents it: %s. Expected UMM JSON with hits and items: is --cmr the address of a catalogue's search API? Else try again later"
            .formatted(url, found));
  }

  /** What the catalogue says, without what would steer a terminal, and not without end. */
  static String shown(String text) {
    String line = text.replaceAll("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029]+", " ").strip();
    return line.length() <= MAX_REASON ? line : line.substring(0, MAX_REASON) + "...";
  }
}
