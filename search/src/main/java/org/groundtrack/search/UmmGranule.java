package org.groundtrack.search;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.groundtrack.error.UsageException;
import org.groundtrack.search.SearchQuery.Access;
import org.groundtrack.source.Location;

/** A granule as the catalogue describes it: UMM-G. Members that are absent or odd are not there. */
final class UmmGranule {
  private static final Set<String> DATA = Set.of("GET DATA", "GET DATA VIA DIRECT ACCESS");

  /** HDF5 and what else an index takes, without which a URL is that of a picture or a checksum. */
  private static final Set<String> ENDINGS = Set.of("h5", "hdf5", "he5", "nc", "nc4");

  private static final String SIDECAR = ".dmrpp";
  private static final int MAX_URL = 2000;
  private static final int MAX_NAME = 250;

  /** By the unit that a size may have instead of being in bytes. */
  private static final Map<String, Double> UNITS =
      Map.of("KB", 1024.0, "MB", 1048576.0, "GB", 1073741824.0, "TB", 1099511627776.0);

  private final JsonNode meta;
  private final JsonNode umm;

  UmmGranule(JsonNode item) {
    this.meta = item.path("meta");
    this.umm = item.path("umm");
  }

  String conceptId() {
    return meta.path("concept-id").asText("");
  }

  /** The file's name as the producer gave it, else the granule's name in the catalogue. */
  String name() {
    for (JsonNode identifier : umm.path("DataGranule").path("Identifiers")) {
      if (identifier.path("IdentifierType").asText().equals("ProducerGranuleId")) {
        return CmrClient.shown(identifier.path("Identifier").asText(""));
      }
    }
    String name = umm.path("GranuleUR").asText(meta.path("native-id").asText(""));
    return name.isBlank() ? conceptId() : CmrClient.shown(name);
  }

  /** Where the granule is: of several files the one that is called like it, else the first. */
  Optional<Location> data(Access access) {
    List<Location> files = new ArrayList<>();
    for (JsonNode related : umm.path("RelatedUrls")) {
      if (DATA.contains(related.path("Type").asText())) {
        location(related.path("URL").asText(""), access)
            .filter(file -> ENDINGS.contains(ending(file.fileName())))
            .ifPresent(files::add);
      }
    }
    String name = name();
    return files.stream()
        .filter(file -> file.fileName().equals(name))
        .findFirst()
        .or(() -> files.stream().filter(file -> stem(file.fileName()).equals(name)).findFirst())
        .or(() -> files.stream().findFirst());
  }

  /** The DMR++ beside a file, where an indexer looks for it. */
  Optional<Location> sidecar(Location data) {
    Location beside = Location.of(data.uri() + SIDECAR);
    for (JsonNode related : umm.path("RelatedUrls")) {
      if (related.path("URL").asText("").equals(beside.uri())) {
        return Optional.of(beside);
      }
    }
    return Optional.empty();
  }

  /** How it can be reached otherwise, for a granule that has no data by some access. */
  String others() {
    List<String> types = new ArrayList<>();
    for (JsonNode related : umm.path("RelatedUrls")) {
      types.add(related.path("Type").asText("no type"));
    }
    return types.isEmpty()
        ? "it has no URL at all"
        : CmrClient.shown("its URLs are of types " + types.stream().distinct().toList());
  }

  private static Optional<Location> location(String url, Access access) {
    boolean plain = url.length() <= MAX_URL && url.matches("[\\x21-\\x7e]+");
    if (!plain || !Location.isRemote(url)) {
      return Optional.empty();
    }
    try {
      Location location = Location.of(url);
      boolean s3 = location.scheme() == Location.Scheme.S3;
      boolean name = location.fileName().matches("[A-Za-z0-9_.+-]{1," + MAX_NAME + "}");
      return s3 == (access == Access.S3) && !location.hasQuery() && name
          ? Optional.of(location)
          : Optional.empty();
    } catch (UsageException e) {
      // Of another scheme, such as ftp:, or no URL.
      return Optional.empty();
    }
  }

  private static String ending(String name) {
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }

  private static String stem(String name) {
    return name.substring(0, name.lastIndexOf('.'));
  }

  /** Bytes of a file, or -1 if the catalogue does not say. */
  long bytes(String file) {
    List<JsonNode> entries = new ArrayList<>();
    umm.path("DataGranule").path("ArchiveAndDistributionInformation").forEach(entries::add);
    for (JsonNode entry : entries) {
      if (entry.path("Name").asText().equals(file)) {
        return bytes(entry);
      }
    }
    return entries.size() == 1 ? bytes(entries.get(0)) : -1;
  }

  private static long bytes(JsonNode entry) {
    JsonNode exact = entry.path("SizeInBytes");
    if (exact.isIntegralNumber() && exact.canConvertToLong() && exact.asLong() >= 0) {
      return exact.asLong();
    }
    Double unit = UNITS.get(entry.path("SizeUnit").asText());
    double size = entry.path("Size").asDouble(-1);
    return unit == null || !(size >= 0) || size * unit > 1e15 ? -1 : Math.round(size * unit);
  }

  /** When it begins, or {@code null}. */
  Instant start() {
    return time("BeginningDateTime");
  }

  /** When it ends, or {@code null}. */
  Instant end() {
    return time("EndingDateTime");
  }

  private Instant time(String member) {
    JsonNode extent = umm.path("TemporalExtent");
    String text =
        extent.path("RangeDateTime").path(member).asText(extent.path("SingleDateTime").asText(""));
    try {
      return text.isEmpty() ? null : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      return null;
    }
  }
}
