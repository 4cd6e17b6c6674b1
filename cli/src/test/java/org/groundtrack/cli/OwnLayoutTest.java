package org.groundtrack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.WritableGroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Granules of products that only a user's layout describes. */
class OwnLayoutTest {
  @TempDir Path folder;

  private Path granule(String name, String claim, String timeUnits) throws IOException {
    Path granule = folder.resolve(name);
    try (WritableHdfFile file = HdfFile.write(granule)) {
      if (claim != null) {
        file.putAttribute("short_name", claim);
      }
      WritableGroup group = file.putGroup("radar");
      group.putDataset("lon", new double[] {1, 2, 3});
      group.putDataset("lat", new double[] {1, 2, 3});
      group.putDataset("time", new double[] {1, 2, 3}).putAttribute("units", timeUnits);
      group.putDataset("height", new float[] {1, 2, 3});
    }
    return granule;
  }

  private Path layout(String members) throws IOException {
    return Files.writeString(
        folder.resolve("radar.json"),
        """
        {"product": "RADAR", %s "rates": [
         {"name": "echoes", "groups": ["radar"], "longitude": "radar/lon",
          "latitude": "radar/lat", "time": "radar/time", "variables": ["radar/height"]}]}
        """
            .formatted(members));
  }

  private CommandRun index(Path granule, Path layout, Object... more) {
    Object[] words = new Object[more.length + 7];
    System.arraycopy(
        new Object[] {
          "index", granule, "--overwrite", "-o", folder.resolve("index"), "--layout", layout
        },
        0,
        words,
        0,
        7);
    System.arraycopy(more, 0, words, 7, more.length);
    return CommandRun.of(words);
  }

  private static void assertDone(CommandRun run) {
    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void aProductWithoutPlacesIsRecognisedByItsGranulesNames() throws IOException {
    Path layout = layout("\"granuleName\": \"RADAR_\\\\d+\", ");
    assertDone(index(granule("RADAR_1.h5", "something else", "seconds since 2019-01-01"), layout));
    assertDone(index(granule("RADAR_2.h5", null, "seconds since 2019-01-01"), layout));
  }

  @Test
  void aProductWithoutPlacesIsRecognisedByWhatItsGranulesSay() throws IOException {
    assertDone(index(granule("a.h5", "Radar", "seconds since 2019-01-01"), layout("")));
  }

  @Test
  void aProductThatIsNamedIsTakenWhereTheGranuleSaysNothingOfAKnownOne() throws IOException {
    Path granule = granule("a.h5", "unheard of", "seconds since 2019-01-01");
    CommandRun refused = index(granule, layout(""));
    assertThat(refused.exitCode()).isEqualTo(3);
    assertThat(refused.err())
        .contains("it says unheard of. Say which it is with --product, or describe it");
    assertDone(index(granule, layout(""), "--product", "RADAR"));
  }

  @Test
  void aProductThatNobodyKnowsIsRefusedWhateverGranulesSay() throws IOException {
    Path granule = granule("a.h5", "RADAR", "seconds since 2019-01-01");
    Path layout = layout("");
    for (CommandRun run :
        new CommandRun[] {
          index(granule, layout, "--product", "RADR"),
          CommandRun.of("inspect", granule, "--layout", layout, "--product", "RADR")
        }) {
      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.err())
          .contains("No product is called 'RADR': describe it with --layout, or did you mean")
          .contains("'RADAR'");
    }
  }

  @Test
  void aGranuleWithoutTheRateThatOthersHaveIsNamedNotLeftOut() throws IOException {
    Path layout =
        Files.writeString(
            folder.resolve("linked.json"),
            """
            {"product": "RADAR", "rates": [
             {"name": "echoes", "groups": ["echoes"], "longitude": "echoes/lon",
              "latitude": "echoes/lat", "parent": "tracks", "marginMetres": 10},
             {"name": "tracks", "groups": ["tracks"], "longitude": "tracks/lon",
              "latitude": "tracks/lat",
              "links": [{"name": "echoes", "first": "tracks/first", "base": 1}]}]}
            """);
    for (String name : new String[] {"whole.h5", "part.h5"}) {
      try (WritableHdfFile file = HdfFile.write(folder.resolve(name))) {
        file.putAttribute("short_name", "RADAR");
        for (String group :
            name.equals("part.h5") ? "tracks".split(" ") : "tracks echoes".split(" ")) {
          WritableGroup written = file.putGroup(group);
          written.putDataset("lon", new double[] {1, 1.00001, 1.00002});
          written.putDataset("lat", new double[] {1, 1.00001, 1.00002});
          if (group.equals("tracks")) {
            written.putDataset("first", new int[] {1, 2, 3});
          }
        }
      }
    }
    assertDone(index(folder.resolve("whole.h5"), layout));
    assertDone(CommandRun.of("query", folder.resolve("index"), "--bbox=0,0,5,5"));
    assertDone(index(folder.resolve("whole.h5"), layout, folder.resolve("part.h5")));
    CommandRun run = CommandRun.of("query", folder.resolve("index"), "--bbox=0,0,5,5");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .contains("holds no rate 'echoes' of granule part.h5", "--rates tracks,echoes");
    assertDone(
        CommandRun.of("query", folder.resolve("index"), "--bbox=0,0,5,5", "--rate", "tracks"));
  }

  @Test
  void aPlanOfAProductWithoutBeamsNamesNone() throws IOException {
    assertDone(index(granule("a.h5", "RADAR", "seconds since 2019-01-01"), layout("")));
    CommandRun run = CommandRun.of("query", folder.resolve("index"), "--bbox=0,0,5,5");
    assertDone(run);
    assertThat(run.out()).contains("a.h5: 4 chunks, ").doesNotContain("beam");
  }

  @Test
  void aDefaultVariableThatNoGranuleHasIsTold() throws IOException {
    Path granule = granule("a.h5", "RADAR", "seconds since 2019-01-01");
    Path layout = layout("");
    Files.writeString(layout, Files.readString(layout).replace("radar/height", "radar/hight"));
    String note = "note        RADAR, rate echoes: the default variable radar/hight is absent";
    CommandRun built = index(granule, layout);
    assertDone(built);
    assertThat(built.out()).contains(note + " in 1 of 1 granule");
    CommandRun inspected = CommandRun.of("inspect", granule, "--layout", layout);
    assertDone(inspected);
    assertThat(inspected.out()).contains(note);
  }

  @Test
  void aRateWithoutTimesIsIndexedAndTold() throws IOException {
    Path granule = granule("a.h5", "RADAR", "none");
    Path layout = layout("");
    Files.writeString(layout, Files.readString(layout).replace("\"time\": \"radar/time\",", ""));
    CommandRun built = index(granule, layout);
    assertDone(built);
    assertThat(built.out()).contains("RADAR, rate echoes: the layout names no time");
    Path index = folder.resolve("index");
    String everywhere = "--bbox=-180,-90,180,90";
    assertDone(CommandRun.of("query", index, everywhere));
    for (String filter : new String[] {"--start=2019-01-01", "--end=2020-01-01", "--months=5"}) {
      CommandRun refused = CommandRun.of("query", index, everywhere, filter);
      assertThat(refused.exitCode()).isEqualTo(2);
      assertThat(refused.err())
          .contains(
              "Points of RADAR, rate echoes, have no time of their own", "leave the times out");
    }
  }

  @Test
  void whatCanBeIndexedHasNoProblem() throws IOException {
    Path granule = granule("a.h5", "RADAR", "seconds since 2019-01-01");
    Path layout = layout("");
    String two =
        """
        {"name": "later", "indexed": false, "groups": ["radar"], "longitude": "radar/lon2",
         "latitude": "radar/lat2", "time": "radar/time", "variables": ["radar/height"]},
        {"name": "odd", "indexed": false, "groups": ["radar"], "longitude": "radar/lon2",
         "latitude": "radar/lat", "time": "radar/time", "variables": ["radar/height"]}]}
        """;
    Files.writeString(layout, Files.readString(layout).replace("]}]}", "]}, " + two));
    assertDone(index(granule, layout));
    CommandRun run = CommandRun.of("inspect", granule, "--layout", layout);
    assertDone(run);
    assertThat(run.out())
        .contains(
            "note        rates of the layout without rows here: later, odd",
            "note        not with --rates odd: [")
        .doesNotContain("problem");
  }

  @ParameterizedTest
  @CsvSource({"1,001", "01,1", "001,1", "001,01", "2.1,2.1", "06B,06B"})
  void aVersionFitsHoweverManyZerosItHas(String known, String said) throws IOException {
    Path granule = granule("RADAR_v" + said + ".h5", null, "seconds since 2019-01-01");
    String name = "\"granuleName\": \"RADAR_v(?<version>[0-9.B]+)[.]h5\", ";
    assertDone(index(granule, layout(name + "\"versions\": [\"" + known + "\"], ")));
    CommandRun other = index(granule, layout(name + "\"versions\": [\"0\"], "));
    assertDone(other);
    assertThat(other.out()).containsPattern("note +RADAR .* what was tried \\(0\\) in 1 of 1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2019", "2019-05", "1556668800", "May 2019", "2019-05-01T00:00:00"})
  void anEpochIsNoBareNumber(String epoch) throws IOException {
    CommandRun run =
        CommandRun.of("products", "--layout", layout("\"epoch\": \"" + epoch + "\", "));
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("epoch", "expected an instant such as");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2019-05-01", "2019-05-01T00:00:00Z", "2019-05-01T02:00:00+02:00"})
  void anEpochIsADateOrAnInstant(String epoch) throws IOException {
    Path granule = granule("a.h5", "RADAR", "seconds since 2019-05-01 00:00:00");
    assertDone(index(granule, layout("\"epoch\": \"" + epoch + "\", ")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"seconds since 2019-05-01 00:00:00", "days since 2018-01-01"})
  void anEpochThatTheUnitsOfTimesContradictIsRefused(String units) throws IOException {
    Path granule = granule("a.h5", "RADAR", units);
    Path layout = layout("\"epoch\": \"2018-01-01\", ");
    CommandRun run = index(granule, layout);
    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.err())
        .contains("a.h5", "radar/time has the units '" + units + "'", "2018-01-01T00:00:00Z");
    assertThat(CommandRun.of("inspect", granule, "--layout", layout).out())
        .contains("problem", units);
  }
}
