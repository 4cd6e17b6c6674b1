package org.groundtrack.search;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.groundtrack.index.IndexSearch;
import org.groundtrack.source.Location;

/**
 * What a search found.
 *
 * @param collection that was searched
 * @param granules in the order of their ids, each id once
 * @param leftOut granules that the catalogue has, but that can't be given
 * @param area what the catalogue was asked of the area, in words; empty without an area
 * @param candidates whether the area was widened, so that many granules have no row in it
 * @param notes what users ought to know, a sentence or two each
 * @param requests that were made, those that were tried again not counted
 * @param asked what was asked for, as an index keeps it that holds all of these granules
 */
public record SearchResult(
    CmrCollection collection,
    List<FoundGranule> granules,
    List<LeftOut> leftOut,
    String area,
    boolean candidates,
    List<String> notes,
    int requests,
    IndexSearch asked) {

  /**
   * A granule that can't be given.
   *
   * @param name its name in the catalogue
   * @param reason why
   */
  public record LeftOut(String name, String reason) {}

  public SearchResult {
    granules = List.copyOf(granules);
    leftOut = List.copyOf(leftOut);
    notes = List.copyOf(notes);
  }

  /** Locations by granule id, as an indexer takes them. */
  public Map<String, Location> locations() {
    Map<String, Location> locations = new LinkedHashMap<>();
    granules.forEach(granule -> locations.put(granule.id(), granule.location()));
    return locations;
  }

  /** Bytes of all granules whose size the catalogue says. */
  public long bytes() {
    return granules.stream().mapToLong(granule -> Math.max(0, granule.bytes())).sum();
  }
}
