package org.groundtrack.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

class ReasonTest {
  @Test
  void namesOfClassesAreLeftOut() {
    assertThat(Reason.of(new IOException("java.util.zip.DataFormatException: bad block")))
        .isEqualTo("bad block");
    assertThat(Reason.of(new UncheckedIOException(new IOException("disk gone"))))
        .isEqualTo("disk gone");
  }

  @Test
  void textInAnotherEncodingIsSaid() {
    assertThat(Reason.of(new IOException("x", new MalformedInputException(1))))
        .isEqualTo("it has bytes that are no text in its encoding");
  }

  @Test
  void whatHasNoMessageHasWordsAllTheSame() {
    assertThat(Reason.of(new NullPointerException())).doesNotContain("null");
    assertThat(Reason.of(new ArrayIndexOutOfBoundsException(7))).contains("ends too early");
    assertThat(Reason.of(new IllegalStateException(new IOException("closed")))).isEqualTo("closed");
    assertThat(Reason.of(new StackOverflowError())).contains("nested");
  }

  @Test
  void filesSayWhyAndNotTheirNameAgain() {
    assertThat(Reason.of(new AccessDeniedException("/a/b"))).isEqualTo("permission denied");
    assertThat(Reason.of(new NoSuchFileException("/a/b"))).isEqualTo("it does not exist");
    assertThat(Reason.of(new FileSystemException("/a/b", null, "No space left on device")))
        .isEqualTo("No space left on device");
  }

  @Test
  void longMessagesAreCut() {
    assertThat(Reason.of(new IOException("x ".repeat(5000)))).hasSizeLessThan(310);
  }
}
