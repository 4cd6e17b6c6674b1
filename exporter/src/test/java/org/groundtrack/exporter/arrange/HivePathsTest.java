package org.groundtrack.exporter.arrange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.groundtrack.error.LimitExceededException;
import org.junit.jupiter.api.Test;

class HivePathsTest {
  private static final Path ROOT = Path.of("root");

  private static void assertOneFolderWithin(String value) {
    String name = HivePaths.folder("granule", value);
    assertThat(name).matches("granule=[A-Za-z0-9._%-]+");
    assertThat(ROOT.resolve(name).normalize().getParent()).isEqualTo(ROOT);
    String said = name.substring("granule=".length());
    assertThat(URLDecoder.decode(said, StandardCharsets.UTF_8)).isEqualTo(value);
  }

  @Test
  void hostileValuesAreOneFolderAndCanBeReadBack() {
    for (String value :
        List.of(
            "..",
            ".",
            "../../x",
            "/etc/x",
            "a/b",
            "a\\b",
            "CON",
            "a\0b",
            "x\n\u001b[31m",
            "a=b",
            "%2e%2e",
            "%",
            "a+b c",
            "gt1l",
            "ATL06_2019.h5",
            "é\u202e",
            "~",
            "-rf",
            "$(x)",
            "`x`",
            "a:b",
            "*?<>|\"'",
            HivePaths.MISSING)) {
      assertOneFolderWithin(value);
    }
    assertThat(HivePaths.folder("granule", HivePaths.MISSING))
        .isNotEqualTo(HivePaths.folder("granule", null));
  }

  @Test
  void randomValuesAreOneFolderAndCanBeReadBack() {
    long seed = System.nanoTime();
    System.out.println("HivePathsTest seed " + seed);
    Random random = new Random(seed);
    for (int i = 0; i < 2000; i++) {
      StringBuilder value = new StringBuilder();
      for (int k = 1 + random.nextInt(12); k > 0; k--) {
        value.appendCodePoint(random.nextInt(random.nextBoolean() ? 128 : 0xD800));
      }
      assertOneFolderWithin(value.toString());
    }
  }

  @Test
  void whatIsMissingHasTheNameThatReadersKnow() {
    assertThat(HivePaths.folder("rgt", null)).isEqualTo("rgt=__HIVE_DEFAULT_PARTITION__");
    assertThat(HivePaths.folder("rgt", "")).isEqualTo("rgt=__HIVE_DEFAULT_PARTITION__");
  }

  @Test
  void aNameThatNoFileSystemTakesIsRefused() {
    assertThat(HivePaths.folder("granule", "g".repeat(247))).hasSize(255);
    assertThatThrownBy(() -> HivePaths.folder("granule", "/".repeat(83)))
        .isInstanceOf(LimitExceededException.class)
        .hasMessageContaining("257 bytes")
        .hasMessageContaining("--partition-by");
  }
}
