package org.groundtrack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.groundtrack.samples.Atl06Generator;
import org.groundtrack.testing.Python;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs what docs/references.md says to run. */
class ReferencesPageTest {
  private static final Pattern SNIPPET = Pattern.compile("```python\n(.*?)```", Pattern.DOTALL);

  @TempDir Path folder;

  @Test
  void everySnippetRuns() throws Exception {
    Python python = OpenedReferences.python();
    Path granule = Atl06Generator.write(folder.resolve("granules"), TileGranules.cycle(3).build());
    Path index = folder.resolve("my-index");
    assertThat(CommandRun.of("index", granule, "-o", index).exitCode()).isZero();
    String[][] outputs = {
      {"refs", "kerchunk-json"},
      {"refs.json", "kerchunk-json"},
      {"refs.parq", "kerchunk-parquet"},
      {"manifest.json", "virtualizarr"}
    };
    for (String[] output : outputs) {
      CommandRun.of(
              "refs",
              index,
              TileGranules.TILE,
              "-o",
              folder.resolve(output[0]),
              "--format",
              output[1])
          .succeeded();
    }
    StringBuilder script = new StringBuilder("import os, sys\nos.chdir(sys.argv[1])\n");
    Matcher matcher = SNIPPET.matcher(Files.readString(Path.of("../docs/references.md")));
    int snippets = 0;
    while (matcher.find()) {
      script.append("print('snippet')\n");
      script.append(
          matcher.group(1).replaceAll("ATL06_[0-9_]+\\.h5", granule.getFileName().toString()));
      snippets++;
    }
    String output = python.run(script.toString(), folder.toAbsolutePath());
    assertThat(snippets).isEqualTo(6);
    assertThat(output.split("snippet\n", -1)).hasSize(7).doesNotContain("nan\n");
  }
}
