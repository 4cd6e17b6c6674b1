package org.groundtrack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.groundtrack.samples.Atl06Generator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files by editors of Windows, and a temporary folder that can't be used. */
class OddSurroundingsTest {
  private static final String MARK = "\uFEFF";

  @TempDir Path folder;
  private Path granule;

  @BeforeEach
  void makeGranule() throws IOException {
    granule = Atl06Generator.write(folder, TileGranules.cycle(3).rows(600).build());
  }

  private void indexed(Object... words) {
    CommandRun.of("index", "-o", folder.resolve("index"), "--overwrite", words).succeeded();
  }

  @Test
  void listsSettingsAndLayoutsMayBeginWithAByteOrderMark() throws IOException {
    Path list = folder.resolve("list.txt");
    for (String text : List.of(granule + "\n", "# mine\r\n" + granule + "\r\n")) {
      Files.writeString(list, MARK + text);
      indexed(list);
    }
    Path config = Files.writeString(folder.resolve("config"), MARK + "threads = 1\r\n");
    indexed(granule, "--config", config);
    String layout = CommandRun.of("products", "ATL06", "--json").succeeded().out();
    indexed(granule, "--layout", Files.writeString(folder.resolve("l.json"), MARK + layout));
  }

  @Test
  void aListThatIsNoTextIsRefused() throws IOException {
    Path list = Files.write(folder.resolve("list.txt"), new byte[] {(byte) 0xFF, (byte) 0xFE, 'a'});
    assertThat(CommandRun.of("index", list, "-o", folder.resolve("ix")).failed(2))
        .contains("[" + list + "] is not a list: it is no UTF-8 text");
  }

  @Test
  void aTemporaryFolderThatTakesNoLibraryIsToldWithTheRemedy() throws Exception {
    indexed(granule);
    Path points = folder.resolve("p.parquet");
    CommandRun.of("export", folder.resolve("index"), TileGranules.TILE, "-o", points).succeeded();
    assertRemedy(CommandProcess.words("picture", points, "-o", folder.resolve("p.png")));
    assertRemedy(CommandProcess.words("index", granule, "-o", folder.resolve("other")));
    assertThat(folder.resolve("p.png")).doesNotExist();
    assertThat(folder.resolve("other")).doesNotExist();
  }

  private void assertRemedy(List<String> words) throws Exception {
    words.add(1, "-Djava.io.tmpdir=" + folder.resolve("absent"));
    Path errors = folder.resolve("errors.txt");
    assertThat(new CommandProcess(errors).start(words).waitFor()).isEqualTo(7);
    assertThat(Files.readString(errors))
        .hasLineCount(1)
        .startsWith("groundtrack: error[LIMIT_EXCEEDED]")
        .contains("GROUNDTRACK_OPTS=-Djava.io.tmpdir=");
  }
}
