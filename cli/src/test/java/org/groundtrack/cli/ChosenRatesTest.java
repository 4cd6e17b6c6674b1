package org.groundtrack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import org.groundtrack.samples.GranuleGenerator;
import org.groundtrack.samples.GranuleSpec;
import org.groundtrack.samples.SampleProduct;
import org.groundtrack.samples.VariableSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code --rates} of an index means, and what a query says of rates that are not there. */
class ChosenRatesTest {
  private static final String EVERYWHERE = "--bbox=-180,-90,180,90";

  @TempDir Path folder;
  private Path photons;
  private Path land;
  private Path index;

  @BeforeEach
  void makeGranules() throws Exception {
    photons = GranuleGenerator.write(folder.resolve("granules"), spec(SampleProduct.ATL03));
    land = GranuleGenerator.write(folder.resolve("granules"), spec(SampleProduct.ATL08));
    index = folder.resolve("index");
  }

  private static GranuleSpec spec(SampleProduct product) {
    return GranuleSpec.builder(product).segments(200).photonsPerSegment(5).deflateLevel(1).build();
  }

  @Test
  void aRateThatIsFoundByItsParentIsRefusedWhereOnlyTheParentWasIndexed() {
    assertDone(CommandRun.of("index", photons, "-o", index, "--rates", "segments"));
    for (String area : new String[] {EVERYWHERE, "--bbox=0,0,1,1"}) {
      CommandRun run = CommandRun.of("query", index, area);
      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.err())
          .contains(
              "holds no rate 'photons' of ATL03, only segments: ask for one of these, or build the"
                  + " index with --rates segments,photons");
    }
    assertDone(CommandRun.of("query", index, EVERYWHERE, "--rate", "segments"));
  }

  @Test
  void productsWithoutANamedRateKeepTheirDefaultRates() throws Exception {
    assertDone(CommandRun.of("index", photons, land, "-o", index, "--rates", "segments_20m"));
    assertThat(rows("--product", "ATL03")).isPositive();
    assertThat(rows("--product", "ATL08", "--rate", "segments_20m")).isPositive();
    assertThat(CommandRun.of("query", index, EVERYWHERE, "--product", "ATL08").err())
        .contains("only segments_20m", "--rates segments_20m,land_segments");
  }

  @Test
  void aRateMayBeNamedOfOneProduct() throws Exception {
    assertDone(
        CommandRun.of(
            "index",
            photons,
            land,
            "-o",
            index,
            "--rates",
            "ATL08:land_segments,atl08:segments_20m"));
    assertThat(rows("--product", "ATL03", "--rate", "photons")).isPositive();
    assertThat(rows("--product", "ATL08")).isPositive();
    assertThat(rows("--product", "ATL08", "--rate", "segments_20m")).isPositive();
  }

  @Test
  void aRateThatNoProductOfTheGranulesHasIsRefused() {
    assertRefused("segmnts_20m", "did you mean 'segments_20m'?");
    assertRefused("flashes", "ATL03, ATL08 have no rate 'flashes'");
    assertRefused("photons,ATL03:segments_20m", "ATL03 has no rate 'segments_20m'");
    assertRefused("ATL06:land_ice_segments", "'ATL06:land_ice_segments' is of no product");
    assertThat(index).doesNotExist();
  }

  private void assertRefused(String rates, String words) {
    CommandRun run = CommandRun.of("index", photons, land, "-o", index, "--rates", rates);
    assertThat(run.err()).contains("error[USAGE] --rates: ", words);
    assertThat(run.exitCode()).isEqualTo(2);
  }

  @Test
  void namingRatesKeepsTheKeysThatJoinsNeed() throws Exception {
    assertDone(
        CommandRun.of("index", photons, land, "-o", index, "--rates", "photons,segments_20m"));
    CommandRun run = CommandRun.of("query", index, EVERYWHERE, "--product", "ATL03", "--json");
    assertThat(run.out()).contains("classed_pc_flag");
    CommandRun export =
        CommandRun.of(
            "export",
            "--allow-empty",
            index,
            EVERYWHERE,
            "--product",
            "ATL03",
            "-o",
            folder.resolve("points.parquet"));
    assertDone(export);
    assertThat(export.out()).doesNotContain("classed_pc_flag");
  }

  @Test
  void theReportCountsTheRowsOfEachRate() throws Exception {
    CommandRun one = CommandRun.of("index", photons, "-o", index);
    assertThat(one.out()).containsPattern("rows +[0-9,]+ photons, [0-9,]+ segments\\R");
    CommandRun both = CommandRun.of("index", photons, land, "-o", index, "--overwrite", "--json");
    JsonNode rows = new ObjectMapper().readTree(both.out()).get("rowsByRate");
    assertThat(rows.at("/ATL03/photons").asLong())
        .isGreaterThan(rows.at("/ATL03/segments").asLong());
    assertThat(rows.at("/ATL08/land_segments").asLong()).isPositive();
    assertThat(CommandRun.of("index", photons, land, "-o", index, "--overwrite").out())
        .containsPattern("rows +ATL03: .* photons, .*; ATL08: .* land_segments");
  }

  @Test
  void aVariableOfAnotherRateIsNamedWithIt() {
    assertDone(CommandRun.of("index", photons, "-o", index));
    assertThat(CommandRun.of("query", index, EVERYWHERE, "--rate", "segments", "-v", "h_ph").err())
        .contains("Variable 'h_ph' is of rate photons, not of segments: ask for it with --rate");
  }

  @Test
  void aWildcardReachesTheVariablesOfTheParent() {
    assertDone(CommandRun.of("index", photons, "-o", index));
    CommandRun run = CommandRun.of("query", index, EVERYWHERE, "-v", "geophys_corr/*", "--json");
    assertDone(run);
    assertThat(run.out()).contains("geophys_corr/tide_ocean");
  }

  @Test
  void variablesThatAsManyGranulesLackShareALine() throws Exception {
    Path core =
        GranuleGenerator.write(
            folder.resolve("core"),
            GranuleSpec.builder(SampleProduct.ATL08)
                .pass(278, 3)
                .segments(200)
                .variables(VariableSet.CORE)
                .deflateLevel(1)
                .build());
    assertDone(CommandRun.of("index", land, core, "-o", index));
    CommandRun run =
        CommandRun.of(
            "export",
            "--allow-empty",
            index,
            EVERYWHERE,
            "-v",
            "land_segments/*,canopy/*",
            "-o",
            folder.resolve("p"));
    assertDone(run);
    assertThat(run.out())
        .containsPattern("null +[0-9]+ variables: 1 of 2 granules lack them: .* and [0-9]+ more");
  }

  @Test
  void aColumnOfAnotherProductSaysWhatTheIndexLacks() throws Exception {
    Path alone =
        GranuleGenerator.write(
            folder.resolve("alone"),
            GranuleSpec.builder(SampleProduct.ATL03).pass(278, 3).segments(200).build());
    assertDone(CommandRun.of("index", photons, land, alone, "-o", index));
    CommandRun run =
        CommandRun.of(
            "export",
            "--allow-empty",
            index,
            EVERYWHERE,
            "--product",
            "ATL03",
            "-o",
            folder.resolve("p"));
    assertThat(run.out())
        .contains(
            "classed_pc_flag: the index holds no granule of ATL08 with it for the track of 1 of 2"
                + " granules");
  }

  @Test
  void aMisspeltRateIsRefusedWithTheNearest() {
    assertDone(CommandRun.of("index", photons, "-o", index));
    assertThat(CommandRun.of("query", index, EVERYWHERE, "--rate", "segmnts").err())
        .contains("ATL03 has no rate with positions 'segmnts': did you mean 'segments'?");
  }

  private long rows(String... options) throws Exception {
    String[] words = new String[options.length + 4];
    System.arraycopy(
        new String[] {"query", index.toString(), EVERYWHERE, "--json"}, 0, words, 0, 4);
    System.arraycopy(options, 0, words, 4, options.length);
    CommandRun run = CommandRun.of((Object[]) words);
    assertDone(run);
    JsonNode plan = new ObjectMapper().readTree(run.out());
    return plan.get("maxRows").asLong();
  }

  private static void assertDone(CommandRun run) {
    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
  }
}
