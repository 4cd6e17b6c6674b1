package org.groundtrack.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.file.Files;
import java.nio.file.Path;
import org.groundtrack.error.UsageException;
import org.groundtrack.io.RangeReader;
import org.groundtrack.testing.SecretScan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocationTest {
  @TempDir Path folder;

  @Test
  void localObjectsAreNamedByPathOrFileUri() throws Exception {
    Path file = Files.write(folder.resolve("a b.bin"), new byte[10]);
    for (String text : new String[] {file.toString(), file.toUri().toString()}) {
      try (RangeReader reader = Sources.standard().open(Location.of(text))) {
        assertThat(reader.identity().size()).isEqualTo(10);
      }
    }
    assertThat(Location.of("FILE:///data/a%20b.h5").path()).isEqualTo(Path.of("/data/a b.h5"));
    assertThat(Location.of("data/ATL06_x.h5").path()).isEqualTo(Path.of("data/ATL06_x.h5"));
    assertThat(Location.of("/data/ATL06_x.h5").fileName()).isEqualTo("ATL06_x.h5");
  }

  @Test
  void remoteObjectsAreNamedByUri() {
    Location https = Location.of("HTTPS://host/folder/a.h5?X-Amz-Signature=secret#x");
    assertThat(https.scheme()).isEqualTo(Location.Scheme.HTTPS);
    assertThat(https.fileName()).isEqualTo("a.h5");
    assertThat(https.toString()).isEqualTo("HTTPS://host/folder/a.h5");
    assertThat(Location.of("s3://bucket/key/a.h5").scheme()).isEqualTo(Location.Scheme.S3);
    assertThat(Location.of("s3://bucket/index/").resolve("index.json").uri())
        .isEqualTo("s3://bucket/index/index.json");
    assertThat(Location.of("https://host/index?v=1").resolve("a/b").uri())
        .isEqualTo("https://host/index/a/b");
    for (String text : new String[] {"https://host/a.h5", "s3://bucket/a.h5", "HTTP://host/a"}) {
      assertThatThrownBy(() -> Location.of(text).path())
          .isInstanceOf(UsageException.class)
          .hasMessageContaining("is not a local path");
    }
  }

  @Test
  void whatIsNeitherPathNorUriIsRefused() {
    for (String text :
        new String[] {
          "file://%zz", "file://host/data", "file:relative", "a\0b", "file:///a?b", "https://a b/"
        }) {
      assertThatThrownBy(() -> Location.of(text))
          .as(text)
          .isInstanceOf(UsageException.class)
          .hasMessageContaining("is neither a path nor a URI");
    }
    for (String text : new String[] {"ftp://host/a", "gopher:a"}) {
      assertThatThrownBy(() -> Location.of(text))
          .isInstanceOf(UsageException.class)
          .hasMessageContaining("scheme");
    }
  }

  @Test
  void passwordsInUrisAreRefusedAndNotShown() {
    assertThatThrownBy(() -> Location.of("https://user:SENTINEL@host/a.h5"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("password")
        .hasMessageNotContaining("SENTINEL");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://user:p@SENTINEL@host/a.h5",
        "https://user:SENTINEL@my_host/a.h5",
        "https://user:SENTINEL pw@host/a.h5",
        "https://host/a.h5?X-Amz-Signature=SENTINEL|",
        "https://host/a b.h5?X-Amz-Signature=SENTINEL",
        "https:///a.h5?X-Amz-Signature=SENTINEL",
        "ftp://user:SENTINEL@host/a.h5?sig=SENTINEL",
        "ftp:user:SENTINEL@host",
        "s3://user:SENTINEL@"
      })
  void whatIsRefusedShowsNoSecretNeitherDoItsCauses(String text) {
    Throwable thrown = catchThrowable(() -> Location.of(text));
    assertThat(thrown).isInstanceOf(UsageException.class);
    SecretScan.of("SENTINEL").exception(thrown);
  }
}
