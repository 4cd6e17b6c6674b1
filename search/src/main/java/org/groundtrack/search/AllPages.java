package org.groundtrack.search;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.groundtrack.error.LimitExceededException;
import org.groundtrack.error.SourceUnavailableException;
import org.groundtrack.source.Location;

/**
 * All items of a question to the catalogue, page after page. The catalogue may change meanwhile:
 * then it is asked anew, and what was found at any time is kept, so that nothing is missed without
 * a word.
 */
final class AllPages<T> {
  private static final int MAX_PASSES = 3;

  private final CmrClient client;
  private final Location url;
  private final int maxItems;
  private final Function<JsonNode, T> reader;
  private final Map<String, T> items = new LinkedHashMap<>();
  private boolean changed;

  private AllPages(CmrClient client, Location url, int maxItems, Function<JsonNode, T> reader) {
    this.client = client;
    this.url = url;
    this.maxItems = maxItems;
    this.reader = reader;
  }

  /**
   * What was found.
   *
   * @param items each concept once
   * @param changed whether the catalogue changed while it was asked
   */
  record Found<T>(List<T> items, boolean changed) {}

  /**
   * Asks for all items.
   *
   * @param reader makes of an item what is kept of it
   * @throws SourceUnavailableException if fewer come than the catalogue says there are
   * @throws LimitExceededException if there are more than a limit
   */
  static <T> Found<T> of(
      CmrClient client, Location url, int maxItems, Function<JsonNode, T> reader) {
    return new AllPages<>(client, url, maxItems, reader).run();
  }

  private Found<T> run() {
    Pass pass = null;
    for (int number = 1; number <= MAX_PASSES; number++) {
      pass = pass();
      changed |= pass.changed || (number > 1 && items.size() > pass.found);
      if (!pass.changed && pass.found >= pass.hits) {
        return new Found<>(List.copyOf(items.values()), changed);
      }
    }
    if (items.size() >= pass.hits) {
      // It changes all the time: what stayed was on a page of one of the passes.
      return new Found<>(List.copyOf(items.values()), true);
    }
    throw new SourceUnavailableException(
        "[%s] says that there are %s, but gave %s, asked %s times. Try again later, or ask for less at once"
            .formatted(url, pass.hits, items.size(), MAX_PASSES));
  }

  /** How one way through all pages went. */
  private record Pass(long hits, long found, boolean changed) {}

  private Pass pass() {
    Map<String, T> found = new LinkedHashMap<>();
    String after = null;
    long hits = -1;
    boolean changing = false;
    while (true) {
      CmrClient.Page page = client.page(url, after);
      if (page.hits() > maxItems) {
        throw new LimitExceededException(
            "[%s] there are %s, the limit is %s: ask for a smaller area, a shorter time, or fewer tracks"
                .formatted(url, page.hits(), maxItems));
      }
      changing |= hits >= 0 && page.hits() != hits;
      hits = page.hits();
      int before = found.size();
      page.items().forEach(item -> found.put(conceptId(item), reader.apply(item)));
      boolean last = page.items().isEmpty() || page.next() == null || found.size() >= hits;
      // A server that repeats itself would be asked for ever.
      boolean stuck = found.size() == before || page.next() != null && page.next().equals(after);
      if (last || stuck) {
        items.putAll(found);
        return new Pass(hits, found.size(), changing);
      }
      after = page.next();
    }
  }

  private String conceptId(JsonNode item) {
    String id = item.path("meta").path("concept-id").asText("");
    if (!id.matches("[A-Z]{1,3}\\d{1,20}-[A-Za-z0-9_]{1,40}")) {
      throw CmrClient.malformed(
          url, "an item's meta.concept-id is '%s'".formatted(CmrClient.shown(id)));
    }
    return id;
  }
}
