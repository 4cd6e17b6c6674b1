package org.groundtrack.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Texts as people's editors write them. */
class TextFilesTest {
  @TempDir Path folder;

  @Test
  void aMarkAtTheStartIsNoPartOfTheText() throws Exception {
    Path file = Files.writeString(folder.resolve("list.txt"), "\uFEFFa\r\n\uFEFFb\n");
    assertThat(TextFiles.lines(file)).containsExactly("a", "\uFEFFb");
    assertThat(TextFiles.text("\uFEFF".getBytes(StandardCharsets.UTF_8))).isEmpty();
    assertThat(TextFiles.withoutMark("")).isEmpty();
  }

  @Test
  void bytesThatAreNoUtf8AreRefused() {
    assertThatThrownBy(() -> TextFiles.text(new byte[] {(byte) 0xFF, (byte) 0xFE, 'a', 0}))
        .isInstanceOf(CharacterCodingException.class);
  }
}
