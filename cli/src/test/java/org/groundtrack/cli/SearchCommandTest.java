package org.groundtrack.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.groundtrack.cli.TileGranules.TILE;
import static org.groundtrack.testing.CmrAnswers.COLLECTIONS;
import static org.groundtrack.testing.CmrAnswers.GRANULES;
import static org.groundtrack.testing.CmrAnswers.archived;
import static org.groundtrack.testing.CmrAnswers.collection;
import static org.groundtrack.testing.CmrAnswers.granule;
import static org.groundtrack.testing.CmrAnswers.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From a search of a catalogue on this machine to points, and what the command says. */
class SearchCommandTest extends ServedGranules {
  private final List<ObjectNode> items = new ArrayList<>();
  private Path list;
  private Path index;

  @BeforeEach
  void fillCatalogue() throws Exception {
    server.on(COLLECTIONS).always(page(1, null, collection("C2-NSIDC_CPRD", "ATL06", "006", true)));
    for (Path granule : localGranules()) {
      String name = granule.getFileName().toString();
      items.add(archived(items.size() + 1, name, server.url("/atl06/").toString()));
    }
    answer();
    list = folder.resolve("list.txt");
    index = folder.resolve("searched/index");
  }

  private void answer() {
    server.on(GRANULES).lift();
    server.on(GRANULES).always(page(items.size(), null, items.toArray(new ObjectNode[0])));
  }

  private CommandRun search(Object... more) {
    return CommandRun.of("search", "ATL06", "--cmr", server.url("/search"), TILE, more);
  }

  @Test
  void theListOfASearchIsIndexedAndExportedLikeTheGranulesThemselves() throws Exception {
    CommandRun run = search("-o", list);
    run.succeeded();
    assertThat(run.out())
        .contains(
            "Found 3 granules",
            "collection  ATL06 006 at NSIDC_CPRD (C2-NSIDC_CPRD)",
            "area        asked as the box -45.401,62.599,-44.599,63.001",
            "size        3.0 MB",
            "sidecars    3 of 3 have a DMR++ beside them",
            "written to  " + list,
            "2019-02-03T04:05:06Z")
        .doesNotContain("http:");
    assertThat(Files.readAllLines(list).get(0)).startsWith("# 3 granules of ATL06 006");
    assertThat(Files.readAllLines(list).get(1)).startsWith("# groundtrack search of 3: {");
    assertThat(Files.readAllLines(list).subList(2, 5)).containsExactlyElementsOf(urls);
    CommandRun.of("index", list, "-o", index, "--sidecars", "off").succeeded();
    assertThat(points(exported(export(index)))).isEqualTo(points(localExport()));
  }

  @Test
  void indexSearchesInOneGo() throws Exception {
    CommandRun run =
        CommandRun.of(
            "index",
            "--search",
            "ATL06",
            "--cmr",
            server.url("/search"),
            TILE,
            "--version",
            "6",
            "--sidecars",
            "off",
            "-o",
            index);
    run.succeeded();
    assertThat(run.out())
        .contains("Found 3 granules of ATL06 006 at NSIDC_CPRD", "Indexed 3 granules");
    assertThat(points(exported(export(index)))).isEqualTo(points(localExport()));
  }

  @Test
  void anIndexKnowsForWhichSearchItIsComplete() throws Exception {
    search("-o", list, "--end", "2020-01-01").succeeded();
    CommandRun.of("index", list, "-o", index, "--sidecars", "off").succeeded();
    assertThat(CommandRun.of("index", "info", index).out())
        .contains(
            "searched    ATL06 006, longitudes -45.4000 to -44.6000, latitudes 62.6000 to 63.0000,"
                + " before 2020-01-02T00:00:00Z, asked on 20");
    JsonNode within = CommandRun.of("query", index, TILE, "--end", "2019-06-01", "--json").json();
    assertThat(within.get("searches")).hasSize(1);
    assertThat(within.get("notSearched")).isEmpty();

    CommandRun beyond =
        CommandRun.of("query", index, "--bbox=-45.5,62.6,-44.6,63.0", "--end", "2019-06-01");
    beyond.succeeded();
    assertThat(beyond.out())
        .contains(
            "not searched",
            "longitudes -45.5000 to -45.4000, latitudes 62.6000 to 63.0000",
            "groundtrack search ATL06 --version 006 --bbox=-45.5000,62.6000,-45.4000,63.0000",
            "groundtrack index --append more.txt -o " + index);
    CommandRun later = CommandRun.of("query", index, TILE, "--start", "2019-01-01", "--json");
    assertThat(later.json().get("notSearched").get(0).get("start").asText())
        .isEqualTo("2020-01-02T00:00:00Z");

    CommandRun exported =
        CommandRun.of(
            "export",
            index,
            "--bbox=-45.5,62.6,-44.6,63.0",
            "-o",
            output,
            "--allow-source",
            server.url("/"));
    exported.succeeded();
    assertThat(exported.out()).contains("not searched");
    assertThat(
            ExportedPoints.query(
                    output,
                    "select decode(value) from parquet_kv_metadata(%s) where decode(key) = 'groundtrack'")
                .toString())
        .contains("not searched: ATL06 006 ");
  }

  @Test
  void indexTakesNamedGranulesBesideThoseThatAreFound() throws Exception {
    JsonNode report =
        CommandRun.of(
                "index",
                localGranules().get(0),
                "--search",
                "ATL06",
                "--cmr",
                server.url("/search"),
                TILE,
                "--sidecars",
                "off",
                "-o",
                index,
                "--json")
            .json();
    assertThat(report.get("granules").asInt()).isEqualTo(3);
    assertThat(report.get("search").get("granules").asInt()).isEqualTo(3);
    String first = localGranules().get(0).getFileName().toString();
    assertThat(server.requests("/atl06/" + first)).isEmpty();
  }

  @Test
  void urlsAreForPipesAndJsonForMachines() {
    CommandRun run = search("--urls");
    assertThat(run.err()).isEmpty();
    assertThat(run.out().lines()).containsExactlyElementsOf(urls);
    assertThat(search("--urls", "--s3").out().lines())
        .hasSize(3)
        .allMatch(line -> line.startsWith("s3://nsidc-cumulus-prod-protected/ATLAS/ATL06_"));
    JsonNode json = search("--json").json();
    assertThat(json.get("collection").asText()).isEqualTo("C2-NSIDC_CPRD");
    assertThat(json.get("candidates").asBoolean(true)).isFalse();
    JsonNode first = json.get("granules").get(0);
    assertThat(first.get("location").asText()).isEqualTo(urls.get(0));
    assertThat(first.get("sidecar").asText()).isEqualTo(urls.get(0) + ".dmrpp");
    assertThat(first.get("bytes").asLong()).isEqualTo(1_000_001);
  }

  @Test
  void aGenerousSearchSaysThatTheIndexDecides() {
    CommandRun run = search("--generous", "--urls");
    assertThat(run.exitCode()).isZero();
    assertThat(run.out().lines()).hasSize(3);
    assertThat(run.err()).contains("these are candidates", "index").hasLineCount(1);
    assertThat(search("--generous", "--json").json().get("candidates").asBoolean()).isTrue();
  }

  @Test
  void aGranuleThatCannotBeGivenIsNamedAndChangesTheExitCode() {
    items.add(granule(9, "ATL06_20190909040506_05800406_006_01.h5"));
    answer();
    CommandRun run = search("-o", list);
    assertThat(run.exitCode()).isEqualTo(9);
    assertThat(run.out())
        .contains("ATL06_20190909040506_05800406_006_01.h5 is left out: the catalogue names no");
    assertThat(search("--json").json(9).get("leftOut").get(0).get("name").asText())
        .startsWith("ATL06_20190909");
    CommandRun indexed =
        CommandRun.of(
            "index",
            "--search",
            "ATL06",
            "--cmr",
            server.url("/search"),
            TILE,
            "-o",
            index,
            "--sidecars",
            "off");
    assertThat(indexed.exitCode()).isEqualTo(9);
    assertThat(indexed.out()).contains("Indexed 3 granules", "is left out");
  }

  @Test
  void anAreaWithoutGranulesGivesNoneAndNoIndex() throws Exception {
    items.clear();
    answer();
    CommandRun run = search("-o", list);
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("Found 0 granules");
    assertThat(Files.readAllLines(list)).allMatch(line -> line.startsWith("#"));
    CommandRun indexed =
        CommandRun.of(
            "index", "--search", "ATL06", "--cmr", server.url("/search"), TILE, "-o", index);
    assertThat(indexed.exitCode()).isEqualTo(2);
    assertThat(indexed.err()).contains("has no granule of ATL06 006", "--generous");
    assertThat(index).doesNotExist();
  }

  @Test
  void whatMakesNoSenseIsRefusedBeforeAnythingIsAsked() throws Exception {
    Files.writeString(list, "mine");
    String[][] wrong = {
      {"search|ATL06", "All granules of ATL06 are asked for"},
      {"search|ATL06|--generous|--rgt|5", "--generous widens an area"},
      {"search|ATL06|" + TILE + "|-o|out.json", "would not be taken for a list"},
      {"search|ATL06|" + TILE + "|-o|" + list, "exists"},
      {"search|ATL06|" + TILE + "|--urls|--json", "give one of them"},
      {"search|ATL06|" + TILE + "|--per-feature", "--per-feature"},
      {"search|ATL06|" + TILE + "|--start|2019-02-01|--end|2018-01-01", "no time is left"},
      {"search|ATL06|" + TILE + "|--rgt|9999", "rgt 9999 is not there"},
      {"search|AT/06|" + TILE, "is no product"},
      {"search|ATL06|" + TILE + "|--cmr|" + server.url("/search?a=b"), "without a query"},
      {"search|ATL06|" + TILE + "|--cmr|s3://bucket/search", "is no address of a catalogue"},
      {"index|--bbox=1,2,3,4|-o|" + index, "--search"},
      {"index|--refresh|" + index + "|--search|ATL06", "no --search"}
    };
    for (String[] words : wrong) {
      CommandRun run =
          CommandRun.of(
              (Object[])
                  (words[0]
                      .replace(
                          "search|ATL06",
                          "search|ATL06"
                              + (words[0].contains("--cmr")
                                  ? ""
                                  : "|--cmr|" + server.url("/search")))
                      .split("\\|")));
      assertThat(run.exitCode()).as(words[0]).isEqualTo(2);
      assertThat(run.err()).as(words[0]).contains(words[1]);
    }
    assertThat(server.requests()).isEmpty();
    assertThat(list).hasContent("mine");
  }

  @Test
  void theExamplesOfThePagesAndOfTheHelpAreUnderstood() throws Exception {
    Path area = folder.resolve("area.geojson");
    Files.writeString(
        area, "{\"type\":\"Polygon\",\"coordinates\":[[[-45,62],[-44,62],[-44,63],[-45,62]]]}");
    String texts =
        Files.readString(Path.of("../docs/search.md"))
            + Files.readString(Path.of("../README.md"))
            + CommandRun.of("search", "--help").out()
            + CommandRun.of("index", "--help").out();
    List<String> examples =
        texts
            .lines()
            .map(line -> line.strip().replaceFirst(" +#.*$", "").replaceFirst("^\\./", ""))
            .filter(line -> line.matches("groundtrack (search|index --search) [A-Z].*"))
            .filter(line -> !line.endsWith("[OPTIONS]"))
            .toList();
    assertThat(examples).hasSizeGreaterThanOrEqualTo(8);
    for (int i = 0; i < examples.size(); i++) {
      List<Object> words = new ArrayList<>();
      for (String word : examples.get(i).split(" ")) {
        if (word.matches(".*\\.(geojson|kml)")) {
          words.add(area);
        } else if (word.matches("(list|granules)\\.txt|my-index|lakes")) {
          words.add(folder.resolve("example" + i + (word.endsWith("txt") ? ".txt" : "")));
        } else {
          words.add(word);
        }
      }
      CommandRun run =
          CommandRun.of(words.subList(1, words.size()), "--cmr", server.url("/search"));
      assertThat(run.exitCode()).as("%s: %s", examples.get(i), run.err()).isZero();
    }
  }

  @Test
  void aCatalogueByHttpOfAnotherMachineIsRefused() {
    CommandRun run =
        CommandRun.of("search", "ATL06", TILE, "--cmr", "http://cmr.example.org/search");
    assertThat(run.exitCode()).isEqualTo(8);
    assertThat(run.err()).contains("is http, which anybody", "--allow-http");
  }
}
