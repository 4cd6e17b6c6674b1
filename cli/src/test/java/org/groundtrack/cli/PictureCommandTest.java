package org.groundtrack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.groundtrack.parquet.ColumnData;
import org.groundtrack.parquet.Schemas;
import org.groundtrack.samples.Atl06Generator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pictures of points, and what {@code picture} and {@code view} refuse. */
class PictureCommandTest {
  /** The ends of the viridis scale. */
  private static final int LOWEST = 0x440154;

  private static final int HIGHEST = 0xFDE725;
  private static final int NO_VALUE = 0xB0B0B0;
  private static final int OUTLINE = 0xD62728;

  @TempDir Path folder;

  private Path points(double[] x, double[] y) {
    return PointFiles.write(folder.resolve("points.parquet"), x, y, "height", "t");
  }

  private BufferedImage draw(Path points, Object... words) throws IOException {
    Path picture = folder.resolve("picture.png");
    CommandRun.of("picture", points, "-o", picture, "--overwrite", words).succeeded();
    return ImageIO.read(picture.toFile());
  }

  /** Pixels of the map, without the scale of colours beside it, that have a colour. */
  private static int count(BufferedImage picture, int rgb) {
    int count = 0;
    for (int x = 92; x < picture.getWidth() - 212; x++) {
      for (int y = 62; y < picture.getHeight() - 72; y++) {
        count += (picture.getRGB(x, y) & 0xFFFFFF) == rgb ? 1 : 0;
      }
    }
    return count;
  }

  @Test
  void coloursRunFromTheLeastToTheGreatestValueAndWhatHasNoneIsGrey() throws Exception {
    Path points = points(PointFiles.between(10, 11, 10), PointFiles.between(50, 51, 10));
    BufferedImage byHeight = draw(points);
    assertThat(count(byHeight, LOWEST)).isGreaterThan(5);
    assertThat(count(byHeight, HIGHEST)).isGreaterThan(5);
    assertThat(count(byHeight, NO_VALUE)).isGreaterThan(20);
    for (String column : List.of("whole", "time")) {
      BufferedImage other = draw(points, "--by", column);
      assertThat(count(other, LOWEST)).as(column).isGreaterThan(5);
      assertThat(count(other, HIGHEST)).as(column).isGreaterThan(5);
      assertThat(count(other, NO_VALUE)).as(column).isZero();
    }
  }

  @Test
  void pictureOfPointsAcrossTheAntimeridianIsNoWiderThanTheyAre() throws Exception {
    int n = 1000;
    double[] x = PointFiles.between(178, 182, n);
    for (int i = 0; i < n; i++) {
      x[i] = x[i] > 180 ? x[i] - 360 : x[i];
    }
    BufferedImage picture = draw(points(x, PointFiles.between(0, 0.1, n)));
    // A line from left to right without a gap: each column of the map but its margins has a dot.
    for (int column = 140; column < picture.getWidth() - 260; column++) {
      boolean drawn = false;
      for (int y = 62; y < picture.getHeight() - 72; y++) {
        int rgb = picture.getRGB(column, y) & 0xFFFFFF;
        drawn |= rgb != 0xFFFFFF && rgb != 0xDDDDDD;
      }
      assertThat(drawn).as("column " + column).isTrue();
    }
  }

  @Test
  void pictureOfPointsRoundAPoleIsRound() throws Exception {
    int n = 3000;
    double[] y = new double[n];
    Arrays.fill(y, 85);
    BufferedImage picture = draw(points(PointFiles.between(-180, 180, n), y), "--by", "whole");
    int width = picture.getWidth() - 90 - 210;
    int height = picture.getHeight() - 60 - 70;
    assertThat(width).isBetween(height - 5, height + 5);
    double radius = 0;
    for (int turn = 0; turn < 360; turn += 7) {
      double found = 0;
      for (double r = 20; r < width / 2.0 && found == 0; r++) {
        int at =
            picture.getRGB(
                    (int) (90 + width / 2.0 + r * Math.cos(Math.toRadians(turn))),
                    (int) (60 + height / 2.0 + r * Math.sin(Math.toRadians(turn))))
                & 0xFFFFFF;
        int least = Math.min(at >> 16, Math.min(at >> 8 & 255, at & 255));
        int most = Math.max(at >> 16, Math.max(at >> 8 & 255, at & 255));
        // Neither white nor the grey of lines.
        found = most - least > 40 ? r : 0;
      }
      radius = radius == 0 ? found : radius;
      assertThat(found).as("at " + turn).isBetween(radius - 4, radius + 4).isGreaterThan(100);
    }
  }

  @Test
  void exportDrawsItsPointsWithinTheAreaOnlyWhenAllCanBeWritten() throws Exception {
    Path granules = Files.createDirectory(folder.resolve("granules"));
    Atl06Generator.write(granules, TileGranules.cycle(3).build());
    Path index = folder.resolve("index");
    CommandRun.of("index", granules, "-o", index);
    Path output = folder.resolve("out.parquet");
    Path picture = folder.resolve("out.png");
    List<Object> export = List.of("export", index, TileGranules.TILE, "-o", output);

    CommandRun unknown = CommandRun.of(export, "--picture", picture, "--picture-by", "nothing");
    assertThat(unknown.exitCode()).isEqualTo(2);
    assertThat(unknown.err()).contains("--picture-by is 'nothing'", "h_li", "longitude");
    CommandRun alone = CommandRun.of(export, "--picture-by", "h_li");
    assertThat(alone.err()).contains("--picture-by is given, but no --picture");
    Files.createFile(picture);
    CommandRun exists = CommandRun.of(export, "--picture", picture);
    assertThat(exists.exitCode()).isEqualTo(2);
    assertThat(exists.err()).contains("out.png] exists");
    assertThat(output).doesNotExist();
    assertThat(picture).isEmptyFile();
    Files.delete(picture);

    CommandRun.of(export, "--picture", picture, "--picture-by", "cycle").succeeded();
    assertThat(count(ImageIO.read(picture.toFile()), OUTLINE)).isGreaterThan(500);
    assertThat(output).isNotEmptyFile();
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left.filter(file -> file.toString().contains("inprogress"))).isEmpty();
    }
  }

  @Test
  void outlineIsDrawnOnAllSidesOfANarrowAreaAndNotWhereItIsCut() throws Exception {
    Path seam = folder.resolve("seam.png");
    Path narrow = folder.resolve("narrow.png");
    for (Path picture : List.of(narrow, seam)) {
      String area =
          picture == narrow
              ? "POLYGON((10 0,11 0,11 20,10 20,10 0))"
              : "MULTIPOLYGON(((179 0,180 0,180 2,179 2,179 0)),((-180 0,-179 0,-179 2,-180 2,-180 0)))";
      MessageType schema =
          new MessageType(
              "points",
              Schemas.column("longitude", PrimitiveTypeName.DOUBLE, true),
              Schemas.column("latitude", PrimitiveTypeName.DOUBLE, true));
      Path file =
          PointFiles.write(
              folder.resolve("area.parquet"),
              schema,
              1,
              List.of(
                  ColumnData.doubles(new double[] {10.5}, null),
                  ColumnData.doubles(new double[] {1}, null)),
              Map.of("groundtrack", Json.write(Map.of("areaWkt", area))));
      CommandRun.of("picture", file, "-o", picture).succeeded();
      Files.delete(file);
    }
    // In the middle of the map there is an edge above and one below, and nothing between.
    for (Path picture : List.of(narrow, seam)) {
      BufferedImage image = ImageIO.read(picture.toFile());
      int middle = 90 + (image.getWidth() - 90 - 210) / 2;
      int edges = 0;
      int red = 0;
      for (int y = 62; y < image.getHeight() - 72; y++) {
        int rgb = image.getRGB(middle, y);
        boolean outline = (rgb >> 16 & 255) > 180 && (rgb >> 8 & 255) < 150;
        edges += outline && red == 0 ? 1 : 0;
        red = outline ? 1 : 0;
      }
      assertThat(edges).as(picture.toString()).isEqualTo(2);
    }
  }

  @Test
  void filesThatAreNoPointsAreRefusedByNameAndReason() throws Exception {
    Path text = Files.writeString(folder.resolve("text.parquet"), "this is no Parquet file at all");
    MessageType numbers = new MessageType("t", Schemas.column("a", PrimitiveTypeName.DOUBLE, true));
    List<ColumnData> one = List.of(ColumnData.doubles(new double[] {1}, null));
    Path plain = PointFiles.write(folder.resolve("plain.parquet"), numbers, 1, one, Map.of());
    String geo =
        "{\"version\":\"1.1.0\",\"primary_column\":\"g\",\"columns\":{\"g\":{\"encoding\":\"WKB\",\"geometry_types\":[%s]%s}}}";
    Path polygons = wkb("polygons", geo.formatted("\"Polygon\"", ""), new byte[] {1, 1, 0, 0, 0});
    Path lines = wkb("lines", geo.formatted("", ""), new byte[] {1, 2, 0, 0, 0, 0, 0, 0, 0});
    Path cut = wkb("cut", geo.formatted("", ""), new byte[] {1, 1, 0, 0, 0, 9});
    Path crs = wkb("crs", geo.formatted("", ",\"crs\":{\"name\":\"UTM\"}"), new byte[] {1});
    Path garbled = wkb("garbled", "{{{", new byte[] {1});
    Map<Path, String> reasons =
        Map.of(
            text, "is damaged or no Parquet file",
            plain, "has no points",
            polygons, "type Polygon, expected Point",
            lines, "row 1: its geometry 'g' is of WKB type 2",
            cut, "row 1: its geometry 'g' has 6 bytes",
            crs, "reference system that is UTM",
            garbled, "has no points");
    reasons.forEach(
        (file, reason) -> {
          for (String command : List.of("picture", "view")) {
            Path output = folder.resolve(command.equals("view") ? "refused.html" : "refused.png");
            CommandRun run = CommandRun.of(command, file, "-o", output);
            assertThat(run.err()).contains("error[BAD_POINTS]", file.getFileName() + "]", reason);
            assertThat(run.err()).doesNotContain("index").hasLineCount(1);
            assertThat(run.exitCode()).isEqualTo(3);
            assertThat(output).doesNotExist();
          }
        });
    assertThat(CommandRun.of("view", folder.resolve("absent.parquet")).exitCode()).isEqualTo(4);
  }

  private Path wkb(String name, String geo, byte[] geometry) {
    return PointFiles.write(
        folder.resolve(name + ".parquet"),
        new MessageType("t", Schemas.geometry("g")),
        1,
        List.of(ColumnData.binaries(new byte[][] {geometry})),
        Map.of("geo", geo));
  }

  @Test
  void damagedFilesAreRefusedOrDrawnButNeverABug() throws Exception {
    Path points = points(PointFiles.between(10, 11, 200), PointFiles.between(50, 51, 200));
    byte[] whole = Files.readAllBytes(points);
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    for (int i = 0; i < 150; i++) {
      byte[] damaged = whole.clone();
      int at =
          i % 2 == 0 ? damaged.length - 1 - random.nextInt(1500) : random.nextInt(damaged.length);
      damaged[at] ^= (byte) (1 << random.nextInt(8));
      Files.write(points, damaged);
      CommandRun run =
          CommandRun.of("view", points, "-o", folder.resolve("page.html"), "--overwrite");
      assertThat(run.exitCode()).as("seed %s, byte %s: %s", seed, at, run.err()).isIn(0, 2, 3);
    }
  }

  @Test
  void viewGoesBesideThePointsAndReplacesNothingUnasked() throws Exception {
    Path points = points(PointFiles.between(10, 11, 20), PointFiles.between(50, 51, 20));
    JsonNode report = CommandRun.of("view", points, "--json").json();
    Path page = folder.resolve("points.html");
    assertThat(page).isNotEmptyFile();
    assertThat(report.path("points").asInt()).isEqualTo(20);
    assertThat(report.path("sample").asBoolean()).isFalse();
    assertThat(report.path("columnsNotShown").toString()).isEqualTo("[\"list\"]");
    assertThat(Files.readString(page))
        .contains("default-src 'none'")
        .doesNotContain("http:", "https:", "{{");
    assertThat(CommandRun.of("view", points).err()).contains("points.html] exists");
    assertThat(CommandRun.of("view", points, "--overwrite", "--max-points", 0).exitCode())
        .isEqualTo(2);
    CommandRun.of("view", points, "--overwrite").succeeded();
  }

  @Test
  void scaleOfColoursLeavesOutAHundredthAtEitherEndHoweverManyValuesThereAre() {
    for (int n : new int[] {1, 50, 10_000, 3_000_000}) {
      ValueSample sample = new ValueSample();
      for (int i = 0; i < n; i++) {
        sample.add(i);
        sample.add(Double.NaN);
      }
      double[] range = sample.range();
      assertThat(range[0]).isBetween(0.0099 * n - 1, 0.0101 * n);
      assertThat(range[1]).isBetween(0.9899 * n - 1, Math.max(1, 0.9901 * n));
      assertThat(sample.seen()).isEqualTo(n);
    }
  }
}
