package org.groundtrack.cli;

import java.nio.file.Files;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.groundtrack.error.UsageException;
import org.groundtrack.geo.Aoi;
import org.groundtrack.geo.AoiReader;
import org.groundtrack.index.SpatialIndex;
import org.groundtrack.plan.ExportPlan;
import org.groundtrack.plan.TimeRange;
import org.groundtrack.query.AoiQuery;
import org.groundtrack.source.Location;
import org.groundtrack.source.Sources;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What both {@code query} and {@code export} ask. */
final class QueryOptions {
  @Parameters(
      index = "0",
      paramLabel = "INDEX",
      description = "The index: a folder, or its https: or s3: URI.")
  String index;

  @ArgGroup(multiplicity = "1")
  Area area;

  static final class Area {
    @Option(
        names = {"-a", "--aoi"},
        paramLabel = "AREA",
        description =
            "The area of interest: a file or URI of GeoJSON or WKT, or GeoJSON or WKT itself."
                + " Polygons in degrees; several features are taken together.")
    String aoi;

    @Option(
        names = "--bbox",
        paramLabel = "W,S,E,N",
        description = "The area of interest as a box in degrees; W > E crosses the antimeridian.")
    String bbox;
  }

  @Option(
      names = "--start",
      paramLabel = "TIME",
      description = "Only points from then on (UTC): 2019-06-01 or 2019-06-01T12:00:00Z.")
  String start;

  @Option(
      names = "--end",
      paramLabel = "TIME",
      description = "Only points before then (UTC); a date alone counts in full.")
  String end;

  @Option(
      names = "--product",
      paramLabel = "NAME",
      description = "The product, such as ATL06; needed where the index holds several.")
  String product;

  @Option(
      names = "--rate",
      paramLabel = "RATE",
      description =
          "Rows of another rate than the product's main one, such as segments;"
              + " 'groundtrack products' lists them.")
  String rate;

  @Option(
      names = "--beams",
      split = ",",
      paramLabel = "BEAM",
      description = "Only these beams, such as gt1l,gt1r.")
  List<String> beams = List.of();

  @Option(
      names = {"-v", "--variables"},
      split = ",",
      paramLabel = "NAME",
      description =
          "Further variables beside the default ones: dh_fit_dx, fit_statistics/dh_fit_dx,"
              + " 'geophysical/*', rh[98], rh[50:100:10].")
  List<String> variables = List.of();

  @ArgGroup(validate = false, heading = SourceOptions.HEADING)
  SourceOptions sources = new SourceOptions();

  @ArgGroup(validate = false, heading = RequestOptions.HEADING)
  RequestOptions requests = new RequestOptions();

  /** Plans the query; the index is open only meanwhile. */
  ExportPlan plan(Sources opener) {
    Aoi aoi = aoi(opener);
    TimeRange time = time();
    try (SpatialIndex opened = SpatialIndex.open(Location.of(index), opener)) {
      AoiQuery query = AoiQuery.of(opened);
      query = product == null ? query : query.product(product);
      query = rate == null ? query : query.rate(rate);
      return query
          .within(aoi)
          .during(time)
          .beams(beams)
          .variables(variables)
          .adjusting(policy -> requests.apply(policy, sources.parallel))
          .plan();
    }
  }

  /** The options as they were given, for the output's word on how it was made. */
  Map<String, String> asGiven() {
    Map<String, String> given = new LinkedHashMap<>();
    given.put("index", lastName(index));
    given.put("aoi", area.bbox != null ? area.bbox : isInline() ? area.aoi : lastName(area.aoi));
    if (start != null) {
      given.put("start", start);
    }
    if (end != null) {
      given.put("end", end);
    }
    if (product != null) {
      given.put("product", product);
    }
    if (rate != null) {
      given.put("rate", rate);
    }
    if (!beams.isEmpty()) {
      given.put("beams", String.join(",", beams));
    }
    if (!variables.isEmpty()) {
      given.put("variables", String.join(",", variables));
    }
    return given;
  }

  private Aoi aoi(Sources opener) {
    if (area.bbox != null) {
      return AoiReader.parse(area.bbox, "--bbox");
    }
    String text = area.aoi.strip();
    if (isInline()) {
      return AoiReader.parse(text, "--aoi");
    }
    Location location = Location.of(text);
    if (location.isLocal() && !Files.exists(location.path()) && text.matches("[-+0-9., eE]+")) {
      return AoiReader.parse(text, "--aoi");
    }
    return AoiReader.read(location, opener);
  }

  /** Whether --aoi holds the area itself, not the name of a file. */
  private boolean isInline() {
    return area.aoi.strip().startsWith("{")
        || area.aoi.matches("(?is)^\\s*(SRID=\\d+;)?\\s*[A-Z]+\\s*(Z|M|ZM)?\\s*(\\(.*|EMPTY)\\s*");
  }

  /** A path's last name: the folders of somebody's machine have no place in a file passed on. */
  private static String lastName(String text) {
    Location location = Location.of(text);
    if (!location.isLocal()) {
      return location.toString();
    }
    return location.fileName().isEmpty() ? text : location.fileName();
  }

  private TimeRange time() {
    Instant from = start == null ? null : instant("--start", start, false);
    Instant to = end == null ? null : instant("--end", end, true);
    if (from != null && to != null && !from.isBefore(to)) {
      throw new UsageException(
          "--end %s is not after --start %s: no time is left".formatted(end, start));
    }
    return new TimeRange(from, to);
  }

  private static Instant instant(String option, String text, boolean endOfDay) {
    try {
      if (text.length() <= "2019-06-01".length()) {
        LocalDate date = LocalDate.parse(text);
        return (endOfDay ? date.plusDays(1) : date).atStartOfDay(ZoneOffset.UTC).toInstant();
      }
      boolean zoned = text.matches(".*(Z|z|[+-]\\d\\d(:?\\d\\d)?)$");
      return zoned
          ? OffsetDateTime.parse(text).toInstant()
          : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
    } catch (DateTimeParseException e) {
      throw new UsageException(
          "%s %s is not a time: give 2019-06-01 or 2019-06-01T12:00:00Z".formatted(option, text),
          e);
    }
  }
}
