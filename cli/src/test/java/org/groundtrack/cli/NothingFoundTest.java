package org.groundtrack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.groundtrack.samples.Atl06Generator;
import org.groundtrack.samples.Atl06Spec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the command says where nothing is found. */
class NothingFoundTest {
  private static final String NEAR = "--bbox=-47,61,-43,65";

  @TempDir private Path folder;
  private Path index;
  private Path output;

  @BeforeEach
  void index() throws Exception {
    Path granule =
        Atl06Generator.write(
            folder, Atl06Spec.builder().centreOn(-45, 62.8, true).rows(500).build());
    index = folder.resolve("index");
    output = folder.resolve("points.parquet");
    CommandRun.of("index", granule, "-o", index).succeeded();
  }

  private CommandRun nothing(Object... words) {
    CommandRun run = CommandRun.of("export", index, "-o", output, words);
    assertThat(run.exitCode()).as(run.out() + run.err()).isEqualTo(10);
    assertThat(output).doesNotExist();
    assertThat(run.out()).contains("Exported 0 points", "nothing: there is no point to write");
    return run;
  }

  @Test
  void anAreaFarAwayIsToldWhatTheIndexSpans() {
    assertThat(nothing("--bbox=10,10,11,11").out())
        .containsPattern(
            "no row of ATL06 lies near the area, whose bounds are longitudes 10.0000 to")
        .containsPattern(
            "the index spans longitudes -45\\.\\d+ to -4[45]\\.\\d+ and latitudes 6[23]")
        .contains("and times 20")
        .doesNotContain("exchanged");
  }

  @Test
  void anAreaWithLatitudeBeforeLongitudeIsToldSo() {
    assertThat(nothing("--bbox=62.6,-45.4,63.0,-44.6").out())
        .contains("with longitude and latitude exchanged the area holds rows");
  }

  @Test
  void theFilterThatLeavesNoRowIsNamed() {
    assertThat(nothing(NEAR, "--start", "2040-01-01").out())
        .contains("none after it", "start 2040-01-01T00:00:00Z");
    assertThat(nothing(NEAR, "--rgt", "1387").out()).contains("the filter rgt 1387, and none");
  }

  @Test
  void theConditionThatTookTheLastRowIsNamed() {
    assertThat(nothing(NEAR, "--where", "h_li > -10000 and h_li_sigma < -1").out())
        .containsPattern(
            "the last [\\d,]+ rows in the area were removed by the condition 'h_li_sigma < -1'");
  }

  @Test
  void theReportInJsonHasTheReasons() {
    JsonNode report =
        CommandRun.of("export", index, "-o", output, "--bbox=10,10,11,11", "--json").json(10);
    assertThat(report.get("output").isNull()).isTrue();
    assertThat(report.get("points").asLong()).isZero();
    assertThat(report.get("whyNothing").get(0).asText()).contains("the index spans");
  }

  @Test
  void aQueryThatFindsNothingSaysWhy() {
    CommandRun run = CommandRun.of("query", index, "--bbox=10,10,11,11");
    run.succeeded();
    assertThat(run.out()).contains("why none", "the index spans");
  }

  @Test
  void anEmptyOutputIsWrittenIfAskedFor() throws Exception {
    CommandRun run =
        CommandRun.of("export", index, "-o", output, "--bbox=10,10,11,11", "--allow-empty");
    run.succeeded();
    assertThat(run.out()).contains("why none");
    assertThat(ExportedPoints.query(output, "select count(*) from %s"))
        .containsExactly(List.of(0L));
  }

  @Test
  void aFolderOfNoPointsIsNotMade() {
    Path parts = folder.resolve("parts");
    CommandRun run =
        CommandRun.of("export", index, "-o", parts, "--bbox=10,10,11,11", "--partition-by", "beam");
    assertThat(run.exitCode()).isEqualTo(10);
    assertThat(Files.exists(parts)).isFalse();
  }
}
