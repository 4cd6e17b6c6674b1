package org.groundtrack.indexer;

import static org.assertj.core.api.Assertions.assertThat;

import com.uber.h3core.util.LatLng;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.groundtrack.geo.H3Cells;
import org.groundtrack.granule.InvalidPositions;
import org.groundtrack.index.CoverageTable;
import org.junit.jupiter.api.Test;

class ChunkCoverageTest {
  private static final double RADIUS_METRES = 6_371_000;
  private static final double GROUND_METRES_PER_SECOND = 6_900;
  private static final long FIRST_ROW = 40_000;
  private static final long START = 1_546_300_800_000_000_000L;

  /** Rows along a track, each of which leads to a run of points near by. */
  private static final class Track {
    final double[] longitude;
    final double[] latitude;
    final long[] time;
    final long[][] firsts;
    final long[][] counts;
    final List<LatLng> points = new ArrayList<>();
    final List<Long> pointTimes = new ArrayList<>();

    Track(int rows, LatLng start, double marginMetres, Random random) {
      longitude = new double[rows];
      latitude = new double[rows];
      time = new long[rows];
      firsts = new long[2][rows];
      counts = new long[2][rows];
      double heading = random.nextDouble() * 2 * Math.PI;
      double step = 50 + random.nextInt(3000);
      for (int row = 0; row < rows; row++) {
        LatLng position = destination(start, heading, row * step);
        longitude[row] = position.lng;
        latitude[row] = position.lat;
        time[row] = START + (long) (row * step / GROUND_METRES_PER_SECOND * 1e9);
        int count = random.nextInt(3) == 0 ? 0 : random.nextInt(6);
        firsts[0][row] = count == 0 ? 0 : points.size();
        counts[0][row] = count;
        firsts[1][row] = 5_000_000_000L + row;
        counts[1][row] = 1;
        for (int i = 0; i < count; i++) {
          double metres = random.nextDouble() * marginMetres;
          points.add(destination(position, random.nextDouble() * 2 * Math.PI, metres));
          double late = (random.nextDouble() * 2 - 1) * metres / GROUND_METRES_PER_SECOND;
          pointTimes.add(time[row] + (long) (late * 1e9));
        }
        if (random.nextInt(20) == 0) {
          // What leads from here is found by no one: it has no position.
          longitude[row] = Double.NaN;
        }
      }
    }

    CoverageTable cover(int resolution, double marginMetres) {
      CoverageTable table = new CoverageTable();
      InvalidPositions.Count invalid = new InvalidPositions.Count();
      new ChunkCoverage(resolution, marginMetres)
          .add(chunk(longitude.length), longitude, latitude, time, firsts, counts, table, invalid);
      assertThat(invalid.sum().total())
          .isEqualTo(Arrays.stream(longitude).filter(Double::isNaN).count());
      return table;
    }
  }

  private static ChunkCoverage.ChunkRows chunk(int rows) {
    return new ChunkCoverage.ChunkRows(
        "ATL03", "ATL03_a.h5", "gt1l", "segments", 4, FIRST_ROW, rows, false);
  }

  private static LatLng destination(LatLng from, double heading, double metres) {
    double angle = metres / RADIUS_METRES;
    double phi = Math.toRadians(from.lat);
    double lambda = Math.toRadians(from.lng);
    double[] to = {0, 0, 0};
    double[] up = {
      Math.cos(phi) * Math.cos(lambda), Math.cos(phi) * Math.sin(lambda), Math.sin(phi)
    };
    double[] north = {
      -Math.sin(phi) * Math.cos(lambda), -Math.sin(phi) * Math.sin(lambda), Math.cos(phi)
    };
    double[] east = {-Math.sin(lambda), Math.cos(lambda), 0};
    for (int i = 0; i < 3; i++) {
      double along = Math.cos(heading) * north[i] + Math.sin(heading) * east[i];
      to[i] = Math.cos(angle) * up[i] + Math.sin(angle) * along;
    }
    return new LatLng(
        Math.toDegrees(Math.atan2(to[2], Math.hypot(to[0], to[1]))),
        Math.toDegrees(Math.atan2(to[1], to[0])));
  }

  /** Anywhere, at the poles, and at the antimeridian. */
  private static LatLng start(int round, Random random) {
    double latitude = Math.toDegrees(Math.asin(random.nextDouble() * 2 - 1));
    return switch (round % 4) {
      case 0 -> new LatLng((random.nextBoolean() ? 1 : -1) * (89.9 + random.nextDouble() / 10), 7);
      case 1 -> new LatLng(latitude, 180 - random.nextDouble() / 100);
      default -> new LatLng(latitude, random.nextDouble() * 360 - 180);
    };
  }

  private static Map<Long, CoverageTable.Row> byCell(CoverageTable table) {
    Map<Long, CoverageTable.Row> rows = new HashMap<>();
    for (int i = 0; i < table.size(); i++) {
      CoverageTable.Row row = table.row(i);
      assertThat(rows.put(row.cell(), row)).as("a cell has one row of a chunk").isNull();
      assertThat(row.product()).isEqualTo("ATL03");
      assertThat(row.rate()).isEqualTo("segments");
      assertThat(row.chunk()).isEqualTo(4);
    }
    return rows;
  }

  @Test
  void withoutAMarginEachCellHasExactlyItsRowsAndWhereTheyLead() {
    long seed = System.nanoTime();
    System.out.println("ChunkCoverageTest: seed " + seed);
    Random random = new Random(seed);
    for (int round = 0; round < 60; round++) {
      int resolution = 3 + random.nextInt(5);
      Track track = new Track(200, start(round, random), 0, random);
      Map<Long, List<Integer>> expected = new HashMap<>();
      for (int row = 0; row < 200; row++) {
        if (!Double.isNaN(track.longitude[row])) {
          long cell = H3Cells.cell(track.longitude[row], track.latitude[row], resolution);
          expected.computeIfAbsent(cell, k -> new ArrayList<>()).add(row);
        }
      }
      Map<Long, CoverageTable.Row> found = byCell(track.cover(resolution, 0));
      assertThat(found.keySet()).as("seed %s", seed).isEqualTo(expected.keySet());
      found.forEach((cell, row) -> assertExact(row, expected.get(cell), track));
    }
  }

  private static void assertExact(CoverageTable.Row row, List<Integer> rows, Track track) {
    int first = rows.get(0);
    int last = rows.get(rows.size() - 1);
    assertThat(row.firstRow()).isEqualTo(FIRST_ROW + first);
    assertThat(row.rowCount()).isEqualTo(last - first + 1);
    assertThat(row.validPositions()).isEqualTo(rows.size());
    assertThat(row.startNanos()).isEqualTo(track.time[first]);
    assertThat(row.endNanos()).isEqualTo(track.time[last]);
    assertThat(row.west()).isEqualTo(min(rows, track.longitude));
    assertThat(row.north()).isEqualTo(-min(rows, negative(track.latitude)));
    assertThat(row.links()).hasSize(2);
    long[] led = rows.stream().mapToLong(i -> track.counts[0][i]).toArray();
    if (Arrays.stream(led).sum() == 0) {
      assertThat(row.links().get(0).count()).isZero();
    } else {
      List<Integer> leading = rows.stream().filter(i -> track.counts[0][i] > 0).toList();
      int from = leading.get(0);
      int to = leading.get(leading.size() - 1);
      assertThat(row.links().get(0))
          .isEqualTo(
              new CoverageTable.LinkRun(
                  track.firsts[0][from],
                  track.firsts[0][to] + track.counts[0][to] - track.firsts[0][from]));
    }
    assertThat(row.links().get(1))
        .isEqualTo(new CoverageTable.LinkRun(5_000_000_000L + first, last - first + 1));
  }

  private static double min(List<Integer> rows, double[] values) {
    return rows.stream().mapToDouble(i -> values[i]).min().orElseThrow();
  }

  private static double[] negative(double[] values) {
    return Arrays.stream(values).map(v -> -v).toArray();
  }

  @Test
  void withAMarginWhateverLiesWithinItIsFoundByItsOwnCellPositionAndTime() {
    long seed = System.nanoTime();
    System.out.println("ChunkCoverageTest margin: seed " + seed);
    Random random = new Random(seed);
    for (int round = 0; round < 120; round++) {
      int resolution = 3 + random.nextInt(6);
      double margin = random.nextBoolean() ? 1000 : 50 + random.nextInt(5000);
      Track track = new Track(150, start(round, random), margin, random);
      Map<Long, CoverageTable.Row> found = byCell(track.cover(resolution, margin));
      for (int row = 0; row < 150; row++) {
        if (Double.isNaN(track.longitude[row])) {
          continue;
        }
        for (long i = 0; i < track.counts[0][row]; i++) {
          assertFound(found, track, row, track.firsts[0][row] + i, resolution, seed);
        }
      }
    }
  }

  private static void assertFound(
      Map<Long, CoverageTable.Row> found,
      Track track,
      int row,
      long point,
      int resolution,
      long seed) {
    LatLng position = track.points.get((int) point);
    String about =
        "seed %s: point %s at %s %s of row %s at %s %s"
            .formatted(
                seed,
                point,
                position.lng,
                position.lat,
                row,
                track.longitude[row],
                track.latitude[row]);
    CoverageTable.Row cover = found.get(H3Cells.cell(position.lng, position.lat, resolution));
    assertThat(cover).as(about).isNotNull();
    assertThat(FIRST_ROW + row)
        .as(about)
        .isBetween(cover.firstRow(), cover.firstRow() + cover.rowCount() - 1);
    CoverageTable.LinkRun led = cover.links().get(0);
    assertThat(point).as(about).isBetween(led.first(), led.first() + led.count() - 1);
    assertThat(position.lng).as(about).isBetween(cover.west(), cover.east());
    assertThat(position.lat).as(about).isBetween(cover.south(), cover.north());
    assertThat(track.pointTimes.get((int) point))
        .as(about)
        .isBetween(cover.startNanos(), cover.endNanos());
  }

  @Test
  void aLinkToNothingHasAnEmptyRun() {
    CoverageTable table = new CoverageTable();
    new ChunkCoverage(5, 0)
        .add(
            chunk(2),
            new double[] {-45, -45},
            new double[] {62, 62},
            new long[] {CoverageTable.NO_TIME, CoverageTable.NO_TIME},
            new long[][] {{0, 0}, {9, 0}},
            new long[][] {{0, 0}, {2, 0}},
            table,
            new InvalidPositions.Count());
    assertThat(table.size()).isEqualTo(1);
    assertThat(table.row(0).links())
        .containsExactly(new CoverageTable.LinkRun(0, 0), new CoverageTable.LinkRun(9, 2));
    assertThat(table.row(0).startNanos()).isEqualTo(CoverageTable.NO_TIME);
    assertThat(table.row(0).endNanos()).isEqualTo(CoverageTable.NO_TIME);
  }

  @Test
  void whatAllBelongsToOneRowIsCountedToIt() {
    CoverageTable table = new CoverageTable();
    new ChunkCoverage(5, 0)
        .add(
            new ChunkCoverage.ChunkRows("P", "g", "b", "r", 0, 0, 3, true),
            new double[] {-45, -45, 30},
            new double[] {62, 62, 10},
            new long[] {START, START + 1, START + 2},
            new long[][] {{70, 71, 72}},
            new long[][] {{1, 1, 1}},
            table,
            new InvalidPositions.Count());
    assertThat(table.size()).isEqualTo(2);
    for (int i = 0; i < 2; i++) {
      assertThat(table.row(i).firstRow()).isZero();
      assertThat(table.row(i).rowCount()).isEqualTo(1);
    }
    assertThat(table.row(0).links()).containsExactly(new CoverageTable.LinkRun(70, 2));
    assertThat(table.row(1).links()).containsExactly(new CoverageTable.LinkRun(72, 1));
  }
}
