package org.groundtrack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.groundtrack.layout.ProductLayout;
import org.groundtrack.layout.ProductLayouts;
import org.groundtrack.layout.Rate;
import org.groundtrack.samples.Atl06Generator;
import org.groundtrack.samples.Atl06Spec;
import org.groundtrack.samples.GranuleGenerator;
import org.groundtrack.samples.GranuleSpec;
import org.groundtrack.samples.Leftover;
import org.groundtrack.samples.SampleProduct;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Beams and rates without rows, as subsetters and earlier releases leave them. */
class RowlessGranulesTest {
  private static final String EVERYWHERE = "--bbox=-180,-90,180,90";

  @TempDir Path folder;

  static Stream<Arguments> ratesAndLeftovers() {
    return Stream.concat(
            Stream.of("ATL06"), Stream.of(SampleProduct.values()).map(SampleProduct::name))
        .flatMap(
            product ->
                layout(product).rates().stream()
                    .filter(Rate::isPositioned)
                    .flatMap(
                        rate ->
                            Stream.of(Leftover.values())
                                // jHDF 0.13.0 damages granules of ATL06 with empty groups.
                                .filter(left -> !product.equals("ATL06") || left == Leftover.SCALES)
                                .map(left -> Arguments.of(product, rate.name(), left))));
  }

  private static ProductLayout layout(String product) {
    return ProductLayouts.shipped().of(product).orElseThrow();
  }

  @ParameterizedTest
  @MethodSource("ratesAndLeftovers")
  void aBeamWithoutRowsLeavesTheOthersAsTheyAre(String product, String rate, Leftover left)
      throws Exception {
    List<String> beams = layout(product).beams().names();
    String emptied = beams.get(1);
    Path whole = granule("whole", product, 278, Map.of());
    Path subset = granule("subset", product, 278, Map.of(emptied, left));
    List<List<Object>> expected =
        rows(export("whole", rate, whole), "where track_id <> '%s'".formatted(emptied));
    assertThat(expected).isNotEmpty();
    assertThat(rows(export("subset", rate, subset), "")).isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("ratesAndLeftovers")
  void aRateThatSomeGranulesLackIsIndexedOfTheOthers(String product, String rate, Leftover left)
      throws Exception {
    ProductLayout layout = layout(product);
    Map<String, Leftover> emptied = new HashMap<>();
    for (String beam : layout.beams().names()) {
      emptied.put(beam, left == Leftover.NOTHING ? Leftover.GROUPS : left);
      for (String group : layout.rate(rate).orElseThrow().groups()) {
        emptied.put(group.isEmpty() ? beam : beam + "/" + group, left);
      }
    }
    if (left == Leftover.NOTHING && emptied.keySet().stream().noneMatch(p -> p.contains("/"))) {
      return; // A granule of such a product without its beams is none.
    }
    Path whole = granule("whole", product, 278, Map.of());
    Path without = granule("without", product, 279, emptied);
    List<List<Object>> expected = rows(export("whole", rate, whole), "");
    assertThat(expected).isNotEmpty();
    assertThat(rows(export("both", rate, whole, without), "")).isEqualTo(expected);
    CommandRun report =
        CommandRun.of("index", "--rates", rate, without, "-o", folder.resolve("alone"));
    assertThat(report.out())
        .contains("%s, rate %s: no rows in 1 of 1 granule".formatted(product, rate));
  }

  @ParameterizedTest
  @EnumSource(names = {"GROUPS", "SCALES"})
  void aGranuleOfWhichNothingIsLeftHasNoRows(Leftover left) throws Exception {
    Map<String, Leftover> emptied = new HashMap<>();
    layout("ATL07").beams().names().forEach(beam -> emptied.put(beam, left));
    Path granule = granule("empty", "ATL07", 278, emptied);
    CommandRun run = CommandRun.of("index", granule, "-o", folder.resolve("index")).succeeded();
    assertThat(run.out())
        .contains("ATL07, rate sea_ice_segments: no rows in 1 of 1 granule")
        .containsPattern("missing +6 beams that");
    assertThat(CommandRun.of("inspect", granule).succeeded().out())
        .contains("rates of the layout without rows here: sea_ice_segments")
        .doesNotContain("problem");
  }

  @Test
  void halfAPositionIsDamage() throws Exception {
    Path granule =
        granule("half", "ATL10", 278, Map.of("gt1r/freeboard_segment/longitude", Leftover.NOTHING));
    assertThat(CommandRun.of("index", granule, "-o", folder.resolve("index")).failed(3))
        .contains(
            "beam gt1r, rate freeboard_segment: freeboard_segment/longitude is absent, though"
                + " freeboard_segment/latitude is there");
  }

  @Test
  void valuesThatNothingPlacesAreDamage() throws Exception {
    Path granule =
        granule(
            "unplaced",
            "ATL10",
            278,
            Map.of(
                "gt1r/freeboard_segment/longitude", Leftover.NOTHING,
                "gt1r/freeboard_segment/latitude", Leftover.NOTHING));
    assertThat(CommandRun.of("index", granule, "-o", folder.resolve("index")).failed(3))
        .contains("longitude and freeboard_segment/latitude are absent, though")
        .containsPattern("freeboard_segment/beam_fb_height has [0-9]+ rows");
  }

  @Test
  void photonsWithoutSegmentsAreNotLostWithoutAWord() throws Exception {
    Path granule = granule("lone", "ATL03", 278, Map.of("gt2l/geolocation", Leftover.GROUPS));
    assertThat(CommandRun.of("index", granule, "-o", folder.resolve("index")).failed(3))
        .containsPattern(
            "gt2l] has [0-9]+ rows of photons, but none of segments that lead to them");
  }

  @Test
  void segmentsWhosePhotonsAreGoneSaySoWhenTheyAreWanted() throws Exception {
    Path granule = granule("gone", "ATL03", 278, Map.of("gt2l/heights", Leftover.SCALES));
    Path index = folder.resolve("index");
    CommandRun.of("index", granule, "-o", index).succeeded();
    assertThat(CommandRun.of("query", index, EVERYWHERE, "--json").failed(2))
        .contains("holds no rate 'photons' of granule " + granule.getFileName(), "beam gt2l");
    CommandRun.of("query", index, EVERYWHERE, "--beams", "gt1l,gt1r").succeeded();
    CommandRun.of("query", index, EVERYWHERE, "--rate", "segments").succeeded();
  }

  private Path granule(String name, String product, int rgt, Map<String, Leftover> emptied)
      throws Exception {
    if (product.equals("ATL06")) {
      return Atl06Generator.write(
          folder.resolve(name),
          Atl06Spec.builder().pass(rgt, 3).rows(50).deflateLevel(1).emptied(emptied).build());
    }
    return GranuleGenerator.write(
        folder.resolve(name),
        GranuleSpec.builder(SampleProduct.valueOf(product))
            .pass(rgt, 3)
            .segments(product.equals("ATL12") ? 2000 : 200)
            .photonsPerSegment(2)
            .waveformSamples(20)
            .deflateLevel(1)
            .emptied(emptied)
            .build());
  }

  private Path export(String name, String rate, Path... granules) {
    Path index = folder.resolve(name + "-index");
    CommandRun.of("index", "--rates", rate, granules, "-o", index).succeeded();
    Path points = folder.resolve(name + ".parquet");
    CommandRun.of("export", index, EVERYWHERE, "--rate", rate, "-o", points).succeeded();
    return points;
  }

  private static List<List<Object>> rows(Path points, String condition) throws Exception {
    return ExportedPoints.query(
        points, "select points::varchar from (select * from %s) points " + condition);
  }
}
