package org.groundtrack.area;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import net.sf.geographiclib.Geodesic;
import net.sf.geographiclib.GeodesicData;
import org.groundtrack.error.InvalidAoiException;
import org.groundtrack.error.UsageException;
import org.groundtrack.geo.Aoi;
import org.junit.jupiter.api.Test;

/** Compares with geodesic distances to positions that lie close together along the edges. */
class BuffersTest {
  private static Aoi parse(String text, double metres) {
    return AoiReader.parse(text, "area", AoiSettings.DEFAULT.withBufferMetres(metres));
  }

  private static double metres(double[] a, double longitude, double latitude) {
    return Geodesic.WGS84.Inverse(a[1], a[0], latitude, longitude).s12;
  }

  private static double[] random(Random random) {
    double latitude =
        switch (random.nextInt(4)) {
          case 0 -> 90 - Math.pow(10, -random.nextDouble() * 5);
          case 1 -> -90 + Math.pow(10, -random.nextDouble() * 5);
          default -> random.nextDouble() * 170 - 85;
        };
    double longitude =
        random.nextBoolean()
            ? random.nextDouble() * 360 - 180
            : Math.IEEEremainder(180 + random.nextGaussian() * 0.01, 360);
    return new double[] {longitude, latitude};
  }

  private static String position(double[] p) {
    return String.format(Locale.ROOT, "%s %s", p[0], p[1]);
  }

  /** Positions round a place: most of them near the edge of its buffer. */
  private static double[] near(double[] place, double distance, Random random) {
    double off = random.nextBoolean() ? 1 + random.nextGaussian() * 0.002 : random.nextDouble() * 2;
    GeodesicData end =
        Geodesic.WGS84.Direct(place[1], place[0], random.nextDouble() * 360, distance * off);
    return new double[] {Math.IEEEremainder(end.lon2, 360), end.lat2};
  }

  private static void check(
      Aoi aoi, List<double[]> along, double distance, Random random, String seed) {
    for (int i = 0; i < 100; i++) {
      double[] point = near(along.get(random.nextInt(along.size())), distance, random);
      double nearest = Double.MAX_VALUE;
      for (double[] place : along) {
        nearest = Math.min(nearest, metres(place, point[0], point[1]));
      }
      boolean inside = aoi.contains(point[0], point[1]);
      if (nearest <= distance) {
        assertThat(inside).as("%s: missed at %s, %s", seed, point[0], point[1]).isTrue();
      }
      if (nearest > distance * 1.0005 + 0.1 + gap(along)) {
        assertThat(inside)
            .as("%s: too far, %s m at %s, %s", seed, nearest, point[0], point[1])
            .isFalse();
      }
    }
  }

  /** How much the distance to sampled positions may exceed that to the line. */
  private static double gap(List<double[]> along) {
    double gap = 0;
    for (int i = 1; i < along.size(); i++) {
      gap = Math.max(gap, metres(along.get(i - 1), along.get(i)[0], along.get(i)[1]));
    }
    return gap / 2;
  }

  @Test
  void theEdgeOfAPointsBufferIsWhereTheDistanceIsReached() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 300; i++) {
      double[] place = random(random);
      double distance = Math.pow(10, 1 + random.nextDouble() * 4);
      Aoi aoi = parse("POINT (" + position(place) + ")", distance);
      for (int j = 0; j < 20; j++) {
        double azimuth = random.nextDouble() * 360;
        for (double off : new double[] {-1e-5, 0.0021}) {
          GeodesicData end = Geodesic.WGS84.Direct(place[1], place[0], azimuth, distance + off);
          assertThat(aoi.contains(Math.IEEEremainder(end.lon2, 360), end.lat2))
              .as("seed %s, %s m round %s, off %s", seed, distance, position(place), off)
              .isEqualTo(off < 0);
        }
      }
    }
  }

  @Test
  void bufferOfAPointHoldsAllWithinTheDistanceAndLittleElse() {
    long seed = System.nanoTime();
    System.out.println("BuffersTest: seed " + seed);
    Random random = new Random(seed);
    for (int round = 0; round < 60; round++) {
      double distance = Math.pow(10, 1 + random.nextDouble() * 5.3);
      double[] place = random(random);
      Aoi aoi = parse("POINT(" + position(place) + ")", distance);
      String where = "seed %s, %s m round %s".formatted(seed, distance, position(place));
      assertThat(aoi.geometry().isValid()).as(where).isTrue();
      check(aoi, List.of(place), distance, random, where);
    }
    for (double pole : new double[] {90, -90}) {
      Aoi aoi = parse("POINT(33 " + pole + ")", 100_000);
      check(aoi, List.of(new double[] {0, pole}), 100_000, random, "pole");
      assertThat(aoi.contains(-120, pole)).isTrue();
    }
  }

  @Test
  void bufferOfALineHoldsAllWithinTheDistanceAndLittleElse() {
    long seed = System.nanoTime();
    System.out.println("BuffersTest: seed " + seed);
    Random random = new Random(seed);
    for (int round = 0; round < 15; round++) {
      double distance = Math.pow(10, 1 + random.nextDouble() * 4.5);
      double[] from = random(random);
      double[] to = near(from, distance * (1 + random.nextDouble() * 10), random);
      String wkt = "LINESTRING(" + position(from) + "," + position(to) + ")";
      Aoi aoi = parse(wkt, distance);
      List<double[]> along = new ArrayList<>();
      double width = Math.IEEEremainder(to[0] - from[0], 360);
      for (int i = 0; i <= 2000; i++) {
        double part = i / 2000.0;
        along.add(new double[] {from[0] + part * width, from[1] + part * (to[1] - from[1])});
      }
      check(aoi, along, distance, random, "seed %s, %s m round %s".formatted(seed, distance, wkt));
    }
  }

  @Test
  void bufferOfAPolygonHoldsThePolygonAndWhatIsRoundIt() {
    Random random = new Random(4);
    String wkt =
        "POLYGON((179 70, -179 70, -179 71, 179 71, 179 70),(179.5 70.4, 179.5 70.6, -179.5 70.6, -179.5 70.4, 179.5 70.4))";
    Aoi aoi = parse(wkt, 2000);
    Aoi plain = AoiReader.parse(wkt, "area");
    List<double[]> along = new ArrayList<>();
    for (int i = 0; i <= 4_000; i++) {
      along.add(new double[] {179 + i / 2_000.0, 70});
    }
    Aoi edge = parse("LINESTRING(179 70, -179 70)", 2000);
    check(edge, along, 2000, random, "south");
    for (int i = 0; i < 2000; i++) {
      double longitude = Math.IEEEremainder(179 + 2 * random.nextDouble(), 360);
      double latitude = 70 - 0.03 * random.nextDouble();
      assertThat(aoi.contains(longitude, latitude)).isEqualTo(edge.contains(longitude, latitude));
    }
    assertThat(aoi.geometry().getArea()).isGreaterThan(plain.geometry().getArea());
    for (int i = 0; i < 20_000; i++) {
      double longitude = Math.IEEEremainder(178.5 + 3 * random.nextDouble(), 360);
      double latitude = 69.5 + 2 * random.nextDouble();
      if (plain.contains(longitude, latitude)) {
        assertThat(aoi.contains(longitude, latitude)).isTrue();
      }
    }
    assertThat(aoi.contains(180, 70.5)).isFalse();
    assertThat(aoi.contains(180, 70.41)).isTrue();
    assertThat(aoi.contains(180, 71.03)).isFalse();
    assertThat(aoi.contains(180, 71.017)).isTrue();
  }

  @Test
  void bufferOfBoxesPolarCapsAndProjectedLinesWorks() {
    Aoi cap = parse("-180,80,180,90", 10_000);
    assertThat(cap.contains(17, 79.92)).isTrue();
    assertThat(cap.contains(17, 79.90)).isFalse();
    assertThat(cap.contains(17, 90)).isTrue();
    Aoi line =
        AoiReader.parse(
            "SRID=3413;LINESTRING(-500000 0, 500000 0)",
            "area",
            AoiSettings.DEFAULT.withBufferMetres(1000));
    assertThat(line.contains(12, 90)).isTrue();
    assertThat(line.contains(45, 86)).isTrue();
    assertThat(line.contains(-135, 86)).isTrue();
    assertThat(line.contains(0, 89.9)).isFalse();
    Aoi mixed =
        parse(
            "GEOMETRYCOLLECTION(POINT(0 0),LINESTRING(5 5, 6 5),POLYGON((10 10, 11 10, 11 11, 10 10)))",
            1000);
    assertThat(mixed.contains(0.005, 0)).isTrue();
    assertThat(mixed.contains(5.5, 5.005)).isTrue();
    assertThat(mixed.contains(10.9, 10.1)).isTrue();
    assertThat(mixed.contains(2, 2)).isFalse();
  }

  @Test
  void buffersThatMakeNoSenseAreRefused() {
    for (double metres : new double[] {-1, Double.NaN, 3_000_000, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> parse("POINT(0 0)", metres))
          .isInstanceOf(UsageException.class)
          .hasMessageContaining("expected metres above 0, at most 2000000");
    }
    assertThatThrownBy(() -> parse("POINT(58 -134)", 100))
        .isInstanceOf(InvalidAoiException.class)
        .hasMessageContainingAll("Point, vertex 1", "latitude -134.0", "swapped", "--aoi-crs");
  }
}
