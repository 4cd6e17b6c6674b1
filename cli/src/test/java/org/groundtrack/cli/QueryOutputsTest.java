package org.groundtrack.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.groundtrack.geo.H3Cells;
import org.groundtrack.samples.GranuleGenerator;
import org.groundtrack.samples.GranuleSpec;
import org.groundtrack.samples.SampleProduct;
import org.groundtrack.samples.VariableSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a query writes beside its text: the plan as Parquet, and maps of its coverage. */
class QueryOutputsTest {
  private static final String EVERYWHERE = "--bbox=-60,50,-30,75";
  private static final int RESOLUTION = 6;

  @TempDir static Path folder;

  @BeforeAll
  static void makeIndex() throws IOException {
    Path granules = folder.resolve("granules");
    for (SampleProduct product : List.of(SampleProduct.ATL03, SampleProduct.ATL08)) {
      for (int cycle = 3; cycle <= 5; cycle++) {
        GranuleGenerator.write(
            granules,
            GranuleSpec.builder(product)
                .pass(277, cycle)
                .segments(2000)
                .photonsPerSegment(5)
                .invalidPositionFraction(0.01)
                .chunkDivisor(20)
                .variables(VariableSet.CORE)
                .build());
      }
    }
    CommandRun run =
        CommandRun.of(
            "index", granules, "-o", folder.resolve("index"), "--h3-resolution", RESOLUTION);
    assertThat(run.exitCode()).as(run.err()).isZero();
  }

  private static CommandRun query(Object... options) {
    Object[] words = new Object[3 + options.length];
    words[0] = "query";
    words[1] = folder.resolve("index");
    words[2] = EVERYWHERE;
    System.arraycopy(options, 0, words, 3, options.length);
    CommandRun run = CommandRun.of(words).succeeded();
    return run;
  }

  private static long number(Object value) {
    return ((Number) value).longValue();
  }

  @Test
  void thePlanFileSaysOfEachBeamAndVariableWhatIsRead() throws Exception {
    Path file = folder.resolve("plan.parquet");
    JsonNode plan =
        new ObjectMapper()
            .readTree(
                query(
                        "--product",
                        "ATL08",
                        "--latency",
                        "50ms",
                        "--bandwidth",
                        "10MB/s",
                        "--parquet",
                        file,
                        "--json")
                    .out());
    List<Object> sums =
        ExportedPoints.query(
                file,
                "select count(*), sum(chunks), sum(bytes), sum(seconds), count(distinct granule),"
                    + " count(distinct (granule, beam, variable)), max(rows) from %s")
            .get(0);
    assertThat(number(sums.get(0))).isEqualTo(number(sums.get(5)));
    assertThat(number(sums.get(1))).isEqualTo(plan.get("chunks").asLong());
    assertThat(number(sums.get(2))).isEqualTo(plan.get("wantedBytes").asLong());
    assertThat(((Number) sums.get(3)).doubleValue())
        .isCloseTo(plan.get("estimatedSeconds").asDouble(), within(1e-9));
    assertThat(number(sums.get(4))).isEqualTo(3);
    List<List<Object>> rows =
        ExportedPoints.query(
            file,
            "select variable, sum(rows), sum(chunks), sum(requests), sum(bytes) from %s"
                + " group by all order by variable");
    Map<String, String> byVariable = new TreeMap<>();
    for (JsonNode read : plan.get("readsByVariable")) {
      byVariable.put(
          read.get("variable").asText(),
          "%s %s %s %s"
              .formatted(
                  read.get("rows"), read.get("chunks"), read.get("requests"), read.get("bytes")));
    }
    assertThat(byVariable).hasSameSizeAs(rows).containsKey("land_segments/latitude");
    for (List<Object> row : rows) {
      assertThat(byVariable.get(row.get(0).toString()))
          .isEqualTo("%s %s %s %s".formatted(row.get(1), row.get(2), row.get(3), row.get(4)));
    }
  }

  @Test
  void thePlanSaysWhatIsReadOfOtherProductsToo() throws Exception {
    JsonNode plan = new ObjectMapper().readTree(query("--product", "ATL03", "--json").out());
    Set<String> variables = new HashSet<>();
    plan.get("readsByVariable").forEach(read -> variables.add(read.get("variable").asText()));
    assertThat(variables)
        .contains("heights/h_ph", "geolocation/segment_id", "ATL08/signal_photons/classed_pc_flag");
    long chunks = 0;
    for (JsonNode task : plan.get("tasks")) {
      for (JsonNode read : task.get("reads")) {
        chunks += read.get("chunks").asLong();
      }
    }
    assertThat(chunks).isEqualTo(plan.get("chunks").asLong());
    assertThat(query("--product", "ATL03").out())
        .containsPattern("variable +rows +chunks +requests +bytes +time")
        .containsPattern("heights/h_ph +[0-9,]+ +[0-9,]+");
  }

  @Test
  void theMapSaysHowManyRowsEachCellHolds() throws Exception {
    Path file = folder.resolve("map.parquet");
    query("--product", "ATL08", "--strength", "strong", "--coverage", file);
    Map<Long, Long> expected = new TreeMap<>();
    Map<Long, Set<Path>> granules = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder.resolve("granules"))) {
      for (Path granule : files.filter(f -> f.toString().contains("ATL08")).toList()) {
        try (WholeArrays arrays = WholeArrays.of(granule)) {
          for (String beam : List.of("gt1r", "gt2r", "gt3r")) {
            double[] lon = arrays.doubles(beam, "land_segments/longitude");
            double[] lat = arrays.doubles(beam, "land_segments/latitude");
            for (int i = 0; i < lon.length; i++) {
              if (Math.abs(lon[i]) <= 180 && Math.abs(lat[i]) <= 90) {
                long cell = H3Cells.cell(lon[i], lat[i], RESOLUTION);
                expected.merge(cell, 1L, Long::sum);
                granules.computeIfAbsent(cell, c -> new HashSet<>()).add(granule);
              }
            }
          }
        }
      }
    }
    Map<Long, Long> found = new TreeMap<>();
    for (List<Object> row :
        ExportedPoints.query(file, "select h3, rows, granules, first_time < last_time from %s")) {
      found.put(number(row.get(0)), number(row.get(1)));
      assertThat(number(row.get(2))).isEqualTo(granules.get(number(row.get(0))).size());
      assertThat(row.get(3)).isEqualTo(true);
    }
    assertThat(found).isEqualTo(expected);
    assertThat(
            ExportedPoints.query(
                    file,
                    "select decode(value) from parquet_kv_metadata(%s) where decode(key) = 'geo'")
                .get(0)
                .get(0)
                .toString())
        .contains("\"primary_column\":\"geometry\"", "\"Polygon\"");
  }

  @Test
  void theMapOfPhotonsCountsWhereTheyMayLie() throws Exception {
    Path file = folder.resolve("photons.parquet");
    JsonNode plan =
        new ObjectMapper()
            .readTree(query("--product", "ATL03", "--coverage", file, "--json").out());
    long rows = number(ExportedPoints.query(file, "select sum(rows) from %s").get(0).get(0));
    assertThat(rows).isGreaterThanOrEqualTo(plan.get("maxRows").asLong());
  }

  @Test
  void thePictureHasColoursAndALegend() throws Exception {
    Path file = folder.resolve("map.png");
    query("--product", "ATL08", "--coverage-picture", file);
    BufferedImage image = ImageIO.read(file.toFile());
    Set<Integer> colours = new HashSet<>();
    for (int x = 0; x < image.getWidth(); x++) {
      for (int y = 0; y < image.getHeight(); y++) {
        colours.add(image.getRGB(x, y));
      }
    }
    assertThat(colours).hasSizeGreaterThan(200);
  }

  @Test
  void whereNothingIsFoundTheOutputsAreThereAndEmpty() throws Exception {
    Path plan = folder.resolve("no-plan.parquet");
    Path map = folder.resolve("no-map.parquet");
    Path picture = folder.resolve("no-map.png");
    query(
        "--product",
        "ATL08",
        "--start",
        "2030-01-01",
        "--parquet",
        plan,
        "--coverage",
        map,
        "--coverage-picture",
        picture);
    assertThat(number(ExportedPoints.query(plan, "select count(*) from %s").get(0).get(0)))
        .isZero();
    assertThat(number(ExportedPoints.query(map, "select count(*) from %s").get(0).get(0))).isZero();
    assertThat(picture).isNotEmptyFile();
  }

  @Test
  void anOutputThatExistsIsNotReplacedUnlessAsked() throws IOException {
    Path file = Files.writeString(folder.resolve("mine.parquet"), "mine");
    CommandRun run =
        CommandRun.of(
            "query", folder.resolve("index"), EVERYWHERE, "--product", "ATL08", "--parquet", file);
    assertThat(run.err()).contains("exists: name another output, or give --overwrite");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(file).hasContent("mine");
    query("--product", "ATL08", "--parquet", file, "--overwrite");
    assertThat(Files.size(file)).isGreaterThan(100);
  }
}
