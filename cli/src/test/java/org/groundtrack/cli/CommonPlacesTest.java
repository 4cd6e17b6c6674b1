package org.groundtrack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.groundtrack.source.Location;
import org.junit.jupiter.api.Test;

class CommonPlacesTest {
  private static Set<String> options(String... granules) {
    return CommonPlaces.options(Stream.of(granules).map(Location::of).toList());
  }

  @Test
  void oneOptionCoversAllLocalFolders() {
    assertThat(options("/data/icesat/2019/a.h5", "/data/icesat/2020/05/b.h5", "/data/icesat/c.h5"))
        .containsExactly("--allow-dir /data/icesat");
    assertThat(options("/data/icesat/a.h5")).containsExactly("--allow-dir /data/icesat");
  }

  @Test
  void foldersWithNothingInCommonAreNamedEach() {
    assertThat(options("/data/a/a.h5", "/data2/b/b.h5"))
        .containsExactly("--allow-dir /data/a", "--allow-dir /data2/b");
    assertThat(options("/data/a/a.h5", "/data/b/b.h5"))
        .as("a folder at the root may be anybody's")
        .containsExactly("--allow-dir /data/a", "--allow-dir /data/b");
  }

  @Test
  void oneOptionCoversAllGranulesOfAHostOrBucket() {
    assertThat(
            options(
                "https://a.example.org/x/1/a.h5",
                "https://a.example.org/x/12/b.h5",
                "https://b.example.org/c.h5",
                "s3://bucket/x/a.h5",
                "s3://bucket/y/b.h5"))
        .isEqualTo(
            Set.copyOf(
                List.of(
                    "--allow-source https://a.example.org/x/",
                    "--allow-source https://b.example.org/",
                    "--allow-source s3://bucket/")));
  }
}
