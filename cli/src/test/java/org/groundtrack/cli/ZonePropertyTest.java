package org.groundtrack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.groundtrack.condition.Conditions;
import org.groundtrack.exporter.Exporter;
import org.groundtrack.geo.Aoi;
import org.groundtrack.index.SpatialIndex;
import org.groundtrack.plan.ExportPlan;
import org.groundtrack.plan.Filters;
import org.groundtrack.query.AoiQuery;
import org.groundtrack.samples.GranuleGenerator;
import org.groundtrack.samples.GranuleSpec;
import org.groundtrack.samples.SampleProduct;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.GeometryFactory;

/** Exports with conditions by indexes with zones, against those by indexes without. */
class ZonePropertyTest {
  private static final int COLLECTIONS = Integer.getInteger("groundtrack.property.collections", 3);
  private static final int QUERIES = Integer.getInteger("groundtrack.property.areas", 100);

  private static final List<String> VALUES =
      List.of(
          "i1",
          "i2",
          "i4",
          "i8",
          "u1",
          "u2",
          "u4",
          "u8",
          "f4",
          "f8",
          "packed",
          "deep/value",
          "rh[0]",
          "rh[2]",
          "rh[-1]");

  @TempDir Path folder;

  private long chunks;
  private long chunksByZones;

  private static Random random(String name) {
    long seed = Long.getLong("groundtrack.property.seed", System.nanoTime());
    System.out.println(name + ": seed " + seed);
    return new Random(seed);
  }

  private static Aoi box(double west, double east, double south, double north) {
    return Aoi.of("box", new GeometryFactory().toGeometry(new Envelope(west, east, south, north)));
  }

  /** A file of points but for its footer, which tells of the plan. */
  private byte[] points(ExportPlan plan) throws IOException {
    Path file = folder.resolve("points.parquet");
    Exporter.of(plan).write(file);
    byte[] bytes = Files.readAllBytes(file);
    Files.delete(file);
    int footer =
        ByteBuffer.wrap(bytes)
            .order(ByteOrder.LITTLE_ENDIAN)
            .getInt(bytes.length - 2 * Integer.BYTES);
    return Arrays.copyOf(bytes, bytes.length - footer - 2 * Integer.BYTES);
  }

  private void compare(AoiQuery without, AoiQuery with, String text, String label)
      throws IOException {
    Filters filters = Filters.NONE.where(Conditions.parse(text));
    ExportPlan all = without.matching(filters).plan();
    ExportPlan fewer = with.matching(filters).plan();
    chunks += all.totals().chunks();
    chunksByZones += fewer.totals().chunks();
    assertThat(Arrays.mismatch(points(fewer), points(all)))
        .as("%s: %s: first byte that differs", label, text)
        .isEqualTo(-1);
  }

  private void assertChunksWereSkipped() {
    System.out.println("zones: %s chunks planned of %s".formatted(chunksByZones, chunks));
    assertThat(chunksByZones).isPositive().isLessThan(chunks);
  }

  @Test
  void exportsOfValuesOfEveryTypeAreTheSameWithZones() throws Exception {
    Random random = random("zones of values");
    Path layout = Files.writeString(folder.resolve("values.json"), ValueGranules.LAYOUT);
    for (int c = 0; c < COLLECTIONS; c++) {
      Path granules = folder.resolve("granules" + c);
      Path index = folder.resolve("index" + c);
      Path zoned = folder.resolve("zoned" + c);
      new ValueGranules(random).write(granules, 3);
      List<String> zones = new ArrayList<>(VALUES);
      Collections.shuffle(zones, random);
      // From rows by the hundred in a cell to cells with a row each.
      int resolution = 4 + random.nextInt(5);
      Object[] words = {"index", granules, "--layout", layout, "--h3-resolution", resolution};
      CommandRun.of(words, "-o", index).succeeded();
      CommandRun.of(words, "-o", zoned, "--zones", String.join(",", zones.subList(0, 8)))
          .succeeded();
      try (SpatialIndex plain = SpatialIndex.open(index);
          SpatialIndex known = SpatialIndex.open(zoned)) {
        for (int q = 0; q < QUERIES; q++) {
          double west = 10 + random.nextDouble() / 2;
          double south = 20 + random.nextDouble() / 2;
          Aoi area = box(west, west + 0.4, south, south + 0.4);
          List<String> variables = random.nextBoolean() ? List.of() : VALUES;
          compare(
              AoiQuery.of(plain).within(area).variables(variables),
              AoiQuery.of(known).within(area).variables(variables),
              new RandomConditions(random).condition(random.nextInt(3)),
              "query " + q);
        }
      }
    }
    assertChunksWereSkipped();
  }

  @Test
  void exportsOfPhotonsAndOfWhatLeadsToThemAreTheSameWithZones() throws Exception {
    Random random = random("zones of photons");
    Path granules = folder.resolve("granules");
    for (int cycle = 3; cycle <= 4; cycle++) {
      GranuleGenerator.write(
          granules,
          GranuleSpec.builder(SampleProduct.ATL03)
              .pass(77, cycle)
              .seed(random.nextLong())
              .segments(600)
              .chunkDivisor(40)
              .emptyFraction(0.2)
              .strayFraction(0.02)
              .invalidPositionFraction(0.01)
              .build());
    }
    Path index = folder.resolve("index");
    Path zoned = folder.resolve("zoned");
    Object[] words = {"index", granules, "--rates", "photons", "--h3-resolution", 8};
    CommandRun.of(words, "-o", index).succeeded();
    CommandRun.of(
            words, "-o", zoned, "--zones", "h_ph,signal_conf_ph[0],segment_id,heights/delta_time")
        .succeeded();
    Aoi area = box(-180, 180, -90, 90);
    try (SpatialIndex plain = SpatialIndex.open(index);
        SpatialIndex known = SpatialIndex.open(zoned)) {
      for (int q = 0; q < QUERIES / 2; q++) {
        String rate = q % 4 == 0 ? "segments" : "photons";
        compare(
            AoiQuery.of(plain).rate(rate).within(area),
            AoiQuery.of(known).rate(rate).within(area),
            rate.equals("segments") ? segments(random) : photons(random),
            "query " + q);
      }
    }
    assertChunksWereSkipped();
  }

  private static String segments(Random random) {
    int id = 300_000 + random.nextInt(500_000);
    return "segment_id %s %s".formatted(random.nextBoolean() ? "<" : ">=", id);
  }

  private static String photons(Random random) {
    String height =
        String.format(
            Locale.ROOT,
            "h_ph %s %.2f",
            random.nextBoolean() ? "<" : ">",
            random.nextGaussian() * 1500);
    return switch (random.nextInt(5)) {
      case 0 -> height;
      case 1 -> "signal_conf_ph[0] = %s and %s".formatted(random.nextInt(5), height);
      case 2 -> segments(random) + " and " + height;
      case 3 -> "segment_id is null or " + height;
      default -> "not (%s) and track_id in ('gt1l', 'gt3r')".formatted(height);
    };
  }
}
