package org.groundtrack.cli;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.groundtrack.condition.Conditions;
import org.groundtrack.error.UsageException;
import org.groundtrack.plan.BeamFilter;
import org.groundtrack.plan.Filters;
import org.groundtrack.plan.GranuleFilter;
import org.groundtrack.plan.Months;
import org.groundtrack.plan.Numbers;
import org.groundtrack.plan.TimeRange;
import org.groundtrack.plan.TrackNumber;
import picocli.CommandLine.Option;

/** Which points are wanted, beside where they lie. */
final class FilterOptions {
  static final String HEADING =
      "%nFilters. All that are given must hold; what is not known of a granule fits none:%n";

  @Option(
      names = "--start",
      paramLabel = "TIME",
      description = "Only points from then on (UTC): 2019-06-01 or 2019-06-01T12:00:00Z.")
  private String start;

  @Option(
      names = "--end",
      paramLabel = "TIME",
      description = "Only points before then (UTC); a date alone counts in full.")
  private String end;

  @Option(
      names = "--months",
      paramLabel = "MONTHS",
      description = "Only points of these months of any year (UTC): 6-8, 11-2 or 1,3,6-8.")
  private String months;

  @Option(
      names = "--season",
      completionCandidates = Candidates.Seasons.class,
      paramLabel = "SEASON",
      description = "Only points of DJF, MAM, JJA or SON (UTC), or several of them.")
  private String season;

  @Option(
      names = "--beams",
      split = ",",
      paramLabel = "BEAM",
      description = "Only these beams, such as gt1l,gt1r.")
  private List<String> beams = List.of();

  @Option(
      names = "--strength",
      split = ",",
      completionCandidates = Candidates.Strengths.class,
      paramLabel = "STRENGTH",
      description =
          "Only beams that are strong or weak (ICESat-2), to the row where the spacecraft turns;"
              + " coverage or full (GEDI).")
  private List<String> strength = List.of();

  @Option(
      names = "--spot",
      paramLabel = "SPOTS",
      description = "Only these laser spots of ICESat-2, 1 to 6: 1,3,5.")
  private String spot;

  @Option(
      names = "--track-pair",
      paramLabel = "PAIRS",
      description = "Only these pairs of tracks of ICESat-2, 1 to 3: gt1l and gt1r are 1.")
  private String trackPair;

  @Option(
      names = "--rgt",
      paramLabel = "RGTS",
      description = "Only these reference ground tracks of ICESat-2: 277,300-310.")
  private String rgt;

  @Option(
      names = "--cycle",
      paramLabel = "CYCLES",
      description = "Only these 91-day cycles of ICESat-2: 3-6.")
  private String cycle;

  @Option(
      names = "--region",
      paramLabel = "REGIONS",
      description = "Only these regions of ICESat-2, 1 to 14.")
  private String region;

  @Option(names = "--orbit", paramLabel = "ORBITS", description = "Only these orbits.")
  private String orbit;

  @Option(
      names = "--granules",
      split = ",",
      paramLabel = "GLOB",
      description =
          "Only granules of such names: 'ATL06_2019*'. * stands for any characters, ? for one.")
  private List<String> granules = List.of();

  @Option(
      names = "--version",
      split = ",",
      paramLabel = "VERSION",
      description = "Only granules of these versions of the product, such as 006.")
  private List<String> versions = List.of();

  @Option(
      names = "--all-versions",
      description =
          "Granules in all their versions. Else of a granule that was indexed in several, the newest.")
  private boolean allVersions;

  @Option(
      names = "--where",
      paramLabel = "CONDITION",
      preprocessor = DashedCondition.class,
      description =
          "Only rows whose values fulfil a condition, as SQL writes it:"
              + " 'atl06_quality_summary = 0 and h_li_sigma < 1', 'rh[98] > 30'. Of any variable, be"
              + " it exported or not. Several options must all hold.")
  private List<String> where = List.of();

  /** As pure data. */
  Filters filters() {
    return Filters.NONE
        .with(time())
        .with(chosenMonths())
        .with(beamFilter())
        .with(granuleFilter())
        .where(where.stream().flatMap(text -> Conditions.parse(text).stream()).toList());
  }

  private Months chosenMonths() {
    if (months != null && season != null) {
      throw new UsageException("--months and --season say the same in two ways: give one of them");
    }
    if (season != null) {
      return Months.ofSeasons(season);
    }
    return months == null ? Months.ANY : Months.parse(months);
  }

  private BeamFilter beamFilter() {
    return BeamFilter.ALL
        .named(beams)
        .strong(strength)
        .ofSpots(numbers("spot", spot))
        .ofPairs(numbers("track-pair", trackPair));
  }

  private GranuleFilter granuleFilter() {
    return GranuleFilter.NEWEST
        .of(TrackNumber.RGT, numbers("rgt", rgt))
        .of(TrackNumber.CYCLE, numbers("cycle", cycle))
        .of(TrackNumber.REGION, numbers("region", region))
        .of(TrackNumber.ORBIT, numbers("orbit", orbit))
        .named(granules)
        .ofVersions(versions)
        .withAllVersions(allVersions);
  }

  /** Numbers as an option has them; any if it is not given. */
  static Numbers numbers(String name, String text) {
    return text == null ? Numbers.ANY : Numbers.parse(name, text);
  }

  /** Adds the options as they were given. */
  void addGiven(Map<String, String> given) {
    add(given, "start", start);
    add(given, "end", end);
    add(given, "months", months);
    add(given, "season", season);
    add(given, "beams", String.join(",", beams));
    add(given, "strength", String.join(",", strength));
    add(given, "spot", spot);
    add(given, "track-pair", trackPair);
    add(given, "rgt", rgt);
    add(given, "cycle", cycle);
    add(given, "region", region);
    add(given, "orbit", orbit);
    add(given, "granules", String.join(",", granules));
    add(given, "version", String.join(",", versions));
    add(given, "all-versions", allVersions ? "true" : null);
    add(given, "where", where.stream().map(String::strip).collect(Collectors.joining("; ")));
  }

  private static void add(Map<String, String> given, String name, String value) {
    if (value != null && !value.isEmpty()) {
      given.put(name, value);
    }
  }

  private TimeRange time() {
    return time(start, end);
  }

  /** What {@code --start} and {@code --end} say; either may be {@code null}. */
  static TimeRange time(String start, String end) {
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
