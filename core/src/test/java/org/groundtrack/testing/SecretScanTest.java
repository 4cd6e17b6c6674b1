package org.groundtrack.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A {@link SecretScan} finds what it looks for wherever it looks. */
class SecretScanTest {
  private final SecretScan scan = SecretScan.of("SENTINEL-ONE", "SENTINEL-TWO");

  @Test
  void textIsSearchedForEverySentinelInAnyCase() {
    scan.text("stdout", "SENTINEL-THREE");
    assertThatThrownBy(() -> scan.text("stderr", "Bearer sentinel-two"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("stderr");
  }

  @Test
  void exceptionIsSearchedThroughCausesAndWhatTheySuppressed() {
    IOException cause = new IOException("it failed");
    RuntimeException thrown = new RuntimeException("outer", cause);
    scan.exception(thrown);
    cause.addSuppressed(new IOException("https://x/?Signature=SENTINEL-ONE"));
    assertThatThrownBy(() -> scan.exception(thrown)).isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> scan.exception(new Spoken())).isInstanceOf(AssertionError.class);
  }

  @Test
  void exceptionsThatCauseEachOtherAreSearchedOnce() {
    RuntimeException first = new RuntimeException("first");
    first.addSuppressed(new RuntimeException("second", first));
    assertThatCode(() -> scan.exception(first)).doesNotThrowAnyException();
  }

  @Test
  void filesAreSearchedByNameAndBytes(@TempDir Path folder) throws IOException {
    byte[] bytes = new byte[300];
    Path file = Files.createDirectories(folder.resolve("sub")).resolve("out.parquet");
    Files.write(file, bytes);
    scan.files(folder);
    byte[] secret = "SENTINEL-TWO".getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(secret, 0, bytes, 200, secret.length);
    Files.write(file, bytes);
    assertThatThrownBy(() -> scan.files(folder)).hasMessageContaining("out.parquet");
    Files.move(file, folder.resolve("elsewhere"));
    Files.write(folder.resolve("elsewhere"), new byte[1]);
    Files.createDirectory(folder.resolve("cache-SENTINEL-ONE"));
    assertThatThrownBy(() -> scan.files(folder)).hasMessageContaining("name of a file");
  }

  @Test
  void scanForNothingIsRefused() {
    assertThatThrownBy(() -> SecretScan.of()).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> SecretScan.of(" ")).isInstanceOf(IllegalArgumentException.class);
    assertThat(new Spoken()).hasMessage("quiet");
  }

  /** Says more by toString than by its message. */
  @SuppressWarnings("OverrideThrowableToString") // What the scan is to notice.
  private static final class Spoken extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Spoken() {
      super("quiet");
    }

    @Override
    public String toString() {
      return "SENTINEL-TWO";
    }
  }
}
