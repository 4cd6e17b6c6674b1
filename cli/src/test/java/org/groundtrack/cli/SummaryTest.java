package org.groundtrack.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.groundtrack.cli.TileGranules.TILE;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import org.groundtrack.samples.Atl06Generator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code export --summary}, against what DuckDB makes of the same points. */
class SummaryTest {
  @TempDir Path folder;
  private Path output;

  @BeforeEach
  void makeIndex() throws Exception {
    output = folder.resolve("points.parquet");
    for (int cycle = 3; cycle < 6; cycle++) {
      Atl06Generator.write(folder.resolve("granules"), TileGranules.cycle(cycle).build());
    }
    CommandRun.of("index", folder.resolve("granules"), "-o", folder.resolve("index")).succeeded();
  }

  private CommandRun export(Object... more) {
    return CommandRun.of(
        "export",
        folder.resolve("index"),
        TILE,
        "-v",
        "n_fit_photons",
        "-o",
        output,
        "--allow-dir",
        folder,
        "--summary",
        more);
  }

  private double number(String sql) throws Exception {
    return ((Number) ExportedPoints.query(output, sql).get(0).get(0)).doubleValue();
  }

  @Test
  void aSummaryIsWhatDuckDbMakesOfThePoints() throws Exception {
    JsonNode report = export("--json").json();
    int beams = 0;
    for (JsonNode line : report.get("summary")) {
      String column = line.get("variable").asText();
      boolean all = line.get("beam").isNull();
      String of = all ? "" : " where track_id = '" + line.get("beam").asText() + "'";
      beams += column.equals("h_li") && !all ? 1 : 0;
      String from = " from %s" + of;
      assertThat(line.get("count").asDouble())
          .isEqualTo(number("select count(" + column + ")" + from));
      assertThat(line.get("missing").asDouble())
          .isEqualTo(number("select count(*) - count(" + column + ")" + from));
      assertThat(line.get("min").asDouble())
          .isEqualTo(number("select min(" + column + ")::double" + from));
      assertThat(line.get("max").asDouble())
          .isEqualTo(number("select max(" + column + ")::double" + from));
      double mean = number("select avg(" + column + ")" + from);
      assertThat(line.get("mean").asDouble()).isCloseTo(mean, within(Math.abs(mean) * 1e-12));
      for (double share : List.of(0.05, 0.25, 0.5, 0.75, 0.95)) {
        double found = line.get("quantiles").get(Double.toString(share)).asDouble();
        String below =
            "select count(" + column + ") filter (" + column + " < " + found + ")" + from;
        String upTo =
            "select count(" + column + ") filter (" + column + " <= " + found + ")" + from;
        double count = line.get("count").asDouble();
        assertThat(share * count)
            .as("%s %s", column, share)
            .isBetween(number(below) - 0.01 * count, number(upTo) + 0.01 * count);
      }
    }
    assertThat(beams).isEqualTo(6);
    assertThat(report.get("summary").findValuesAsText("variable"))
        .contains("longitude", "h_li", "n_fit_photons")
        .doesNotContain("rgt", "time", "granule");
  }

  @Test
  void theTableOfASummaryHasALineForEachVariableAndBeam() {
    assertThat(export().succeeded().out())
        .containsPattern("variable +beam +values +null +least +greatest +mean +5 % +25 %")
        .containsPattern("h_li \\(meters\\) +gt1l +[0-9,]+ +[0-9,]+ ")
        .containsPattern("\n +all +");
  }
}
