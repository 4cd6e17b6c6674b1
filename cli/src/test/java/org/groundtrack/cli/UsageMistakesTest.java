package org.groundtrack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.groundtrack.samples.Atl06Generator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A mistake in the command line is one line, with what was likely meant. */
class UsageMistakesTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "exprot|There is no command 'exprot': did you mean 'export'?",
        "help exprot|There is no command 'exprot': did you mean 'export'?",
        "index ifno|did you mean 'groundtrack index info'?",
        "--vresion|Unknown option '--vresion': did you mean '--version'?",
        "export i --outptu x|Unknown option '--outptu': did you mean '--output'?",
        "export i --outptu=x|Unknown option '--outptu': did you mean '--output'?",
        "export i -o x --bbox=1,2,3,4 --over|did you mean '--overfetch' or '--overwrite'?",
        "index info i --jsn|did you mean '--json'?",
        "products --aoi x|Unknown option '--aoi', which is one of 'groundtrack search'",
        "export i --bbox=1,2,3,4 -o x --qqq|Unknown option '--qqq'. See 'groundtrack export --help'",
        "products ATL06 005 more|Nothing more is expected, found 'more'",
        "export i --bbox=1,2,3,4|Missing required option: '--output=FILE'",
        "export i -o x|-a=AREA | --bbox=W,S,E,N",
        "export i --bbox=1,2,3,4 -o x --threads two|'--threads': 'two' is not a whole number",
        "export i --bbox=1,2,3,4 -o x --overfetch two|'two' is not a number",
        "export i --bbox=1,2,3,4 -o x --where|Missing required parameter for option '--where'",
        "export i --bbox=1,2,3,4 -o x --where --json|for option '--where' but found '--json'",
        "export i --bbox=1,2,3,4 -o x --format geoparqet|did you mean 'geoparquet'?",
        "export i --bbox=1,2,3,4 -o x --sort h4|did you mean 'h3'?",
        "refs i --bbox=1,2,3,4 -o x --format kerchunk-jso|did you mean 'kerchunk-json'?",
        "products ATL60|did you mean 'ATL",
        "completion fish|expected one of [bash, zsh] (case-insensitive) but was 'fish'",
      })
  void aMistakeIsOneLineWithWhatWasMeant(String words, String expected) {
    String line = CommandRun.of((Object[]) words.split(" ")).failed(2);
    assertThat(line).startsWith("groundtrack: error[USAGE] ").contains(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--beams|gt1x|gt1l",
        "--strength|storng|strong",
        "--season|JJB|JJA",
        "--product|ATL6|ATL06",
        "-v|h_lii|h_li",
        "--where|h_lii > 1|h_li",
        "--rate|land_ice_segment|land_ice_segments",
      })
  void aNameThatTheIndexDoesNotHaveIsRefusedWithThoseThatItHas(
      String option, String name, String meant) throws Exception {
    Atl06Generator.write(folder.resolve("granules"), TileGranules.cycle(3).build());
    Path index = folder.resolve("index");
    CommandRun.of("index", folder.resolve("granules"), "-o", index).succeeded();
    assertThat(CommandRun.of("query", index, TileGranules.TILE, option, name).failed(2))
        .containsPattern("\\b" + meant + "\\b");
  }

  @Test
  void aConditionMayBeginWithAMinus() throws Exception {
    Atl06Generator.write(folder.resolve("granules"), TileGranules.cycle(3).build());
    Path index = folder.resolve("index");
    CommandRun.of("index", folder.resolve("granules"), "-o", index).succeeded();
    String[] outputs = {"a.parquet", "b.parquet"};
    Object[][] conditions = {{"--where", "-h_li < -5"}, {"--where=-h_li < -5"}};
    for (int i = 0; i < 2; i++) {
      CommandRun.of(
              "export", index, TileGranules.TILE, "-o", folder.resolve(outputs[i]), conditions[i])
          .succeeded();
    }
    assertThat(folder.resolve("a.parquet")).hasSameBinaryContentAs(folder.resolve("b.parquet"));
  }
}
