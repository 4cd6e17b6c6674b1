package org.groundtrack.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.groundtrack.cli.TileGranules.TILE;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.groundtrack.samples.GranuleGenerator;
import org.groundtrack.samples.GranuleSpec;
import org.groundtrack.samples.GranuleSpecBuilder;
import org.groundtrack.samples.SampleProduct;
import org.groundtrack.samples.VariableSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The options of filters: what they say, refuse, and leave in the output. */
class FilterCommandTest {
  @TempDir Path folder;
  private Path index;

  @BeforeEach
  void makeIndex() throws IOException {
    Path granules = folder.resolve("granules");
    index = folder.resolve("index");
    for (int cycle = 3; cycle <= 4; cycle++) {
      for (int version = 5; version <= 6; version++) {
        GranuleGenerator.write(
            granules, spec(SampleProduct.ATL08).pass(277, cycle).version(version, 1).build());
      }
    }
    GranuleGenerator.write(granules, spec(SampleProduct.GEDI02_A).build());
    CommandRun.of("index", granules, "-o", index).succeeded();
  }

  private static GranuleSpecBuilder spec(SampleProduct product) {
    return GranuleSpec.builder(product)
        .centreOn(-45, product == SampleProduct.GEDI02_A ? 51 : 62.8, true)
        .segments(1000)
        .variables(VariableSet.CORE);
  }

  private CommandRun query(Object... options) {
    return CommandRun.of("query", index, TILE, "--product", "ATL08", options);
  }

  @Test
  void thePlanSaysHowManyOlderGranulesWereLeftOut() throws IOException {
    assertThat(query().out())
        .contains(
            "2 granules left out: the index holds them in newer versions or under other names;");
    JsonNode newest = query("--json").json();
    assertThat(newest.get("granules").asInt()).isEqualTo(2);
    assertThat(newest.get("olderGranules").asInt()).isEqualTo(2);
    newest.get("tasks").forEach(t -> assertThat(t.get("granule").asText()).contains("_006_"));
    JsonNode all = query("--all-versions", "--json").json();
    assertThat(all.get("granules").asInt()).isEqualTo(4);
    assertThat(all.get("olderGranules").asInt()).isZero();
    JsonNode old = query("--version", "5", "--json").json();
    assertThat(old.get("granules").asInt()).isEqualTo(2);
    assertThat(old.get("olderGranules").asInt()).isZero();
    old.get("tasks").forEach(t -> assertThat(t.get("granule").asText()).contains("_005_"));
  }

  @Test
  void thePlanSaysItsFilters() throws IOException {
    JsonNode plan =
        query("--cycle", "3", "--season", "JJA", "--strength", "STRONG", "--json").json();
    assertThat(plan.get("filters"))
        .hasToString("{\"months\":\"6,7,8\",\"strength\":\"strong\",\"cycle\":\"3\"}");
    assertThat(query("--rgt", "200-277,3").out()).containsPattern("rgt +200-277,3\n");
  }

  @Test
  void theOutputSaysItsFiltersAsUnderstoodAndAsGiven() throws Exception {
    Path output = folder.resolve("points.parquet");
    CommandRun run =
        CommandRun.of(
            "export",
            index,
            TILE,
            "--product",
            "ATL08",
            "--months",
            "1-12",
            "--track-pair",
            "2",
            "--granules",
            "ATL08*",
            "-o",
            output);
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).contains("2 granules left out");
    String footer =
        ExportedPoints.query(
                output,
                "select decode(value) from parquet_kv_metadata(%s) where decode(key) = 'groundtrack'")
            .get(0)
            .get(0)
            .toString();
    JsonNode words = new ObjectMapper().readTree(footer);
    assertThat(words.get("filters"))
        .hasToString(
            "{\"months\":\"1,2,3,4,5,6,7,8,9,10,11,12\",\"track-pair\":\"2\","
                + "\"granules\":\"ATL08*\"}");
    assertThat(words.get("olderGranules").asInt()).isEqualTo(2);
    assertThat(words.get("parameters").get("months").asText()).isEqualTo("1-12");
    assertThat(words.get("parameters").get("track-pair").asText()).isEqualTo("2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ATL08    | --rgt        | 1388   | rgt 1388 is not there: allowed are 1 to 1387
          ATL08    | --cycle      | x      | cycle 'x' is neither a number nor a range: give such as 3, 3,5 or 3-5
          ATL08    | --strength   | full   | No beam of ATL08 is of strength 'full': allowed are strong, weak
          ATL08    | --months     | 13     | months 13 are not there: allowed are 1 to 12
          ATL08    | --season     | winter | allowed are DJF, MAM, JJA, SON
          ATL08    | --track-pair | 4      | track-pair 4 is not there: allowed are 1 to 3
          ATL08    | --version    | 042    | No granule of ATL08 has version 042: allowed are 001
          ATL08    | --granules   | ' '    | A pattern of granules is empty
          GEDI02_A | --rgt        | 277    | Granules of GEDI02_A say no rgt: choose them by orbit
          GEDI02_A | --spot       | 1      | Beams of GEDI02_A have no spots: choose them by name or strength
          GEDI02_A | --strength   | strong | allowed are coverage, full
          """)
  void whatMakesNoSenseIsRefusedWithWhatIsAllowed(
      String product, String option, String value, String message) {
    CommandRun run = CommandRun.of("query", index, TILE, "--product", product, option, value);
    assertThat(run.err()).hasLineCount(1).startsWith("groundtrack: error[USAGE]").contains(message);
    assertThat(run.exitCode()).isEqualTo(2);
  }

  @Test
  void valuesAreTakenOverFromTheNewestVersionOfAnotherProduct() throws IOException {
    Path granules = folder.resolve("photons");
    GranuleGenerator.write(granules, spec(SampleProduct.ATL03).build());
    for (int version = 1; version <= 2; version++) {
      GranuleGenerator.write(granules, spec(SampleProduct.ATL24).version(version, 1).build());
    }
    Path photons = folder.resolve("photon-index");
    CommandRun run = CommandRun.of("index", granules, "-o", photons);
    assertThat(run.exitCode()).as(run.err()).isZero();
    JsonNode plan =
        CommandRun.of("query", photons, TILE, "--product", "ATL03", "--all-versions", "--json")
            .json();
    assertThat(plan.get("tasks")).hasSize(1);
    int read = 0;
    for (JsonNode each : plan.get("tasks").get(0).get("reads")) {
      if (each.get("granule").asText().startsWith("ATL24")) {
        assertThat(each.get("granule").asText()).contains("_002_01.h5");
        read++;
      }
    }
    assertThat(read).isPositive();
  }

  @Test
  void monthsAndSeasonAreNotGivenBoth() {
    CommandRun run = query("--months", "6", "--season", "JJA");
    assertThat(run.err()).contains("--months and --season say the same in two ways");
    assertThat(run.exitCode()).isEqualTo(2);
  }
}
