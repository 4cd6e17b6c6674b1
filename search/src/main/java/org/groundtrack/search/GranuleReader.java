package org.groundtrack.search;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import org.groundtrack.layout.ProductLayout;
import org.groundtrack.plan.Numbers;
import org.groundtrack.plan.TrackNumber;
import org.groundtrack.search.SearchQuery.Access;
import org.groundtrack.source.Location;
import org.groundtrack.source.Sources;

/** Makes granules of what the catalogue answers, and leaves out what was not asked for. */
final class GranuleReader {
  private final Sources sources;
  private final Location cmr;
  private final SearchQuery query;
  private final ProductLayout layout;

  GranuleReader(Sources sources, Location cmr, SearchQuery query, ProductLayout layout) {
    this.sources = sources;
    this.cmr = cmr;
    this.query = query;
    this.layout = layout;
  }

  /**
   * What is kept of an item: a granule, or why there is none, or neither if it was not asked for.
   */
  record Entry(FoundGranule granule, SearchResult.LeftOut leftOut) {
    private static final Entry UNWANTED = new Entry(null, null);
  }

  /**
   * Reads an item.
   *
   * @throws org.groundtrack.error.RefusedException if the granule lies nowhere that is allowed
   */
  Entry read(JsonNode item) {
    UmmGranule umm = new UmmGranule(item);
    Access access = query.access();
    Optional<Location> data = umm.data(access);
    String id = data.map(Location::fileName).orElse(umm.name());
    if (!isWanted(id)) {
      return Entry.UNWANTED;
    }
    if (data.isEmpty()) {
      String reason =
          "the catalogue names no %s of HDF5 data: %s"
              .formatted(access == Access.S3 ? "s3: URI" : "https: URL", umm.others());
      return new Entry(null, new SearchResult.LeftOut(id, reason));
    }
    // The catalogue is not the user: it must not lead into the user's network.
    sources.checkReferenced(data.get(), cmr);
    return new Entry(
        new FoundGranule(
            id,
            umm.conceptId(),
            data.get(),
            umm.bytes(id),
            umm.sidecar(data.get()).orElse(null),
            umm.start(),
            umm.end()),
        null);
  }

  /** The catalogue may give more than was asked for, where patterns could not say all of it. */
  private boolean isWanted(String id) {
    if (!query.granules().mayHold(id) && !query.granules().mayHold(id + ".h5")) {
      return false;
    }
    Map<TrackNumber, Numbers> numbers = query.granules().numbers();
    if (numbers.isEmpty()) {
      return true;
    }
    Matcher name = layout.granuleName().matcher(id);
    if (!name.find()) {
      // What its name does not say the index will.
      return true;
    }
    for (Map.Entry<TrackNumber, Numbers> chosen : numbers.entrySet()) {
      String number = name.group(chosen.getKey().item());
      if (number != null && !chosen.getValue().contains(Integer.valueOf(number))) {
        return false;
      }
    }
    return true;
  }
}
