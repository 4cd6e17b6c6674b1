package org.groundtrack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.TimeStampNanoTZVector;
import org.apache.arrow.vector.UInt1Vector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.complex.ListVector;
import org.groundtrack.exporter.ExportOptions;
import org.groundtrack.exporter.Exporter;
import org.groundtrack.exporter.PointReader;
import org.groundtrack.geo.Aoi;
import org.groundtrack.granule.GpsTime;
import org.groundtrack.index.SpatialIndex;
import org.groundtrack.indexer.GranuleInputs;
import org.groundtrack.indexer.IndexOptions;
import org.groundtrack.indexer.Indexer;
import org.groundtrack.layout.ProductLayouts;
import org.groundtrack.plan.ExportPlan;
import org.groundtrack.plan.TimeRange;
import org.groundtrack.query.AoiQuery;
import org.groundtrack.samples.GranuleGenerator;
import org.groundtrack.samples.GranuleSpec;
import org.groundtrack.samples.GranuleSpecBuilder;
import org.groundtrack.samples.SampleProduct;
import org.groundtrack.samples.VariableSet;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.locationtech.jts.algorithm.locate.SimplePointInAreaLocator;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Location;

/**
 * Exports of generated granules of all products against a point-in-polygon test of every row, row
 * for row, with values of each kind of column: own, of the parent, lists, of other products.
 */
class ProductPropertyTest {
  /** Collections of each subject: more for a long run. */
  private static final int COLLECTIONS = Integer.getInteger("groundtrack.property.collections", 1);

  private static final int AREAS = Integer.getInteger("groundtrack.property.areas", 16);
  private static final int PIECES = 5;
  private static final Instant EPOCH = Instant.parse("2018-01-01T00:00:00Z");

  @TempDir Path folder;

  /** The value of a column in a row, as text. */
  private interface Values {
    String at(int row);
  }

  /** Reads a column's values with whole arrays. */
  private interface Oracle {
    Values of(Granule granule, String beam);
  }

  private record Column(String name, Oracle oracle) {}

  /** A granule, and those of other products that belong to it. */
  private record Granule(WholeArrays own, Map<SampleProduct, WholeArrays> partners) {}

  /**
   * What is exported.
   *
   * @param pieces elements of the position datasets that are rows of their own
   * @param needs dataset that is 0 in rows without a position of their own, or {@code null}
   * @param extra variables beside the default ones
   * @param partners products whose granules are indexed too, now and then
   */
  private record Subject(
      SampleProduct product,
      String rate,
      String longitude,
      String latitude,
      String time,
      int pieces,
      String needs,
      List<Column> columns,
      List<String> extra,
      List<SampleProduct> partners) {
    @Override
    public String toString() {
      return product + " " + rate;
    }
  }

  /** A row that has a position, with what a point that it becomes says. */
  private record StoredRow(double longitude, double latitude, long nanos, String text) {}

  private static Column own(String name, String path) {
    return new Column(
        name,
        (granule, beam) -> {
          Object data = granule.own().data(beam, path);
          return row -> text(Array.get(data, row));
        });
  }

  private static Column element(String name, String path, int element) {
    return new Column(
        name,
        (granule, beam) -> {
          Object data = granule.own().data(beam, path);
          return row -> text(Array.get(Array.get(data, row), element));
        });
  }

  /** A value that is missing where the layout says so, though no attribute does. */
  private static Column filled(String name, String path, String fill) {
    return new Column(
        name,
        (granule, beam) -> {
          Object data = granule.own().data(beam, path);
          return row -> {
            String value = text(Array.get(data, row));
            return value.equals(fill) ? "null" : value;
          };
        });
  }

  /** Of each piece of a row its own value. */
  private static Column piece(String name, String path) {
    return new Column(
        name,
        (granule, beam) -> {
          Object data = granule.own().data(beam, path);
          return row -> text(Array.get(Array.get(data, row / PIECES), row % PIECES));
        });
  }

  /** Of each piece the value of its row. */
  private static Column ofPieces(String name, String path) {
    return new Column(
        name,
        (granule, beam) -> {
          Object data = granule.own().data(beam, path);
          return row -> text(Array.get(data, row / PIECES));
        });
  }

  private static Column transposed(String name, String path, int element) {
    return new Column(
        name,
        (granule, beam) -> {
          Object data = Array.get(granule.own().data(beam, path), element);
          return row -> text(Array.get(data, row));
        });
  }

  /** Lists of the elements of a flat dataset. */
  private static Column flat(String name, String path, String start, String count) {
    return new Column(
        name,
        (granule, beam) -> {
          Object data = granule.own().data(beam, path);
          long[] first = granule.own().longs(beam, start);
          long[] length = granule.own().longs(beam, count);
          return row -> {
            StringJoiner list = new StringJoiner(",", "[", "]");
            for (int i = 0; i < length[row]; i++) {
              list.add(text(Array.get(data, (int) first[row] - 1 + i)));
            }
            return list.toString();
          };
        });
  }

  /** Of each photon the value of its segment. */
  private static Column ofSegment(String name, String path) {
    return new Column(
        name,
        (granule, beam) -> {
          Object data = granule.own().data(beam, path);
          int[] segment = segments(granule.own(), beam);
          return row -> segment[row] < 0 ? "null" : text(Array.get(data, segment[row]));
        });
  }

  private static int[] segments(WholeArrays granule, String beam) {
    long[] first = granule.longs(beam, "geolocation/ph_index_beg");
    long[] count = granule.longs(beam, "geolocation/segment_ph_cnt");
    int[] segment = new int[granule.shape(beam, "heights/lat_ph")[0]];
    Arrays.fill(segment, -1);
    for (int i = 0; i < first.length; i++) {
      for (int k = 0; k < count[i]; k++) {
        segment[(int) first[i] - 1 + k] = i;
      }
    }
    return segment;
  }

  /** The class that ATL08 gives to a photon of ATL03. */
  private static Column classOfLand(String name) {
    return new Column(
        name,
        (granule, beam) -> {
          WholeArrays land = granule.partners().get(SampleProduct.ATL08);
          if (land == null || !land.has(beam, "signal_photons/ph_segment_id")) {
            return row -> "null";
          }
          long[] ids = granule.own().longs(beam, "geolocation/segment_id");
          long[] first = granule.own().longs(beam, "geolocation/ph_index_beg");
          Map<Long, Long> firstById = new HashMap<>();
          for (int i = 0; i < ids.length; i++) {
            firstById.put(ids[i], first[i]);
          }
          long[] id = land.longs(beam, "signal_photons/ph_segment_id");
          long[] place = land.longs(beam, "signal_photons/classed_pc_indx");
          Object flag = land.data(beam, "signal_photons/classed_pc_flag");
          Map<Long, String> byRow = new HashMap<>();
          for (int i = 0; i < id.length; i++) {
            byRow.put(firstById.get(id[i]) - 1 + place[i] - 1, text(Array.get(flag, i)));
          }
          return row -> byRow.getOrDefault((long) row, "null");
        });
  }

  /** What ATL24 says of a photon of ATL03. */
  private static Column ofBathymetry(String name) {
    return new Column(
        name,
        (granule, beam) -> {
          WholeArrays bathymetry = granule.partners().get(SampleProduct.ATL24);
          if (bathymetry == null || !bathymetry.has(beam, "index_ph")) {
            return row -> "null";
          }
          long[] index = bathymetry.longs(beam, "index_ph");
          Object data = bathymetry.data(beam, name);
          Map<Long, String> byRow = new HashMap<>();
          for (int i = 0; i < index.length; i++) {
            byRow.put(index[i], text(Array.get(data, i)));
          }
          return row -> byRow.getOrDefault((long) row, "null");
        });
  }

  static Stream<Subject> subjects() {
    return Stream.of(
        new Subject(
            SampleProduct.ATL03,
            "photons",
            "heights/lon_ph",
            "heights/lat_ph",
            "heights/delta_time",
            1,
            null,
            List.of(
                own("h_ph", "heights/h_ph"),
                own("signal_conf_ph", "heights/signal_conf_ph"),
                element("signal_conf_land_ice", "heights/signal_conf_ph", 3),
                ofSegment("segment_id", "geolocation/segment_id"),
                classOfLand("classed_pc_flag"),
                ofBathymetry("class_ph"),
                ofBathymetry("ortho_h")),
            List.of("signal_conf_land_ice"),
            List.of(SampleProduct.ATL08, SampleProduct.ATL24)),
        new Subject(
            SampleProduct.ATL03,
            "segments",
            "geolocation/reference_photon_lon",
            "geolocation/reference_photon_lat",
            "geolocation/delta_time",
            1,
            "geolocation/segment_ph_cnt",
            List.of(
                own("segment_id", "geolocation/segment_id"),
                own("segment_ph_cnt", "geolocation/segment_ph_cnt")),
            List.of(),
            List.of()),
        subject(
            SampleProduct.ATL07,
            "sea_ice_segments",
            "sea_ice_segments/",
            own("height_segment_height", "sea_ice_segments/heights/height_segment_height"),
            own("height_segment_id", "sea_ice_segments/height_segment_id")),
        new Subject(
            SampleProduct.ATL08,
            "land_segments",
            "land_segments/longitude",
            "land_segments/latitude",
            "land_segments/delta_time",
            1,
            null,
            List.of(
                own("h_canopy", "land_segments/canopy/h_canopy"),
                own("n_te_photons", "land_segments/terrain/n_te_photons"),
                own("canopy_h_metrics", "land_segments/canopy/canopy_h_metrics")),
            List.of("canopy_h_metrics"),
            List.of()),
        new Subject(
            SampleProduct.ATL08,
            "segments_20m",
            "land_segments/longitude_20m",
            "land_segments/latitude_20m",
            "land_segments/delta_time",
            PIECES,
            null,
            List.of(
                piece("h_canopy_20m", "land_segments/canopy/h_canopy_20m"),
                piece("h_te_best_fit_20m", "land_segments/terrain/h_te_best_fit_20m"),
                ofPieces("segment_id_beg", "land_segments/segment_id_beg")),
            List.of(),
            List.of()),
        subject(
            SampleProduct.ATL10,
            "freeboard_segment",
            "freeboard_segment/",
            own("beam_fb_height", "freeboard_segment/beam_fb_height"),
            own("height_segment_id", "freeboard_segment/height_segment_id")),
        subject(SampleProduct.ATL10, "leads", "leads/", own("lead_height", "leads/lead_height")),
        subject(
            SampleProduct.ATL10,
            "reference_surface_section",
            "reference_surface_section/",
            own("beam_refsurf_height", "reference_surface_section/beam_refsurf_height")),
        subject(
            SampleProduct.ATL12,
            "ssh_segments",
            "ssh_segments/",
            own("h", "ssh_segments/heights/h"),
            own("first_geoseg", "ssh_segments/stats/first_geoseg")),
        new Subject(
            SampleProduct.ATL13,
            "segments",
            "segment_lon",
            "segment_lat",
            "delta_time",
            1,
            null,
            List.of(own("ht_ortho", "ht_ortho"), filled("atl13refid", "atl13refid", "0")),
            List.of(),
            List.of()),
        new Subject(
            SampleProduct.ATL24,
            "photons",
            "lon_ph",
            "lat_ph",
            "delta_time",
            1,
            null,
            List.of(own("ortho_h", "ortho_h"), own("class_ph", "class_ph")),
            List.of(),
            List.of()),
        new Subject(
            SampleProduct.GEDI01_B,
            "shots",
            "geolocation/longitude_bin0",
            "geolocation/latitude_bin0",
            "geolocation/delta_time",
            1,
            null,
            List.of(
                own("shot_number", "shot_number"),
                own("elevation_bin0", "geolocation/elevation_bin0"),
                flat("rxwaveform", "rxwaveform", "rx_sample_start_index", "rx_sample_count"),
                transposed("surface_type_sea_ice", "geolocation/surface_type", 2)),
            List.of("surface_type_sea_ice"),
            List.of()),
        shots(
            SampleProduct.GEDI02_A,
            "",
            List.of(),
            own("elev_lowestmode", "elev_lowestmode"),
            element("rh_98", "rh", 98)),
        shots(
            SampleProduct.GEDI02_B,
            "geolocation/",
            List.of("pgap_theta_z"),
            own("cover", "cover"),
            own("rh100", "rh100"),
            flat("pgap_theta_z", "pgap_theta_z", "rx_sample_start_index", "rx_sample_count")),
        shots(
            SampleProduct.GEDI04_A,
            "",
            List.of("predict_stratum"),
            own("agbd", "agbd"),
            own("predict_stratum", "predict_stratum")));
  }

  private static Subject subject(
      SampleProduct product, String rate, String group, Column... columns) {
    return new Subject(
        product,
        rate,
        group + "longitude",
        group + "latitude",
        group + "delta_time",
        1,
        null,
        List.of(columns),
        List.of(),
        List.of());
  }

  private static Subject shots(
      SampleProduct product, String group, List<String> extra, Column... columns) {
    List<Column> all = new ArrayList<>(List.of(own("shot_number", "shot_number")));
    all.addAll(Arrays.asList(columns));
    return new Subject(
        product,
        "shots",
        group + "lon_lowestmode",
        group + "lat_lowestmode",
        group + "delta_time",
        1,
        null,
        all,
        extra,
        List.of());
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void exportEqualsAPointInPolygonTestOfEveryRow(Subject subject) throws Exception {
    long seed = Long.getLong("groundtrack.property.seed", System.nanoTime());
    System.out.println(subject + ": seed " + seed);
    Random random = new Random(seed);
    long tested = 0;
    long inside = 0;
    for (int c = 0; c < COLLECTIONS; c++) {
      Path granules = folder.resolve("granules" + c);
      Path index = folder.resolve("index" + c);
      boolean joined = random.nextBoolean();
      int count = 1 + random.nextInt(2);
      for (int i = 0; i < count; i++) {
        GranuleSpec spec = granule(subject.product(), random, i);
        GranuleGenerator.write(granules, spec);
        for (SampleProduct partner : subject.partners()) {
          if (joined) {
            GranuleGenerator.write(granules, spec.as(partner));
          }
        }
      }
      new Indexer(options(subject, joined, random))
          .build(GranuleInputs.find(List.of(granules.toString())), index, done -> {});
      List<StoredRow> rows = storedRows(subject, granules, joined);
      try (SpatialIndex opened = SpatialIndex.open(index)) {
        for (int a = 0; a < AREAS; a++) {
          int centre = random.nextInt(rows.size());
          Geometry area = area(rows.get(centre), random);
          if (area.isEmpty() || area.getArea() == 0) {
            continue;
          }
          TimeRange range = range(rows, centre, random);
          List<String> expected = inside(rows, area, range);
          ExportPlan plan =
              AoiQuery.of(opened)
                  .product(subject.product().name())
                  .rate(subject.rate())
                  .variables(subject.extra())
                  .within(Aoi.of("random", area))
                  .during(range)
                  .plan();
          assertSame(
              exported(plan, subject, joined),
              expected,
              "%s: seed %s, collection %s, %s, area %s: %s"
                  .formatted(subject, seed, c, range, a, area));
          tested += rows.size();
          inside += expected.size();
        }
      }
    }
    System.out.println(subject + ": tested " + tested + " rows, " + inside + " of them inside");
    assertThat(inside).isPositive();
  }

  private static GranuleSpec granule(SampleProduct product, Random random, int number) {
    boolean polar = random.nextInt(4) == 0;
    double latitude =
        polar
            ? (random.nextBoolean() ? 1 : -1) * (86 + 1.99 * random.nextDouble())
            : 160 * random.nextDouble() - 80;
    boolean bathymetry = product == SampleProduct.ATL24;
    boolean photons =
        bathymetry || product == SampleProduct.ATL03 || product == SampleProduct.ATL08;
    int segments =
        product == SampleProduct.ATL12
            ? 20_000 + random.nextInt(200_000)
            : 1 + random.nextInt(photons ? 1500 : 8000);
    GranuleSpecBuilder builder =
        GranuleSpec.builder(product)
            .seed(random.nextLong())
            .pass(1 + random.nextInt(1387), 2 + number)
            .centreOn(
                random.nextInt(3) == 0 ? 180 : 360 * random.nextDouble() - 180,
                latitude,
                random.nextBoolean())
            .segments(segments)
            .photonsPerSegment(1 + random.nextInt(30))
            .emptyFraction(random.nextInt(3) == 0 ? random.nextDouble() : 0.1)
            .strayFraction(random.nextInt(3) == 0 ? 0.5 * random.nextDouble() : 0)
            .waveformSamples(2 + random.nextInt(100))
            .invalidPositionFraction(random.nextInt(3) == 0 ? 0.02 : 0)
            .chunkDivisor((int) Math.pow(random.nextBoolean() ? 300 : 10, random.nextDouble()))
            .deflateLevel(1)
            .variables(product == SampleProduct.GEDI01_B ? VariableSet.FULL : VariableSet.CORE);
    if (random.nextBoolean()) {
      builder.missingBeams(product.beams().get(random.nextInt(product.beams().size())));
    }
    return builder.build();
  }

  private static IndexOptions options(Subject subject, boolean joined, Random random) {
    IndexOptions options = IndexOptions.DEFAULT.withResolution(3 + random.nextInt(5));
    Set<String> rates = new LinkedHashSet<>(List.of(subject.rate()));
    // Rates of products that are not there are mistakes of the caller.
    for (SampleProduct product : joined ? subject.partners() : List.<SampleProduct>of()) {
      ProductLayouts.shipped()
          .of(product.name())
          .orElseThrow()
          .rates()
          .forEach(rate -> rates.add(rate.name()));
    }
    return options.withRates(List.copyOf(rates));
  }

  private static Geometry area(StoredRow centre, Random random) {
    RandomAreas areas = new RandomAreas(random);
    Geometry area = areas.around(centre.longitude(), centre.latitude());
    if (Math.abs(centre.longitude()) > 175 && random.nextBoolean()) {
      // The other side of the antimeridian too.
      area =
          area.union(
              areas.around(
                  centre.longitude() - Math.copySign(360, centre.longitude()), centre.latitude()));
    }
    return area;
  }

  private static List<StoredRow> storedRows(Subject subject, Path granules, boolean joined) {
    List<StoredRow> rows = new ArrayList<>();
    Map<String, Path> all = new TreeMap<>();
    GranuleInputs.find(List.of(granules.toString()))
        .forEach((id, location) -> all.put(id, location.path()));
    String prefix = subject.product().name();
    all.forEach(
        (id, path) -> {
          if (id.startsWith(prefix)) {
            Map<SampleProduct, WholeArrays> partners = new HashMap<>();
            for (SampleProduct partner : subject.partners()) {
              String start = partner + id.substring(prefix.length(), id.lastIndexOf("_006_"));
              all.forEach(
                  (other, file) -> {
                    if (other.startsWith(start)) {
                      partners.put(partner, WholeArrays.of(file));
                    }
                  });
            }
            try (WholeArrays own = WholeArrays.of(path)) {
              addRows(subject, id, new Granule(own, partners), joined, rows);
            }
            partners.values().forEach(WholeArrays::close);
          }
        });
    return rows;
  }

  private static void addRows(
      Subject subject, String id, Granule granule, boolean joined, List<StoredRow> rows) {
    for (String beam : subject.product().beams()) {
      if (!granule.own().has(beam, subject.latitude())) {
        continue;
      }
      double[] longitude = positions(granule.own(), beam, subject.longitude(), subject.pieces());
      double[] latitude = positions(granule.own(), beam, subject.latitude(), subject.pieces());
      double[] time = granule.own().doubles(beam, subject.time());
      double[] needs =
          subject.needs() == null ? null : granule.own().doubles(beam, subject.needs());
      List<Values> columns =
          columns(subject, joined).stream().map(c -> c.oracle().of(granule, beam)).toList();
      for (int row = 0; row < latitude.length; row++) {
        if (Math.abs(longitude[row]) <= 180
            && Math.abs(latitude[row]) <= 90
            && (needs == null || needs[row] > 0)) {
          StringJoiner text = new StringJoiner(" ");
          text.add(id).add(beam);
          text.add(Double.toString(longitude[row])).add(Double.toString(latitude[row]));
          text.add(Long.toString(nanos(time[row / subject.pieces()])));
          for (Values column : columns) {
            text.add(column.at(row));
          }
          rows.add(
              new StoredRow(
                  longitude[row],
                  latitude[row],
                  nanos(time[row / subject.pieces()]),
                  text.toString()));
        }
      }
    }
  }

  private static double[] positions(WholeArrays granule, String beam, String path, int pieces) {
    return pieces == 1
        ? granule.doubles(beam, path)
        : Arrays.stream(granule.table(beam, path)).flatMapToDouble(Arrays::stream).toArray();
  }

  /** Columns of other products are there if the index holds these. */
  private static List<Column> columns(Subject subject, boolean joined) {
    return subject.columns().stream()
        .filter(
            column ->
                joined
                    || subject.partners().isEmpty()
                    || !Set.of("classed_pc_flag", "class_ph", "ortho_h").contains(column.name()))
        .toList();
  }

  private static long nanos(double deltaTime) {
    return new BigDecimal(deltaTime)
            .movePointRight(9)
            .setScale(0, RoundingMode.HALF_UP)
            .longValueExact()
        + EPOCH.getEpochSecond() * 1_000_000_000L;
  }

  /** All times, or those from one row to another, a few or many rows on. */
  private static TimeRange range(List<StoredRow> rows, int centre, Random random) {
    if (random.nextInt(3) > 0) {
      return TimeRange.ALL;
    }
    int further = (int) Math.pow(rows.size(), random.nextDouble());
    long a = rows.get(centre).nanos();
    long b = rows.get(Math.min(rows.size() - 1, centre + further)).nanos();
    Instant start = random.nextInt(3) == 0 ? null : GpsTime.instant(Math.min(a, b));
    Instant end = random.nextInt(3) == 0 ? null : GpsTime.instant(Math.max(a, b) + 1);
    return new TimeRange(start, end);
  }

  private static List<String> inside(List<StoredRow> rows, Geometry area, TimeRange range) {
    List<String> inside = new ArrayList<>();
    for (StoredRow row : rows) {
      // Longitudes -180 and 180 are one meridian; those of single precision are often just there.
      boolean within =
          isIn(area, row.longitude(), row.latitude())
              || (Math.abs(row.longitude()) == 180 && isIn(area, -row.longitude(), row.latitude()));
      if (within && range.contains(row.nanos())) {
        inside.add(row.text());
      }
    }
    return inside;
  }

  private static boolean isIn(Geometry area, double longitude, double latitude) {
    return area.getEnvelopeInternal().contains(longitude, latitude)
        && SimplePointInAreaLocator.locate(new Coordinate(longitude, latitude), area)
            != Location.EXTERIOR;
  }

  private static List<String> exported(ExportPlan plan, Subject subject, boolean joined) {
    List<String> points = new ArrayList<>();
    try (PointReader reader = Exporter.of(plan).with(ExportOptions.DEFAULT.withThreads(2)).read()) {
      while (reader.loadNextBatch()) {
        VarCharVector granule = (VarCharVector) reader.root().getVector("granule");
        VarCharVector beam = (VarCharVector) reader.root().getVector("track_id");
        Float8Vector longitude = (Float8Vector) reader.root().getVector("longitude");
        Float8Vector latitude = (Float8Vector) reader.root().getVector("latitude");
        TimeStampNanoTZVector time = (TimeStampNanoTZVector) reader.root().getVector("time");
        List<FieldVector> columns =
            columns(subject, joined).stream()
                .map(
                    column -> {
                      FieldVector vector = reader.root().getVector(column.name());
                      assertThat(vector).as("%s of %s", column.name(), subject).isNotNull();
                      return vector;
                    })
                .toList();
        for (int i = 0; i < reader.root().getRowCount(); i++) {
          StringJoiner text = new StringJoiner(" ");
          text.add(new String(granule.get(i), StandardCharsets.UTF_8));
          text.add(new String(beam.get(i), StandardCharsets.UTF_8));
          text.add(Double.toString(longitude.get(i))).add(Double.toString(latitude.get(i)));
          text.add(Long.toString(time.get(i)));
          for (FieldVector column : columns) {
            text.add(text(column, i));
          }
          points.add(text.toString());
        }
      }
    }
    return points;
  }

  private static String text(FieldVector vector, int i) {
    if (vector.isNull(i)) {
      return "null";
    }
    if (vector instanceof UInt1Vector bytes) {
      return Integer.toString(bytes.get(i) & 0xFF);
    }
    if (vector instanceof ListVector list) {
      StringJoiner elements = new StringJoiner(",", "[", "]");
      for (int e = list.getElementStartIndex(i); e < list.getElementEndIndex(i); e++) {
        elements.add(text(list.getDataVector(), e));
      }
      return elements.toString();
    }
    return text(vector.getObject(i));
  }

  /** One value as text; fill values are null. */
  private static String text(Object value) {
    if (value.getClass().isArray()) {
      StringJoiner elements = new StringJoiner(",", "[", "]");
      for (int i = 0; i < Array.getLength(value); i++) {
        elements.add(text(Array.get(value, i)));
      }
      return elements.toString();
    }
    if (value instanceof Float number) {
      return number == Float.MAX_VALUE || number == -9999 ? "null" : number.toString();
    }
    if (value instanceof Double number) {
      return number == Double.MAX_VALUE || number == -9999 ? "null" : number.toString();
    }
    if (value instanceof Number number) {
      return Long.toString(number.longValue());
    }
    return value.toString();
  }

  /** Says what is missing and what is too much: lists of all rows would be too long. */
  private static void assertSame(List<String> found, List<String> expected, String what) {
    if (found.equals(expected)) {
      return;
    }
    List<String> missing = new ArrayList<>(expected);
    missing.removeAll(new LinkedHashSet<>(found));
    List<String> wrong = new ArrayList<>(found);
    wrong.removeAll(new LinkedHashSet<>(expected));
    throw new AssertionError(
        "%s%nexpected %s points, found %s; %s are missing: %s; %s are wrong: %s"
            .formatted(
                what,
                expected.size(),
                found.size(),
                missing.size(),
                missing.subList(0, Math.min(5, missing.size())),
                wrong.size(),
                wrong.subList(0, Math.min(5, wrong.size()))));
  }
}
