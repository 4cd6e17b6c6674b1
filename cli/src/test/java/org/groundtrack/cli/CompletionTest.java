package org.groundtrack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.groundtrack.testing.Programs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What shells complete. */
class CompletionTest {
  /** What a shell has to answer with: words that stand for the line, the last one being typed. */
  private static final String ASK =
      """
      source "$1"; shift
      compopt() { :; }    # is for lines that are really being completed
      COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMP_LINE="$*"; COMP_POINT=${#COMP_LINE}
      _complete_groundtrack
      printf '%s\\n' "${COMPREPLY[@]}"
      """;

  @TempDir Path folder;

  private List<String> completed(String line) throws IOException {
    Programs.require("bash");
    Path script = folder.resolve("completion");
    Files.writeString(script, CommandRun.of("completion", "bash").succeeded().out());
    List<String> words = new ArrayList<>(List.of("bash", "-c", ASK, "bash", script.toString()));
    words.addAll(List.of(line.split(" ", -1)));
    return Programs.run(folder, words).lines().map(String::strip).toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "groundtrack exp| export",
        "groundtrack index in| info",
        "groundtrack index info --js| --json",
        "groundtrack export my-index --over| --overfetch,--overwrite",
        "groundtrack export my-index --format flat| flatgeobuf",
        "groundtrack export my-index --sort h| h3",
        "groundtrack query my-index --season JJ| JJA",
        "groundtrack query my-index --product ATL0| ATL06,ATL03,ATL07,ATL08",
        "groundtrack refs my-index --format kerchunk-p| kerchunk-parquet",
        "groundtrack products GEDI04| GEDI04_A,GEDI04_C",
        "groundtrack vari| variables",
        "groundtrack completion z| zsh",
      })
  void bashCompletesCommandsOptionsAndValues(String line, String expected) throws IOException {
    assertThat(completed(line)).containsExactlyInAnyOrder(expected.split(","));
  }

  @Test
  void bashCompletesFilesWhereAFileIsMeant() throws IOException {
    Files.createFile(folder.resolve("points.parquet"));
    assertThat(completed("groundtrack view poi")).containsExactly("points.parquet");
  }

  @Test
  void commandsThatAreForTheBuildAreNotOffered() throws IOException {
    assertThat(completed("groundtrack ")).contains("index", "help").doesNotContain("reference");
  }

  @Test
  void zshReadsTheSameScript() throws IOException {
    Programs.require("zsh");
    Path script = folder.resolve("completion");
    Files.writeString(script, CommandRun.of("completion", "zsh").succeeded().out());
    String ask = "autoload -U compinit && compinit -u && source %s && print $_comps[groundtrack]";
    assertThat(Programs.run(folder, List.of("zsh", "-c", ask.formatted(script))))
        .contains("_complete_groundtrack");
  }
}
