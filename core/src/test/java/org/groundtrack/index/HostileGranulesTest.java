package org.groundtrack.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.file.Path;
import java.util.List;
import org.groundtrack.error.RefusedException;
import org.groundtrack.granule.Granule;
import org.groundtrack.io.SourceIdentity;
import org.groundtrack.layout.ProductLayout;
import org.groundtrack.layout.ProductLayouts;
import org.groundtrack.testing.SampleGranule;
import org.groundtrack.testing.SecretScan;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Locations that no index of ours has. */
class HostileGranulesTest {
  private static final ProductLayout ATL06 = ProductLayouts.shipped().of("ATL06").orElseThrow();

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://user:SENTINEL@host/a.h5",
        "https://user:p@SENTINEL@host/a.h5",
        "ftp://host/a.h5",
        "jar:file:/a.jar!/a.h5",
        "file://host/a.h5",
        "s3://bucket"
      })
  void aLocationThatCanNotBeOpenedIsTheIndexesFaultNotTheCommandLines(String uri) {
    try (IndexWriter writer = IndexWriter.create(folder.resolve("index"), false)) {
      writer.add(ATL06, granule(uri), List.of(), new CoverageTable());
      writer.commit();
    }
    try (SpatialIndex index = SpatialIndex.open(folder.resolve("index"))) {
      Throwable thrown = catchThrowable(index::granules);
      assertThat(thrown).isInstanceOf(RefusedException.class).hasMessageContaining("ATL06_a.h5");
      SecretScan.of("SENTINEL").exception(thrown);
    }
  }

  private static Granule granule(String uri) {
    return SampleGranule.called("ATL06_a.h5")
        .at(uri)
        .identity(new SourceIdentity(1000, "\"v1\"", null))
        .granule();
  }
}
