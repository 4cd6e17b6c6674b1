package org.groundtrack.search;

import java.net.URI;
import org.groundtrack.error.UsageException;
import org.groundtrack.source.Location;

/**
 * How the catalogue is asked. Immutable.
 *
 * @param cmr address of the catalogue's search API, without a slash at its end; {@code https:}, or
 *     {@code http:} where the sources allow it
 * @param pageSize granules in one answer, 1 to 2000
 * @param maxGranules most granules that a search may find (at least 1)
 */
public record SearchSettings(Location cmr, int pageSize, int maxGranules) {
  /** CMR gives no more at once. */
  private static final int MAX_PAGE_SIZE = 2000;

  /** What CMR pages through at most. */
  private static final int MAX_GRANULES = 1_000_000;

  /**
   * NASA's operational catalogue. 500 granules at once are some 5 MB, and lists of a product over a
   * region a few answers.
   */
  public static final SearchSettings DEFAULT =
      new SearchSettings(Location.of("https://cmr.earthdata.nasa.gov/search"), 500, MAX_GRANULES);

  public SearchSettings {
    if (pageSize < 1 || pageSize > MAX_PAGE_SIZE) {
      throw new IllegalArgumentException(
          "%s granules in one answer: expected 1 to %s".formatted(pageSize, MAX_PAGE_SIZE));
    }
    if (maxGranules < 1 || maxGranules > MAX_GRANULES) {
      throw new IllegalArgumentException(
          "At most %s granules: expected 1 to %s".formatted(maxGranules, MAX_GRANULES));
    }
    boolean http = cmr.scheme() == Location.Scheme.HTTPS || cmr.scheme() == Location.Scheme.HTTP;
    if (!http || cmr.hasQuery()) {
      throw new UsageException(
          "[%s] is no address of a catalogue: expected an https: URL without a query, such as %s"
              .formatted(cmr, "https://cmr.earthdata.nasa.gov/search"));
    }
    String text = cmr.uri();
    if (text.endsWith("/")) {
      cmr = Location.of(URI.create(text.replaceFirst("/+$", "")).toString());
    }
  }

  /** The same at another address. */
  public SearchSettings at(Location other) {
    return new SearchSettings(other, pageSize, maxGranules);
  }

  /** The same with other pages. */
  public SearchSettings withPageSize(int granules) {
    return new SearchSettings(cmr, granules, maxGranules);
  }
}
