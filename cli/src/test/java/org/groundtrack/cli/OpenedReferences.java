package org.groundtrack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.groundtrack.testing.Python;

/** Writes references in all formats, and has Python open them in all ways, beside h5py. */
final class OpenedReferences {
  private static final String[] MODULES = {
    "h5py", "numpy", "xarray", "zarr", "kerchunk", "fsspec", "fastparquet", "virtualizarr"
  };

  /** What is written, and the functions of the script that open it. */
  private enum Kind {
    FOLDER("refs", "kerchunk-json", "kerchunk_folder"),
    FILE("refs.json", "kerchunk-json", "zarr_all", "virtualizarr_json"),
    PARQUET(
        "refs.parq",
        "kerchunk-parquet",
        "kerchunk_parquet_groups",
        "zarr_all",
        "virtualizarr_parquet"),
    MANIFEST("manifest.json", "virtualizarr", "virtualizarr_manifest");

    private final String name;
    private final String format;
    private final List<String> ways;

    Kind(String name, String format, String... ways) {
      this.name = name;
      this.format = format;
      this.ways = List.of(ways);
    }
  }

  private OpenedReferences() {}

  /** Skips the calling test where Python lacks what opens references. */
  static Python python() {
    return Python.require(MODULES);
  }

  /**
   * Checks that references, however they are opened, give what h5py reads of the same rows.
   *
   * @param folder where they are written
   * @param query index and options
   * @return the report of the last ones
   */
  static JsonNode check(Path folder, Object... query) {
    Python python = python();
    JsonNode report = null;
    List<Object> ways = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      Path output = folder.resolve(kind.name).toAbsolutePath();
      List<Object> words = new ArrayList<>(List.of("refs"));
      words.addAll(Arrays.asList(query));
      words.addAll(List.of("-o", output, "--format", kind.format, "--overwrite", "--json"));
      report = CommandRun.of(words.toArray()).json();
      assertThat(report.get("arrays").asLong()).isPositive();
      kind.ways.forEach(way -> ways.addAll(List.of(way, output)));
    }
    // One process for all: what takes time is to import the modules.
    String lines = python.runResource(OpenedReferences.class, "open_references.py", ways.toArray());
    List<String> found = lines.lines().toList();
    assertThat(found).hasSize(ways.size() / 2);
    for (int i = 0; i < found.size(); i++) {
      String[] numbers = found.get(i).split(" ", -1);
      assertThat(numbers[0]).as("%s", ways.get(2 * i)).isEqualTo(report.get("groups").asText());
      assertThat(numbers[1]).as("%s", ways.get(2 * i)).isEqualTo(report.get("arrays").asText());
      assertThat(Long.parseLong(numbers[2])).as("%s", ways.get(2 * i)).isPositive();
    }
    return report;
  }
}
