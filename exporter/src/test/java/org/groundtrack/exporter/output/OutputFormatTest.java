package org.groundtrack.exporter.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.groundtrack.error.UsageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Formats as the names of files say them. */
class OutputFormatTest {
  @ParameterizedTest
  @CsvSource({
    "a.parquet,GEOPARQUET",
    "a.PQ,GEOPARQUET",
    "a.b.csv,CSV",
    "a.feather,ARROW",
    "a.arrows,ARROW_STREAM",
    "a.fgb,FLATGEOBUF",
    "points,GEOPARQUET",
    "points-v1.2,GEOPARQUET",
    "of 2019.06.01,GEOPARQUET"
  })
  void aNameWithOurEndingOrNoneSaysItsFormat(String name, OutputFormat format) {
    assertThat(OutputFormat.byName(name)).isEqualTo(format);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a.gpkg", "a.geojson", "a.json", "a.shp", "a.csv.gz", "a.parquet.zip", "a.zarr", "a.nc",
        "a.tsv", "a.h5", "a.GPKG", "a.csv ", "a.csv.", "a.parquet~", ".gpkg", "a.csv2"
      })
  void aNameWithAnotherEndingIsRefusedWithWhatToTake(String name) {
    assertThatThrownBy(() -> OutputFormat.byName(name))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith("[" + name + "] ends in .")
        .hasMessageContaining(
            ".parquet, .geoparquet, .pq, .parq, .arrow, .feather, .arrows, .csv, .fgb")
        .hasMessageContaining("ogr2ogr points.gpkg points.fgb");
    // What nobody chose is not written under such a name either.
    assertThatThrownBy(() -> OutputFormat.GEOPARQUET.checkFile(name))
        .isInstanceOf(UsageException.class);
  }

  @ParameterizedTest
  @EnumSource
  void noFormatIsWrittenUnderTheNameOfAnother(OutputFormat format) {
    for (OutputFormat other : OutputFormat.values()) {
      String name = "points." + other.ending();
      if (other == format) {
        format.checkFile(name);
        format.checkFolder(name);
      } else {
        assertThatThrownBy(() -> format.checkFile(name)).hasMessageContaining(other.label());
        assertThatThrownBy(() -> format.checkFolder(name)).isInstanceOf(UsageException.class);
      }
    }
  }

  @Test
  void aFormatThatWasChosenMayHaveAnyOtherEnding() {
    OutputFormat.CSV.checkFile("points.txt");
    OutputFormat.ARROW.checkFile("points.tmp");
    OutputFormat.GEOPARQUET.checkFolder("points.of.may");
  }
}
