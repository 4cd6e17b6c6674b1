package org.groundtrack.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.groundtrack.error.UsageException;
import org.groundtrack.granule.ElementType;
import org.junit.jupiter.api.Test;

class LayoutReaderTest {
  private static final String RATE =
      """
      {"name": "shots", "groups": ["g"], "longitude": "g/lon", "latitude": "g/lat",
       "time": "g/t", "variables": ["g/h", "g/rh[98]"], "aliases": {"height": "g/h"}}\
      """;

  private static final String SOUND =
      """
      {"product": "X1", "names": ["X"], "versions": ["001"],
       "granuleName": "X1_(?<orbit>\\\\d+)", "metadata": {"product": ["@short_name"]},
       "beams": {"names": ["b1", "b2"], "strengthColumn": "power", "strengthAttribute": "power",
        "strengths": {"high": "full"}, "strengthByName": {"b1": "full"}, "strongForward": ["b2"]},
       "granuleColumns": ["orbit"],
       "rates": [%s]}
      """
          .formatted(RATE);

  /** Two rates with all that leads from one to the other. */
  private static final String LINKED =
      """
      {"product": "X3", "beams": {"names": ["b"]}, "rates": [
       {"name": "photons", "groups": ["p"], "longitude": "p/lon", "latitude": "p/lat",
        "parent": "segments", "marginMetres": 100,
        "joins": [{"product": "X8", "rate": "classes", "match": ["rgt"], "link": "id",
         "key": "s/id", "position": "s/i", "variables": ["s/class"]}]},
       {"name": "segments", "groups": ["s"], "longitude": "s/lon", "latitude": "s/lat",
        "links": [{"name": "photons", "first": "s/beg", "base": 1, "count": "s/cnt"},
         {"name": "id", "first": "s/id", "base": 0}], "needs": "photons"}]}
      """;

  private static final String GRID =
      """
      {"product": "G", "rates": [{"name": "cells", "groups": [""], "longitude": "lon",
       "latitude": "lat", "time": "t", "dimensions": ["t", "lat", "lon"], "variables": ["rain"]}]}
      """;

  private static ProductLayout read(String json) {
    return LayoutReader.read("my.json", json.getBytes(StandardCharsets.UTF_8));
  }

  private static void refused(String json, String... words) {
    assertThatThrownBy(() -> read(json))
        .as(json)
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith("[my.json] ")
        .hasMessageContainingAll(words)
        .extracting(Throwable::getMessage)
        .asString()
        .doesNotContain("java", "jackson", "org.groundtrack", "Exception", "`");
  }

  private static void changed(String sound, String part, String instead, String... words) {
    assertThat(sound).contains(part);
    refused(sound.replace(part, instead), words);
  }

  @Test
  void soundLayoutsAreReadAndWrittenAgain() {
    for (String json : List.of(SOUND, LINKED, GRID)) {
      ProductLayout layout = read(json);
      assertThat(LayoutReader.read("again", LayoutReader.write(layout))).hasToString("" + layout);
    }
    assertThat(read(SOUND).rate("shots").orElseThrow().variables()).contains("g/rh[98]");
  }

  @Test
  void mistakesInTheJsonAreSaidByLine() {
    refused("", "my.json");
    refused("null", "is empty");
    refused("[]", "an object in curly braces");
    refused("{\"product\": \"X\",\n rates}", "line 2", "double-quote");
    refused("{\"product\": \"X\", \"product\": \"Y\"}", "Duplicate field 'product'");
    refused(SOUND + " 1", "goes on after its end");
    refused("[".repeat(10_000), "my.json");
  }

  @Test
  void unknownMembersNameTheNearestKnownOne() {
    changed(SOUND, "\"longitude\"", "\"logitude\"", "rates[0].logitude", "'longitude'");
    changed(SOUND, "\"versions\"", "\"version\"", "has no member version", "'versions'");
    changed(SOUND, "\"strongForward\"", "\"strong\"", "beams.strong", "strongForward");
    changed(SOUND, "\"metadata\": {\"product\"", "\"metadata\": {\"orbt\"", "'orbit'");
    changed(SOUND, "[\"orbit\"]", "[\"orbits\"]", "granuleColumns has 'orbits'", "'orbit'");
  }

  @Test
  void valuesOfTheWrongKindAreSaidByMember() {
    changed(SOUND, "[\"001\"]", "[1]", "versions[0]", "a text in quotes");
    changed(SOUND, "[\"001\"]", "\"001\"", "versions", "a list in square brackets");
    changed(SOUND, "[\"001\"]", "[null]", "null");
    changed(SOUND, "X1_(?<orbit>", "X1_((?<orbit>", "granuleName is no regular expression");
    changed(
        SOUND, "{\"product\": \"X1\"", "{\"h3Resolution\": 5.5", "h3Resolution", "whole number");
    changed(SOUND, "{\"product\": \"X1\"", "{\"epoch\": \"noon\"", "epoch", "2018-01-01T00:00:00Z");
    changed(SOUND, "{\"height\": \"g/h\"}", "[\"g/h\"]", "rates[0].aliases", "curly braces");
    changed(SOUND, "{\"height\": \"g/h\"}", "{\"height\": null}", "aliases.height is missing");
    changed(SOUND, "\"time\": \"g/t\"", "\"indexed\": \"yes\"", "indexed", "true or false");
  }

  @Test
  void productVersionsAndResolutionMakeSense() {
    changed(SOUND, "\"X1\"", "\" \"", "product is blank", "ATL06");
    changed(SOUND, "\"product\": \"X1\", ", "", "product is missing");
    changed(SOUND, "[\"X\"]", "[\"x1\"]", "names has 'x1' twice");
    changed(SOUND, "[\"001\"]", "[\"001\", \"001\"]", "versions has '001' twice");
    changed(SOUND, "[\"001\"]", "[\"\"]", "versions is blank");
    changed(
        SOUND,
        "{\"product\": \"X1\"",
        "{\"product\": \"X1\", \"h3Resolution\": 9",
        "is 9",
        "0 to 8");
    changed(
        SOUND,
        "{\"product\": \"X1\"",
        "{\"product\": \"X1\", \"footprintMarginDegrees\": 181",
        "is 181.0",
        "0 to 180");
    changed(SOUND, "@short_name", "@", "metadata.product has '@'");
    changed(SOUND, "@short_name", "/a/b", "metadata.product has '/a/b'", "without a slash");
    changed(SOUND, "X1_(?<orbit>", "X1_(?<o>", "granuleColumns has 'orbit'", "metadata.orbit");
  }

  @Test
  void beamsFitEachOther() {
    changed(SOUND, "[\"b1\", \"b2\"]", "[\"b1\", \"b1\"]", "beams.names has 'b1' twice");
    changed(SOUND, "[\"b1\", \"b2\"]", "[\"b1\", \"b2/x\"]", "at the root");
    changed(SOUND, "[\"b1\", \"b2\"]", "[]", "beams", "has no names");
    changed(SOUND, "[\"b2\"]", "[\"b3\"]", "strongForward has 'b3'", "[b1, b2]");
    changed(SOUND, "{\"b1\": \"full\"}", "{\"b9\": \"full\"}", "strengthByName has 'b9'");
    changed(SOUND, "\"strengthColumn\": \"power\", ", "", "strengthColumn is missing");
    changed(SOUND, "\"high\"", "\"High\"", "lower case");
    changed(SOUND, "\"strengths\": {\"high\": \"full\"}, ", "", "beams.strengths is empty");
  }

  @Test
  void ratesHavePositionsOrKeysAndNamesOfTheirOwn() {
    changed(SOUND, RATE, "", "rates is empty");
    changed(SOUND, RATE, RATE + ", " + RATE, "rates.name has 'shots' twice");
    changed(SOUND, "\"shots\"", "\"all shots\"", "rates.name has 'all shots'", "underscores");
    changed(SOUND, "\"longitude\": \"g/lon\", ", "", "longitude is missing");
    changed(SOUND, "\"g/lon\"", "\"g/lat\"", "has 'g/lat' twice");
    changed(SOUND, "\"time\":", "\"timeReference\":", "timeReference is there without time");
    changed(SOUND, "\"time\":", "\"timeReference\": \"g/t\", \"time\":", "has 'g/t' twice");
    changed(SOUND, "\"time\":", "\"timeReference\": \"/t\", \"time\":", "has '/t'");
    changed(SOUND, "[\"g\"]", "[]", "groups is empty");
    changed(SOUND, "[\"g\"]", "[\"g\"], \"except\": [\"h\"]", "except has 'h'", "[g]");
    changed(
        SOUND,
        "\"longitude\": \"g/lon\", \"latitude\": \"g/lat\",\n \"time\": \"g/t\", ",
        "\"keys\": [\"g/id\"], ",
        "begins with 'shots'",
        "positions first");
  }

  @Test
  void pathsStayWithinTheBeam() {
    changed(SOUND, "\"g/lon\"", "\"/g/lon\"", "'/g/lon'", "without a slash");
    changed(SOUND, "\"g/lon\"", "\"g/../../x\"", "'g/../../x'", "no '..'");
    changed(SOUND, "\"g/lon\"", "\"g//lon\"", "'g//lon'");
    changed(SOUND, "\"g/lon\"", "\"g/lon[0]\"", "'g/lon[0]'", "without brackets");
    changed(SOUND, "[\"g/h\",", "[\"h\",", "variables has 'h'", "below the groups [g]");
    changed(SOUND, "rh[98]", "rh[98", "variables has 'g/rh[98'", "rh[0:101:10]");
    changed(SOUND, "rh[98]", "rh[a]", "'g/rh[a]'");
    changed(SOUND, "\"g/rh[98]\"", "\"g/h\"", "has 'g/h' twice");
  }

  @Test
  void aliasesNameWhatExistsAndHideNothing() {
    changed(SOUND, "{\"height\": \"g/h\"}", "{\"height\": \"x/h\"}", "aliases.height has 'x/h'");
    changed(SOUND, "{\"height\": \"g/h\"}", "{\"time\": \"g/h\"}", "aliases has 'time'");
    changed(SOUND, "{\"height\"", "{\"a b\"", "aliases has 'a b'", "underscores");
    changed(SOUND, "{\"height\": \"g/h\"}", "{\"lon\": \"g/h\"}", "'lon' for 'g/h'", "g/lon");
    changed(SOUND, "{\"height\"", "{\"HEIGHT\": \"g/h\", \"height\"", "'height' twice");
  }

  @Test
  void fillValuesAreNumbersThatTheirTypeHolds() {
    String with = SOUND.replace("\"aliases\"", "\"fillValues\": {\"KEY\": \"VALUE\"}, \"aliases\"");
    for (String[] bad :
        new String[][] {
          {"g/h", "none"}, {"int8", "128"}, {"uint8", "-1"}, {"int32", "1.5"}, {"string", "1"}
        }) {
      refused(with.replace("KEY", bad[0]).replace("VALUE", bad[1]), "fillValues." + bad[0] + " is");
    }
    Rate rate = read(with.replace("KEY", "float32").replace("VALUE", "NaN")).defaultRate();
    assertThat(rate.fillValue("g/h", ElementType.FLOAT32)).contains("NaN");
    assertThat(rate.fillValue("g/h", ElementType.INT8)).isEmpty();
  }

  @Test
  void fillValueOfPathComesBeforeThatOfItsType() {
    Rate rate =
        read(SOUND.replace(
                "\"aliases\"",
                "\"fillValues\": {\"float32\": \"-9999\", \"g/dem\": \"-999999\"}, \"aliases\""))
            .defaultRate();
    assertThat(rate.fillValue("g/dem", ElementType.FLOAT32)).contains("-999999");
    assertThat(rate.fillValue("g/h", ElementType.FLOAT32)).contains("-9999");
    assertThat(rate.fillValue("g/h", ElementType.FLOAT64)).isEmpty();
  }

  @Test
  void linksParentsAndJoinsReferToWhatExists() {
    changed(LINKED, "\"parent\": \"segments\"", "\"parent\": \"x\"", "parent has 'x'", "segments");
    changed(LINKED, "\"parent\": \"segments\"", "\"parent\": \"photons\"", "another rate");
    changed(
        LINKED,
        "\"parent\": \"segments\"",
        "\"links\": [{\"name\": \"w\", \"first\": \"p/i\", \"base\": 0, \"datasets\": [\"p/wave\"]}], \"parent\": \"segments\"",
        "links are there beside a parent");
    changed(
        LINKED, "{\"name\": \"photons\", \"first\"", "{\"name\": \"p\", \"first\"", "'photons'");
    changed(LINKED, "\"needs\": \"photons\"", "\"needs\": \"p\"", "needs has 'p'", "[photons, id]");
    changed(LINKED, "\"base\": 1, ", "", "link 'photons': base is missing", "0 or 1");
    changed(LINKED, "\"base\": 1", "\"base\": 2", "is 2", "0 or 1");
    changed(LINKED, "\"marginMetres\": 100", "\"marginMetres\": -1", "marginMetres is -1");
    changed(LINKED, "\"link\": \"id\"", "\"link\": \"x\"", "join with X8: link has 'x'");
    changed(LINKED, "\"link\": \"id\",", "", "join with X8: link is missing");
    changed(LINKED, "\"position\": \"s/i\", ", "", "position is missing");
    changed(LINKED, "[\"rgt\"]", "[]", "match is empty");
    changed(LINKED, "[\"rgt\"]", "[\"track\"]", "match has 'track'", "rgt");
    changed(LINKED, "[\"s/class\"]", "[]", "variables is empty");
    changed(
        LINKED,
        "\"base\": 0}",
        "\"base\": 0}, {\"name\": \"x\", \"first\": \"s/id\", \"base\": 0}",
        "link 'x': name has 'x'",
        "a rate whose parent is 'segments'");
    changed(SOUND, "\"aliases\"", "\"marginMetres\": 5, \"aliases\"", "without a parent");
  }

  @Test
  void gridsHaveAllTheirAxesAndNothingOfTracks() {
    changed(GRID, "[\"t\", \"lat\", \"lon\"]", "[\"t\", \"lat\"]", "without 'lon'");
    String timed = GRID.replace("[\"t\", \"lat\", \"lon\"]", "[\"lat\", \"lon\"]");
    assertThat(read(timed).defaultRate().time()).isEqualTo("t");
    refused(timed.replace("[\"rain\"]", "[\"rain\"], \"except\": [\"t\"]"), "time has 't'", "axis");
    changed(GRID, "[\"rain\"]", "[]", "variables is empty");
    changed(GRID, "[\"rain\"]", "[\"rain[0]\"]", "no brackets");
    changed(GRID, "[\"rain\"]", "[\"rain\"], \"keys\": [\"id\"]", "a grid without them");
  }

  @Test
  void listsOfVariousLengthsTakeNoBrackets() {
    String links =
        "\"links\": [{\"name\": \"w\", \"first\": \"g/i\", \"base\": 1, \"count\": \"g/n\", \"datasets\": [\"g/wave\"]}], ";
    String with = SOUND.replace("\"variables\": [\"g/h\"", links + "\"variables\": [\"g/wave\"");
    assertThat(read(with).defaultRate().linkTo("g/wave")).isPresent();
    refused(with.replace("[\"g/wave\", \"g/rh", "[\"g/wave[3]\", \"g/rh"), "various lengths");
  }
}
