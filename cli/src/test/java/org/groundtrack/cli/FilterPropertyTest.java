package org.groundtrack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.Month;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.groundtrack.geo.Aoi;
import org.groundtrack.granule.GpsTime;
import org.groundtrack.index.SpatialIndex;
import org.groundtrack.indexer.GranuleInputs;
import org.groundtrack.indexer.IndexOptions;
import org.groundtrack.indexer.Indexer;
import org.groundtrack.plan.BeamFilter;
import org.groundtrack.plan.ExportPlan;
import org.groundtrack.plan.Filters;
import org.groundtrack.plan.GranuleFilter;
import org.groundtrack.plan.Months;
import org.groundtrack.plan.Numbers;
import org.groundtrack.plan.Task;
import org.groundtrack.plan.TimeRange;
import org.groundtrack.plan.TrackNumber;
import org.groundtrack.query.AoiQuery;
import org.groundtrack.samples.GranuleGenerator;
import org.groundtrack.samples.GranuleSpec;
import org.groundtrack.samples.GranuleSpecBuilder;
import org.groundtrack.samples.GroundTrack;
import org.groundtrack.samples.Orientation;
import org.groundtrack.samples.SampleProduct;
import org.groundtrack.samples.Turn;
import org.groundtrack.samples.VariableSet;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.GeometryFactory;

/**
 * Exports with random filters of generated granules, some of which turn or cross a month's end or
 * come in several versions, against a test of every row by what the granules themselves say.
 */
class FilterPropertyTest {
  private static final int COLLECTIONS = Integer.getInteger("groundtrack.property.collections", 1);
  private static final int QUERIES = Integer.getInteger("groundtrack.property.areas", 30);
  private static final double LON = -45;
  private static final double LAT = 62.8;
  private static final List<String> TRACKS =
      List.of("gt1l", "gt1r", "gt2l", "gt2r", "gt3l", "gt3r");
  private static final Set<String> COVERAGE =
      Set.of("BEAM0000", "BEAM0001", "BEAM0010", "BEAM0011");

  @TempDir Path folder;

  /** Where a product has its positions. */
  private enum Subject {
    ATL03("photons", "heights/lon_ph", "heights/lat_ph", "heights/delta_time"),
    ATL08(
        "land_segments",
        "land_segments/longitude",
        "land_segments/latitude",
        "land_segments/delta_time"),
    ATL13("segments", "segment_lon", "segment_lat", "delta_time"),
    GEDI02_A("shots", "lon_lowestmode", "lat_lowestmode", "delta_time");

    final String rate;
    final String longitude;
    final String latitude;
    final String time;

    Subject(String rate, String longitude, String latitude, String time) {
      this.rate = rate;
      this.longitude = longitude;
      this.latitude = latitude;
      this.time = time;
    }

    SampleProduct product() {
      return SampleProduct.valueOf(name());
    }

    boolean isGedi() {
      return this == GEDI02_A;
    }

    /** By what its granules number their tracks. */
    List<TrackNumber> numbers() {
      return isGedi()
          ? List.of(TrackNumber.ORBIT)
          : this == ATL13 ? List.of(TrackNumber.CYCLE) : List.of(TrackNumber.values());
    }
  }

  /** A granule as it was made, by what it says of itself. */
  private record Made(
      String id, int pass, String version, Map<TrackNumber, Integer> numbers, List<Row> rows) {}

  /** A row with a position; strength and spot are null where they are not known. */
  private record Row(
      double lon, double lat, long nanos, String beam, String strength, Integer spot) {
    String text(String granule) {
      return "%s %s %s %s %s %s".formatted(granule, beam, lon, lat, nanos, strength);
    }
  }

  @ParameterizedTest
  @EnumSource
  void exportsEqualATestOfEveryRow(Subject subject) throws IOException {
    long seed = Long.getLong("groundtrack.property.seed", System.nanoTime());
    System.out.println("filters of " + subject + ": seed " + seed);
    Random random = new Random(seed);
    long wanted = 0;
    int empty = 0;
    for (int c = 0; c < COLLECTIONS; c++) {
      Path granules = folder.resolve("granules" + c);
      Path index = folder.resolve("index" + c);
      List<Made> made = make(subject, granules, random);
      new Indexer(IndexOptions.DEFAULT.withResolution(4 + random.nextInt(3)))
          .build(GranuleInputs.find(List.of(granules.toString())), index, done -> {});
      try (SpatialIndex opened = SpatialIndex.open(index)) {
        for (int q = 0; q < QUERIES; q++) {
          double size = Math.pow(10, -2.5 + 3 * random.nextDouble());
          Envelope area = new Envelope(LON - size, LON + size, LAT - size, LAT + size);
          Filters filters = filters(subject, made, random);
          ExportPlan plan =
              AoiQuery.of(opened)
                  .rate(subject.rate)
                  .within(Aoi.of("box", new GeometryFactory().toGeometry(area)))
                  .matching(filters)
                  .granulesAtOnce(1 + random.nextInt(10))
                  .plan();
          List<String> expected = expected(made, filters, area);
          String strength = subject.isGedi() ? "beam_power" : "beam_strength";
          assertThat(ArrowPoints.of(plan, List.of(strength)))
              .as("seed %s, collection %s, query %s: %s", seed, c, q, filters.words())
              .isEqualTo(expected);
          assertPruned(plan, subject, made, filters);
          wanted += expected.size();
          empty += expected.isEmpty() ? 1 : 0;
        }
      }
    }
    System.out.println(
        "filters of %s: %s points wanted, %s queries of none".formatted(subject, wanted, empty));
    assertThat(wanted).isPositive();
  }

  private static List<Made> make(Subject subject, Path folder, Random random) throws IOException {
    List<Made> made = new ArrayList<>();
    int passes = 3 + random.nextInt(4);
    for (int pass = 0; pass < passes; pass++) {
      long seed = random.nextLong();
      int versions = subject.isGedi() ? 1 + random.nextInt(2) : 1 + random.nextInt(3);
      GranuleSpecBuilder builder = spec(subject, pass, random).seed(seed);
      for (int v = 0; v < versions; v++) {
        GranuleSpec spec = builder.version((subject.isGedi() ? 1 : 5) + v, 1).build();
        Path file = GranuleGenerator.write(folder, spec);
        made.add(read(subject, file, pass, "00" + spec.release()));
      }
    }
    made.sort((a, b) -> a.id().compareTo(b.id()));
    return made;
  }

  private static GranuleSpecBuilder spec(Subject subject, int pass, Random random) {
    int segments = subject == Subject.ATL03 ? 1 + random.nextInt(800) : 1 + random.nextInt(4000);
    boolean northward = random.nextBoolean();
    GroundTrack track =
        GroundTrack.nominal(1 + random.nextInt(1387), 2 + pass).through(LON, LAT, northward);
    int first = track.segmentAt(LAT, northward) - segments / 2;
    if (random.nextBoolean()) {
      // In the middle of the granule a month ends.
      Instant end = LocalDateTime.of(2019, 3 + pass, 1, 0, 0).toInstant(ZoneOffset.UTC);
      track = track.at(end, first + segments / 2);
    }
    GranuleSpecBuilder builder =
        GranuleSpec.builder(subject.product())
            .track(track, first)
            .segments(segments)
            .photonsPerSegment(1 + random.nextInt(10))
            .strayFraction(random.nextInt(3) == 0 ? 0.3 : 0)
            .invalidPositionFraction(random.nextInt(3) == 0 ? 0.02 : 0)
            .chunkDivisor(1 + random.nextInt(100))
            .orientation(Orientation.values()[random.nextInt(3)])
            .deflateLevel(1)
            .variables(VariableSet.CORE);
    if (random.nextInt(3) > 0) {
      double at = random.nextDouble();
      builder.turns(
          new Turn(at, Orientation.TRANSITION),
          new Turn(at + (1 - at) * random.nextDouble(), Orientation.values()[random.nextInt(2)]));
    }
    return builder;
  }

  private static Made read(Subject subject, Path file, int pass, String version) {
    String id = file.getFileName().toString();
    Map<TrackNumber, Integer> numbers = new HashMap<>();
    List<Row> rows = new ArrayList<>();
    try (WholeArrays arrays = WholeArrays.of(file)) {
      if (subject.isGedi()) {
        numbers.put(TrackNumber.ORBIT, Integer.parseInt(id.replaceFirst(".*_O(\\d{5})_.*", "$1")));
      } else {
        numbers.put(TrackNumber.CYCLE, number(arrays, "orbit_info/cycle_number"));
        if (subject != Subject.ATL13) {
          numbers.put(TrackNumber.RGT, number(arrays, "orbit_info/rgt"));
          numbers.put(TrackNumber.REGION, number(arrays, "ancillary_data/start_region"));
          numbers.put(TrackNumber.ORBIT, number(arrays, "orbit_info/orbit_number"));
        }
      }
      for (String beam : subject.product().beams()) {
        if (arrays.has(beam, subject.latitude)) {
          addRows(subject, arrays, beam, rows);
        }
      }
    }
    return new Made(id, pass, version, numbers, rows);
  }

  private static int number(WholeArrays arrays, String path) {
    return Math.toIntExact(arrays.longs("", path)[0]);
  }

  private static void addRows(Subject subject, WholeArrays arrays, String beam, List<Row> rows) {
    double[] lon = arrays.doubles(beam, subject.longitude);
    double[] lat = arrays.doubles(beam, subject.latitude);
    double[] time = arrays.doubles(beam, subject.time);
    for (int i = 0; i < lon.length; i++) {
      if (!(Math.abs(lon[i]) <= 180 && Math.abs(lat[i]) <= 90)) {
        continue;
      }
      String strength = COVERAGE.contains(beam) ? "coverage" : "full";
      Integer spot = null;
      if (!subject.isGedi()) {
        long[] codes = arrays.longs("", "orbit_info/sc_orient");
        double[] since = arrays.doubles("", "orbit_info/sc_orient_time");
        long code = -1;
        for (int k = 0; k < codes.length; k++) {
          if (since[k] <= time[i]) {
            code = codes[k];
          }
        }
        int place = TRACKS.indexOf(beam);
        spot = code == 1 ? (Integer) (6 - place) : code == 0 ? (Integer) (1 + place) : null;
        strength = spot == null ? null : spot % 2 == 1 ? "strong" : "weak";
      }
      rows.add(new Row(lon[i], lat[i], WholeArrays.nanos(time[i]), beam, strength, spot));
    }
  }

  private static Filters filters(Subject subject, List<Made> made, Random random) {
    Made some = made.get(random.nextInt(made.size()));
    BeamFilter beams = BeamFilter.ALL;
    GranuleFilter granules = GranuleFilter.NEWEST.withAllVersions(random.nextInt(3) == 0);
    Filters filters = Filters.NONE;
    if (random.nextInt(3) == 0) {
      beams = beams.strong(Set.of(strength(subject, random)));
    }
    if (!subject.isGedi() && random.nextInt(4) == 0) {
      int spot = 1 + random.nextInt(6);
      beams = beams.ofSpots(Numbers.parse("spot", spot + "-" + Math.min(6, spot + 2)));
    }
    if (!subject.isGedi() && random.nextInt(4) == 0) {
      beams = beams.ofPairs(Numbers.of(1 + random.nextInt(3)));
    }
    if (random.nextInt(5) == 0) {
      beams = beams.named(subject.product().beams().subList(0, 1 + random.nextInt(6)));
    }
    for (TrackNumber item : subject.numbers()) {
      if (random.nextInt(6) == 0) {
        int number = some.numbers().get(item);
        granules =
            granules.of(
                item,
                Numbers.parse(
                    item.item(),
                    number + "," + Math.max(1, number - random.nextInt(3)) + "-" + number));
      }
    }
    if (random.nextInt(6) == 0) {
      granules =
          granules.named(List.of("*" + some.version() + "*", some.id().substring(0, 14) + "?*"));
    }
    if (random.nextInt(6) == 0) {
      granules = granules.ofVersions(Set.of(some.version()));
    }
    if (random.nextInt(4) == 0 && !some.rows().isEmpty()) {
      long nanos = some.rows().get(random.nextInt(some.rows().size())).nanos();
      filters =
          filters.with(
              random.nextBoolean()
                  ? new TimeRange(GpsTime.instant(nanos), null)
                  : new TimeRange(null, GpsTime.instant(nanos)));
    }
    if (random.nextInt(3) == 0) {
      EnumSet<Month> months = EnumSet.of(Month.of(1 + random.nextInt(12)));
      if (!some.rows().isEmpty()) {
        months.add(utc(some.rows().get(0)).getMonth());
      }
      filters = filters.with(new Months(months));
    }
    return filters.with(beams).with(granules);
  }

  private static String strength(Subject subject, Random random) {
    return subject.isGedi()
        ? random.nextBoolean() ? "coverage" : "full"
        : random.nextBoolean() ? "strong" : "weak";
  }

  private static LocalDateTime utc(Row row) {
    return LocalDateTime.ofInstant(GpsTime.instant(row.nanos()), ZoneOffset.UTC);
  }

  private static boolean accepts(Filters filters, Made granule) {
    for (Map.Entry<TrackNumber, Numbers> chosen : filters.granules().numbers().entrySet()) {
      Integer number = granule.numbers().get(chosen.getKey());
      if (number == null
          || chosen.getValue().ranges().stream()
              .noneMatch(r -> r.first() <= number && number <= r.last())) {
        return false;
      }
    }
    Set<String> versions = filters.granules().versions();
    return (versions.isEmpty() || versions.contains(granule.version()))
        && (filters.granules().names().isEmpty()
            || filters.granules().names().stream()
                .anyMatch(
                    glob ->
                        granule
                            .id()
                            .matches(
                                glob.pattern()
                                    .replace(".", "\\.")
                                    .replace("*", ".*")
                                    .replace("?", "."))));
  }

  private static boolean accepts(Filters filters, Row row) {
    BeamFilter beams = filters.beams();
    TimeRange time = filters.time();
    Instant instant = GpsTime.instant(row.nanos());
    Function<Numbers, List<Integer>> listed =
        numbers -> {
          List<Integer> all = new ArrayList<>();
          numbers
              .ranges()
              .forEach(
                  r -> {
                    for (int i = r.first(); i <= r.last(); i++) {
                      all.add(i);
                    }
                  });
          return all;
        };
    return (time.start() == null || !instant.isBefore(time.start()))
        && (time.end() == null || instant.isBefore(time.end()))
        && (filters.months().isAny() || filters.months().chosen().contains(utc(row).getMonth()))
        && (beams.names().isEmpty() || beams.names().contains(row.beam()))
        && (beams.strengths().isEmpty()
            || (row.strength() != null && beams.strengths().contains(row.strength())))
        && (beams.spots().isAny() || listed.apply(beams.spots()).contains(row.spot()))
        && (beams.pairs().isAny()
            || listed.apply(beams.pairs()).contains(row.beam().charAt(2) - '0'));
  }

  private static List<String> expected(List<Made> made, Filters filters, Envelope area) {
    Map<Integer, String> newest = new TreeMap<>();
    for (Made granule : made) {
      if (accepts(filters, granule)) {
        newest.merge(granule.pass(), granule.version(), (a, b) -> a.compareTo(b) > 0 ? a : b);
      }
    }
    List<String> expected = new ArrayList<>();
    for (Made granule : made) {
      if (accepts(filters, granule)
          && (filters.granules().allVersions()
              || granule.version().equals(newest.get(granule.pass())))) {
        for (Row row : granule.rows()) {
          if (area.contains(row.lon(), row.lat()) && accepts(filters, row)) {
            expected.add(row.text(granule.id()));
          }
        }
      }
    }
    return expected;
  }

  /** No granule or beam is read of which no row can be wanted. */
  private static void assertPruned(
      ExportPlan plan, Subject subject, List<Made> made, Filters filters) {
    Map<String, Made> byId = new HashMap<>();
    made.forEach(granule -> byId.put(granule.id(), granule));
    for (Task task : plan.tasks()) {
      Made granule = byId.get(task.granule().id());
      assertThat(accepts(filters, granule)).isTrue();
      Set<String> beams = new HashSet<>();
      Filters untimed = filters.with(TimeRange.ALL).with(Months.ANY);
      for (Row row : granule.rows()) {
        if (accepts(untimed, row)) {
          beams.add(row.beam());
        }
      }
      // Times of photons are known by those of segments near them, so a turn may seem nearer.
      boolean exact = subject != Subject.ATL03 || task.granule().turns().isEmpty();
      task.beams().stream()
          .filter(beam -> exact)
          .forEach(beam -> assertThat(beams).contains(beam.beam().name()));
    }
  }
}
