package org.groundtrack.cli;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.groundtrack.cli.ProductSubjects.Column;
import org.groundtrack.cli.ProductSubjects.Granule;
import org.groundtrack.cli.ProductSubjects.Subject;
import org.groundtrack.cli.ProductSubjects.Values;
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

  @TempDir Path folder;

  static Stream<Subject> subjects() {
    return ProductSubjects.all();
  }

  /** A row that has a position, with what a point that it becomes says. */
  private record StoredRow(double longitude, double latitude, long nanos, String text) {}

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
          TimeRange range = subject.time() == null ? TimeRange.ALL : range(rows, centre, random);
          List<String> expected = inside(rows, area, range);
          ExportPlan plan =
              AoiQuery.of(opened)
                  .product(subject.product().name())
                  .rate(subject.rate())
                  .variables(subject.extra())
                  .within(Aoi.of("random", area))
                  .during(range)
                  .granulesAtOnce(1 + random.nextInt(3))
                  .plan();
          assertSame(
              ArrowPoints.of(plan, columns(subject, joined).stream().map(Column::name).toList()),
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
      double[] time = subject.time() == null ? null : granule.own().doubles(beam, subject.time());
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
          long nanos = time == null ? 0 : WholeArrays.nanos(time[row / subject.pieces()]);
          text.add(time == null ? "null" : Long.toString(nanos));
          for (Values column : columns) {
            text.add(column.at(row));
          }
          rows.add(new StoredRow(longitude[row], latitude[row], nanos, text.toString()));
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
