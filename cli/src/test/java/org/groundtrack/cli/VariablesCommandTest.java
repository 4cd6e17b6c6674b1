package org.groundtrack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.groundtrack.samples.GranuleGenerator;
import org.groundtrack.samples.GranuleSpec;
import org.groundtrack.samples.GranuleSpecBuilder;
import org.groundtrack.samples.SampleProduct;
import org.groundtrack.samples.VariableSet;
import org.groundtrack.testing.Programs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code groundtrack variables} answers. */
class VariablesCommandTest {
  @TempDir Path folder;

  private GranuleSpecBuilder spec(SampleProduct product, int cycle) {
    return GranuleSpec.builder(product).pass(278, cycle).segments(60).variables(VariableSet.FULL);
  }

  private Path granule(SampleProduct product, int cycle) throws IOException {
    return GranuleGenerator.write(folder.resolve("granules"), spec(product, cycle).build());
  }

  private Path index(Object... granules) {
    Path index = folder.resolve("ix");
    CommandRun.of("index", granules, "-o", index).succeeded();
    return index;
  }

  private static List<String> names(JsonNode list, boolean onlyDefaults) {
    List<String> names = new ArrayList<>();
    for (JsonNode variable : list.get("variables")) {
      if (!onlyDefaults || variable.get("default").asBoolean()) {
        names.add(variable.get("name").asText());
      }
    }
    return names;
  }

  private List<String> header(Path index, JsonNode list, List<String> asked) throws IOException {
    Path output = folder.resolve("points.csv");
    List<Object> words =
        new ArrayList<>(
            List.of("export", index, "--bbox=-180,-90,180,90", "-o", output, "--overwrite"));
    words.addAll(List.of("--product", list.get("product").asText()));
    words.addAll(List.of("--rate", list.get("rate").asText()));
    if (!asked.isEmpty()) {
      words.addAll(List.of("-v", String.join(",", asked)));
    }
    CommandRun.of(words).succeeded();
    try (Stream<String> lines = Files.lines(output)) {
      return Arrays.asList(lines.findFirst().orElseThrow().split(","));
    }
  }

  @ParameterizedTest
  @CsvSource({"ATL03,ATL08", "ATL07,", "ATL08,", "ATL13,", "GEDI02_A,", "GEDI02_B,"})
  void whatIsListedIsWhatAnExportTakes(SampleProduct product, SampleProduct partner)
      throws IOException {
    List<Path> granules = new ArrayList<>(List.of(granule(product, 3)));
    if (partner != null) {
      granules.add(granule(partner, 3));
    }
    Path index = index(granules.toArray());
    JsonNode lists =
        CommandRun.of("variables", index, "--product", product, "--json").json().get("lists");
    assertThat(lists).isNotEmpty();
    for (JsonNode list : lists) {
      List<String> all = names(list, false);
      assertThat(all).doesNotHaveDuplicates().hasSizeGreaterThan(3);
      List<String> shortNames = header(index, list, List.of());
      List<String> more = header(index, list, all);
      // Position and time have names of their own in exports, and are variables beside.
      assertThat(more.size()).isGreaterThan(all.size());
      for (JsonNode variable : list.get("variables")) {
        String path = variable.get("path").asText();
        String last = path.substring(path.lastIndexOf('/') + 1);
        assertThat(more)
            .as("%s of %s", path, list.get("rate"))
            .anyMatch(column -> column.equals(last) || column.endsWith(path.replace('/', '.')));
        boolean position = last.matches("(.*_)?(lat|lon|latitude|longitude|time)(_.*)?");
        if (variable.get("default").asBoolean() && !position && !last.matches("rh|pai_z")) {
          assertThat(shortNames).as("default %s", path).anyMatch(column -> column.contains(last));
        }
      }
    }
  }

  @Test
  void aGranuleAndAnIndexOfItSayTheSame() throws IOException {
    Path granule = granule(SampleProduct.ATL08, 3);
    JsonNode ofGranule = CommandRun.of("variables", granule, "--json").json().get("lists");
    JsonNode ofIndex = CommandRun.of("variables", index(granule), "--json").json().get("lists");
    assertThat(ofIndex).hasSize(1).first().isEqualTo(ofGranule.get(0));
    // An index holds this rate only if it is named.
    assertThat(ofGranule.findValuesAsText("rate")).containsExactly("land_segments", "segments_20m");
  }

  @Test
  void ofManyGranulesSomeOfEachVersionAreLookedAtAndItIsSaid() throws IOException {
    List<Path> granules = new ArrayList<>();
    for (int cycle = 1; cycle <= 11; cycle++) {
      granules.add(granule(SampleProduct.ATL07, cycle));
    }
    granules.add(
        GranuleGenerator.write(
            folder.resolve("granules"), spec(SampleProduct.ATL07, 12).version(7, 1).build()));
    Path index = index(granules.toArray());
    assertThat(CommandRun.of("variables", index).succeeded().out())
        .contains("looked at   8 of 11 granules of version 006; 1 granule of version 007");
    JsonNode looked = CommandRun.of("variables", index, "--json").json().at("/lists/0/granules/0");
    assertThat(looked.get("lookedAt").asInt()).isEqualTo(8);
    assertThat(looked.get("held").asInt()).isEqualTo(11);
    assertThat(looked.get("sample").asBoolean()).isTrue();
  }

  @Test
  void aPatternChoosesNamesAliasesAndPaths() throws IOException {
    Path index = index(granule(SampleProduct.GEDI02_A, 3));
    JsonNode heights = CommandRun.of("variables", index, "RH*", "--json").json().at("/lists/0");
    assertThat(names(heights, false)).startsWith("rh").allMatch(name -> name.startsWith("rh"));
    assertThat(heights.at("/variables/0/rowShapes/0/0").asInt()).isEqualTo(101);
    assertThat(heights.at("/variables/0/exported").toString()).contains("rh[98]");
    assertThat(heights.at("/aliases/rh98").asText()).isEqualTo("rh[98]");
    assertThat(CommandRun.of("variables", index, "rh*").succeeded().out())
        .containsPattern("\\* +rh +float\\d\\d\\[101] ")
        .contains("rh98", "= rh[98]", "* is exported by default")
        .doesNotContain("sensitivity");
    assertThat(CommandRun.of("variables", index, "nothing_like_it").failed(2))
        .contains("has no variable that fits 'nothing_like_it'");
    assertThat(CommandRun.of("variables", index, "sensitivty").failed(2))
        .contains("did you mean sensitivity");
  }

  @Test
  void aRateOrProductThatIsNotThereIsRefused() throws IOException {
    Path granule = granule(SampleProduct.ATL08, 3);
    Path index = index(granule);
    for (Path source : List.of(granule, index)) {
      assertThat(CommandRun.of("variables", source, "--rate", "land_segment").failed(2))
          .contains("did you mean 'land_segments'");
    }
    assertThat(CommandRun.of("variables", index, "--product", "ATL06").failed(2))
        .contains("holds no granules of ATL06");
    assertThat(CommandRun.of("variables", folder.resolve("nothing.h5")).err())
        .contains("nothing.h5");
  }

  @Test
  void anUnknownNameOfAnExportLeadsToTheList() throws IOException {
    Path index = index(granule(SampleProduct.ATL08, 3));
    String list = "'groundtrack variables %s --rate land_segments' lists all".formatted(index);
    Object[] query = {"query", index, "--bbox=-180,-90,180,90", "--rate", "land_segments"};
    assertThat(CommandRun.of(query, "-v", "h_cannopy").failed(2))
        .contains("the nearest names are h_canopy", list);
    assertThat(CommandRun.of(query, "--where", "h_cannopy > 1").failed(2)).contains(list);
    assertThat(CommandRun.of(query, "-v", "zzz*").failed(2)).contains(list);
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 100, 80, 70})
  void linesFitTheTerminal(int width) throws IOException {
    Path index = index(granule(SampleProduct.GEDI02_A, 3));
    List<String> words = CommandProcess.words("variables", index, "*e*");
    words.add(1, "-Dgroundtrack.columns=" + width);
    List<String> rows = Programs.run(folder, words).lines().skip(2).toList();
    assertThat(rows).hasSizeGreaterThan(5).allMatch(line -> line.length() <= width);
    assertThat(rows).anyMatch(line -> line.contains("sensitivity"));
  }
}
