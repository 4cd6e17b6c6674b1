package org.groundtrack.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.groundtrack.granule.ElementType.FLOAT32;
import static org.groundtrack.granule.ElementType.FLOAT64;
import static org.groundtrack.granule.ElementType.INT16;
import static org.groundtrack.granule.ElementType.INT32;
import static org.groundtrack.testing.SmallHdf5.numbers;

import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import org.groundtrack.granule.ElementType;
import org.groundtrack.kerchunk.KerchunkSamples;
import org.groundtrack.testing.SmallHdf5;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random grids and swaths in random chunks, exported and compared cell by cell with what they were
 * made from.
 */
class GridPropertyTest {
  private static final int GRANULES = 30;

  /** Chunks that a small granule's index holds. */
  private static final int MAX_CHUNKS = 60;

  private static final ByteOrder LITTLE = ByteOrder.LITTLE_ENDIAN;

  @TempDir Path folder;

  /** A cell: its number as stored row by row, and where and when it is. */
  private record Cell(int id, double longitude, double latitude, long seconds, int level) {}

  private interface Granules {
    List<Cell> make(Random random, Path granule, Path layout) throws Exception;
  }

  private void exportsEqual(String name, Granules granules) throws Exception {
    long seed = new Random().nextLong();
    System.out.println(name + " seed " + seed);
    Random random = new Random(seed);
    int rows = 0;
    for (int i = 0; i < GRANULES; i++) {
      Path parent = Files.createDirectories(folder.resolve(name + i));
      Path granule = parent.resolve("grid.h5");
      Path layout = parent.resolve("grid.json");
      List<Cell> cells = granules.make(random, granule, layout);
      Path index = parent.resolve("index");
      boolean described = random.nextInt(3) == 0;
      KerchunkSamples.write(granule, parent.resolve("grid.h5.json"));
      CommandRun run =
          CommandRun.of(
              "index",
              granule,
              "--layout",
              layout,
              "-o",
              index,
              "--h3-resolution",
              1 + i % 3,
              "--sidecars",
              described ? "{uri}.json" : "off");
      assertThat(run.err()).as("seed %s, granule %s", seed, i).isEmpty();
      double west = -180 + random.nextDouble() * 360;
      double east = -180 + random.nextDouble() * 360;
      double south = -90 + random.nextDouble() * 120;
      double north = south + random.nextDouble() * (90 - south);
      Path output = parent.resolve("points.parquet");
      CommandRun export =
          CommandRun.of(
              "export",
              "--allow-empty",
              index,
              String.format(Locale.ROOT, "--bbox=%s,%s,%s,%s", west, south, east, north),
              "--allow-dir",
              parent,
              "-o",
              output);
      String where =
          "seed %s, granule %s: %s, box %s %s %s %s"
              .formatted(seed, i, Files.readString(layout), west, south, east, north);
      assertThat(export.err()).as(where).isEmpty();
      List<Cell> inside = new ArrayList<>();
      for (Cell cell : cells) {
        boolean between =
            west <= east
                ? cell.longitude() >= west && cell.longitude() <= east
                : cell.longitude() >= west || cell.longitude() <= east;
        if (between && cell.latitude() >= south && cell.latitude() <= north) {
          inside.add(cell);
        }
      }
      List<List<Object>> found =
          ExportedPoints.query(
              output,
              "select id, longitude, latitude, epoch_ns(time) // 1000000000, level::int, other, packed"
                  + " from %s order by id");
      assertThat(found).as(where).hasSameSizeAs(inside);
      for (int k = 0; k < inside.size(); k++) {
        Cell cell = inside.get(k);
        // Every seventh is a fill value; 0.25 is exact.
        Float packed = cell.id() % 7 == 3 ? null : (Float) ((cell.id() % 7) * 0.25f - 1);
        assertThat(found.get(k))
            .as("%s, cell %s", where, cell)
            .containsExactly(
                cell.id(),
                cell.longitude(),
                cell.latitude(),
                cell.seconds(),
                cell.level(),
                cell.id() * 2.0,
                packed);
      }
      rows += inside.size();
    }
    System.out.println(name + ": " + rows + " cells equal");
    assertThat(rows).as("seed %s", seed).isGreaterThan(GRANULES);
  }

  private static Number[] values(int count, java.util.function.IntFunction<Number> value) {
    Number[] values = new Number[count];
    Arrays.setAll(values, value);
    return values;
  }

  /**
   * A variable of a swath behind some dimensions of length 1. Chunks reach beyond these now and
   * then, where one chunk holds all lines.
   */
  private static SmallHdf5.DatasetSpec behind(
      Random random,
      int ones,
      SmallHdf5.Group group,
      String name,
      ElementType type,
      Number[] values,
      long[] shape,
      int[] chunk) {
    long[] deep = new long[ones + shape.length];
    Arrays.fill(deep, 1);
    System.arraycopy(shape, 0, deep, ones, shape.length);
    if (chunk == null) {
      return variable(group, name, type, values, deep, null);
    }
    int[] deepChunk = new int[deep.length];
    Arrays.fill(deepChunk, 1);
    System.arraycopy(chunk, 0, deepChunk, ones, chunk.length);
    if (ones > 0 && chunk[0] >= shape[0] && random.nextBoolean()) {
      deepChunk[0] = 3;
    }
    return variable(group, name, type, values, deep, deepChunk);
  }

  private static void variables(
      Random random, SmallHdf5.Group group, int cells, long[] shape, int[] chunk) {
    variable(group, "id", INT32, values(cells, i -> i), shape, chunk);
    variable(group, "other", FLOAT64, values(cells, i -> i * 2.0), shape, chunks(random, shape));
    variable(group, "packed", INT16, values(cells, i -> i % 7), shape, chunks(random, shape))
        .attribute("scale_factor", FLOAT32, 0.25f)
        .attribute("add_offset", FLOAT32, -1f)
        .attribute("_FillValue", INT16, 3);
  }

  private static SmallHdf5.DatasetSpec variable(
      SmallHdf5.Group group,
      String name,
      ElementType type,
      Number[] values,
      long[] shape,
      int[] chunk) {
    SmallHdf5.DatasetSpec spec =
        group.dataset(name, type, LITTLE, numbers(type, LITTLE, values), shape);
    return chunk == null ? spec : spec.chunked(chunk);
  }

  /** {@code null} for a contiguous dataset. */
  private static int[] chunks(Random random, long[] shape) {
    if (random.nextInt(5) == 0) {
      return null;
    }
    int[] chunk;
    long count;
    do {
      count = 1;
      chunk = new int[shape.length];
      for (int i = 0; i < chunk.length; i++) {
        chunk[i] = 1 + random.nextInt((int) shape[i] + 2);
        count *= (shape[i] + chunk[i] - 1) / chunk[i];
      }
    } while (count > MAX_CHUNKS);
    return chunk;
  }

  private static String quoted(List<String> names) {
    return names.stream().collect(Collectors.joining("\", \"", "[\"", "\"]"));
  }

  @Test
  void cellsOfGridsAreTheirOwn() throws Exception {
    exportsEqual("grids", GridPropertyTest::grid);
  }

  private static List<Cell> grid(Random random, Path granule, Path layout) throws Exception {
    List<String> axes = new ArrayList<>(List.of("time", "level", "lat", "lon"));
    Collections.shuffle(axes, random);
    long[] shape = new long[4];
    int cells = 1;
    for (int i = 0; i < 4; i++) {
      int most = axes.get(i).startsWith("l") && !axes.get(i).equals("level") ? 12 : 3;
      shape[i] = 1L + random.nextInt(most);
      cells *= (int) shape[i];
    }
    boolean east = random.nextBoolean();
    Number[] lon =
        values((int) shape[axes.indexOf("lon")], i -> (east ? 0.5f : -179.5f) + i * 29.5f);
    Number[] lat = values((int) shape[axes.indexOf("lat")], i -> 85.25f - i * 14.5f);
    Number[] level = values((int) shape[axes.indexOf("level")], i -> 1000 - i * 100);
    Number[] time = values((int) shape[axes.indexOf("time")], i -> i * 6);
    boolean own = random.nextBoolean();
    SmallHdf5 file = new SmallHdf5();
    SmallHdf5.Group root = file.root();
    variable(root, "lon", FLOAT32, lon, new long[] {lon.length}, null);
    variable(root, "lat", FLOAT32, lat, new long[] {lat.length}, new int[] {5});
    variable(root, "level", INT16, level, new long[] {level.length}, null);
    variable(root, "time", INT32, time, new long[] {time.length}, null)
        .attribute("units", "hours since 2020-01-01");
    int[] chunk = chunks(random, shape);
    variables(random, root, cells, shape, chunk);
    variable(root, "seen", INT32, values(cells, i -> i), shape, chunk)
        .attribute("units", "seconds since 2020-01-01T00:00:00Z");
    file.write(granule);
    Files.writeString(
        layout,
        """
        {"product": "GRID", "granuleName": "^grid",
         "rates": [{"name": "cells", "groups": [""], "longitude": "lon", "latitude": "lat",
           "time": "%s", "dimensions": %s, "variables": ["id", "other", "packed", "level"]}]}
        """
            .formatted(own ? "seen" : "time", quoted(axes)));
    List<Cell> all = new ArrayList<>();
    for (int id = 0; id < cells; id++) {
      int[] place = new int[4];
      int left = id;
      for (int i = 3; i >= 0; i--) {
        place[i] = (int) (left % shape[i]);
        left /= (int) shape[i];
      }
      double x = lon[place[axes.indexOf("lon")]].doubleValue();
      all.add(
          new Cell(
              id,
              x > 180 ? x - 360 : x,
              lat[place[axes.indexOf("lat")]].doubleValue(),
              1_577_836_800L + (own ? id : time[place[axes.indexOf("time")]].longValue() * 3600),
              level[place[axes.indexOf("level")]].intValue()));
    }
    return all;
  }

  @Test
  void elementsOfSwathsAreTheirOwn() throws Exception {
    exportsEqual("swaths", GridPropertyTest::swath);
  }

  @Test
  void severalValuesOfEachCellOfASwathAreRefused() throws Exception {
    SmallHdf5 file = new SmallHdf5();
    SmallHdf5.Group swath = file.root().group("swath");
    long[] shape = {4, 3};
    variable(swath, "lon", FLOAT64, values(12, i -> i), shape, null);
    variable(swath, "lat", FLOAT64, values(12, i -> i), shape, null);
    variable(swath, "channels", FLOAT64, values(24, i -> i), new long[] {4, 3, 2}, null);
    variable(swath, "edges", FLOAT64, values(8, i -> i), new long[] {4, 2}, null);
    file.write(folder.resolve("grid.h5"));
    Path layout = folder.resolve("swath.json");
    Files.writeString(
        layout,
        """
        {"product": "SWATH", "granuleName": "^grid",
         "rates": [{"name": "pixels", "groups": ["swath"], "longitude": "swath/lon",
           "latitude": "swath/lat", "variables": []}]}
        """);
    Path index = folder.resolve("index");
    CommandRun built =
        CommandRun.of("index", folder.resolve("grid.h5"), "--layout", layout, "-o", index);
    assertThat(built.exitCode()).as(built.err()).isZero();
    Path points = folder.resolve("points.parquet");
    CommandRun run =
        CommandRun.of(
            "export",
            "--allow-empty",
            index,
            "--bbox=-180,-90,180,90",
            "-v",
            "channels",
            "-o",
            points);
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("error[USAGE]", "variable 'channels'");
    assertThat(points).doesNotExist();
    // What a line has several of is of each of its cells.
    run =
        CommandRun.of(
            "export",
            "--allow-empty",
            index,
            "--bbox=-180,-90,180,90",
            "-v",
            "edges",
            "-o",
            points);
    assertThat(run.exitCode()).as(run.err()).isZero();
  }

  private static List<Cell> swath(Random random, Path granule, Path layout) throws Exception {
    long[] shape = {1 + random.nextInt(40), 1 + random.nextInt(8)};
    int cells = (int) (shape[0] * shape[1]);
    Number[] lon = values(cells, i -> random.nextInt(3600) / 10.0 - 180);
    Number[] lat = values(cells, i -> random.nextInt(1800) / 10.0 - 90);
    Timing timing = Timing.values()[random.nextInt(Timing.values().length)];
    SmallHdf5 file = new SmallHdf5();
    SmallHdf5.Group swath = file.root().group("swath");
    int[] chunk = chunks(random, shape);
    long[] lines = {shape[0]};
    int lineCount = (int) shape[0];
    // As GHRSST has it, positions have no dimension of time, or as TROPOMI, all have one.
    int ones = random.nextInt(3);
    int others = random.nextBoolean() ? ones : random.nextInt(3);
    // Longitudes are in the chunks of latitudes.
    Random chunking = new Random(cells);
    behind(new Random(cells), ones, swath, "lon", FLOAT64, lon, shape, chunk);
    behind(chunking, ones, swath, "lat", FLOAT64, lat, shape, chunk);
    behind(random, others, swath, "id", INT32, values(cells, i -> i), shape, chunks(random, shape));
    behind(
        random,
        others,
        swath,
        "other",
        FLOAT64,
        values(cells, i -> i * 2.0),
        shape,
        chunks(random, shape));
    behind(random, others, swath, "packed", INT16, values(cells, i -> i % 7), shape, chunk)
        .attribute("scale_factor", FLOAT32, 0.25f)
        .attribute("add_offset", FLOAT32, -1f)
        .attribute("_FillValue", INT16, 3);
    behind(
        random, ones, swath, "level", INT32, values(lineCount, i -> i * 3), lines, new int[] {7});
    behind(random, ones, swath, "line_time", INT32, values(lineCount, i -> i * 5), lines, null)
        .attribute("units", timing.units());
    int[] seenChunk = random.nextBoolean() ? chunk : chunks(random, shape);
    behind(random, others, swath, "seen", INT32, values(cells, i -> i), shape, seenChunk)
        .attribute("units", timing.units());
    behind(random, ones, swath, "line_start", INT32, values(lineCount, i -> i), lines, null)
        .attribute("units", "hours since 2020-01-01");
    long[] scalar = new long[random.nextInt(3)];
    Arrays.fill(scalar, 1);
    variable(swath, "start", INT32, new Number[] {7}, scalar, null)
        .attribute("units", "days since 2020-01-01");
    file.write(granule);
    Files.writeString(
        layout,
        """
        {"product": "SWATH", "granuleName": "^grid",
         "rates": [{"name": "pixels", "groups": ["swath"], "longitude": "swath/lon",
           "latitude": "swath/lat", %s,
           "variables": ["swath/id", "swath/other", "swath/packed", "swath/level"]}]}
        """
            .formatted(timing.members()));
    List<Cell> all = new ArrayList<>();
    for (int id = 0; id < cells; id++) {
      int line = (int) (id / shape[1]);
      all.add(
          new Cell(
              id,
              lon[id].doubleValue(),
              lat[id].doubleValue(),
              1_577_836_800L + timing.seconds(id, line),
              line * 3));
    }
    return all;
  }

  /** Ways in which a swath says when its cells were seen. */
  private enum Timing {
    CELLS("seen", null),
    LINES("line_time", null),
    ALL("start", null),
    CELLS_SINCE_ONE("seen", "start"),
    CELLS_SINCE_LINES("seen", "line_start"),
    LINES_SINCE_ONE("line_time", "start"),
    LINES_SINCE_LINES("line_time", "line_start");

    private final String time;
    private final String reference;

    Timing(String time, String reference) {
      this.time = time;
      this.reference = reference;
    }

    String units() {
      return reference == null ? "seconds since 2020-01-01" : "minutes";
    }

    String members() {
      String start =
          reference == null ? "" : ", \"timeReference\": \"swath/%s\"".formatted(reference);
      return "\"time\": \"swath/%s\"".formatted(time) + start;
    }

    long seconds(int id, int line) {
      long of = value(time, id, line);
      return reference == null ? of : of * 60 + value(reference, id, line);
    }

    private static long value(String dataset, int id, int line) {
      return switch (dataset) {
        case "seen" -> id;
        case "line_time" -> line * 5L;
        case "line_start" -> line * 3600L;
        default -> 7 * 86_400L;
      };
    }
  }
}
