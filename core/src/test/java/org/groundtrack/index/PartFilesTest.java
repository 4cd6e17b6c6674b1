package org.groundtrack.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an interruption does, which may come at any moment, by another thread. */
class PartFilesTest {
  @TempDir Path folder;
  private Path file;
  private PartFiles parts;

  @BeforeEach
  void write() throws IOException {
    PartFiles.makeFolders(folder);
    parts = new PartFiles(folder, "run");
    file = parts.next("granules");
    Files.write(file, new byte[10]);
  }

  private IndexState state() {
    return IndexState.of(
        List.of(),
        List.of(),
        List.of(),
        List.of(parts.describe(file, 1, null)),
        new IndexTotals(1, 0, 0, 0, 0, 0, 0));
  }

  @Test
  void anInterruptionBeforeTheCommitLeavesTheIndexAsItWas() {
    IndexState state = state();
    parts.close();
    assertThat(file).doesNotExist();
    assertThatThrownBy(() -> parts.commit(state, () -> {}))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("the run was ended");
    assertThat(folder.resolve(IndexState.FILE_NAME)).doesNotExist();
  }

  @Test
  void anInterruptionAfterTheCommitDeletesNothing() {
    IndexState state = state();
    parts.commit(state, () -> {});
    parts.close();
    assertThat(file).exists();
    assertThat(folder.resolve(IndexState.FILE_NAME)).exists();
  }
}
