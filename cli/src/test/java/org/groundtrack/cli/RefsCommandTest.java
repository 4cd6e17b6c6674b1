package org.groundtrack.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.groundtrack.cli.TileGranules.TILE;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.groundtrack.granule.ChunkManifest;
import org.groundtrack.granule.Dataset;
import org.groundtrack.kerchunk.KerchunkParquet;
import org.groundtrack.kerchunk.KerchunkReferences;
import org.groundtrack.samples.Atl06Generator;
import org.groundtrack.testing.SharedData;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code groundtrack refs} writes and refuses, without Python. */
class RefsCommandTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String GROUP = "/gt1l/land_ice_segments";

  @TempDir static Path shared;
  @TempDir Path folder;

  private static Path granule;

  @BeforeAll
  static void makeIndex() throws IOException {
    granule = Atl06Generator.write(shared.resolve("granules"), TileGranules.cycle(3).build());
    assertThat(
            CommandRun.of("index", shared.resolve("granules"), "-o", shared.resolve("index"))
                .exitCode())
        .isZero();
  }

  private static CommandRun refs(Object... words) {
    return CommandRun.of("refs", shared.resolve("index"), TILE, words);
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void theFileReferencesTheSelectedChunksOfTheGranule() throws IOException {
    Path output = folder.resolve("refs.json");
    JsonNode report = refs("-o", output, "--json").json();
    JsonNode refs = MAPPER.readTree(output.toFile()).get("refs");

    String group = granule.getFileName() + GROUP;
    assertThat(refs.get(group + "/.zgroup").asText()).isEqualTo("{\"zarr_format\":2}");
    JsonNode said = MAPPER.readTree(refs.get(group + "/.zattrs").asText());
    assertThat(said.get("coordinates").asText()).isEqualTo("longitude latitude delta_time");
    assertThat(said.get("source_bytes").asLong()).isEqualTo(Files.size(granule));
    JsonNode latitude = MAPPER.readTree(refs.get(group + "/latitude/.zattrs").asText());
    assertThat(latitude.get("_ARRAY_DIMENSIONS")).hasToString("[\"row\"]");
    long rows =
        latitude.get("end_rows").get(0).asLong() - latitude.get("first_rows").get(0).asLong();
    assertThat(
            MAPPER
                .readTree(refs.get(group + "/h_li/.zarray").asText())
                .get("shape")
                .get(0)
                .asLong())
        .isEqualTo(rows);
    long chunks = 0;
    long bytes = 0;
    for (JsonNode reference : refs) {
      if (reference.isArray()) {
        assertThat(reference.get(0).asText()).isEqualTo(granule.toAbsolutePath().toString());
        assertThat(reference.get(1).asLong() + reference.get(2).asLong())
            .isLessThanOrEqualTo(Files.size(granule));
        chunks++;
        bytes += reference.get(2).asLong();
      }
    }
    assertThat(report.get("chunks").asLong()).isEqualTo(chunks).isPositive();
    assertThat(report.get("bytes").asLong()).isEqualTo(bytes);
    assertThat(report.get("outputBytes").asLong()).isEqualTo(Files.size(output));
    // What the plan reads is what is referenced.
    JsonNode plan = CommandRun.of("query", shared.resolve("index"), TILE, "--json").json();
    assertThat(plan.get("chunks").asLong()).isEqualTo(chunks);
    assertThat(plan.get("wantedBytes").asLong()).isEqualTo(bytes);
    assertThat(names(folder)).containsExactly("refs.json");
  }

  @Test
  void groundtrackReadsWhatItWrote() throws IOException {
    String name = granule.getFileName().toString();
    refs("-o", folder.resolve("refs"), "--format", "kerchunk-json").succeeded();
    refs("-o", folder.resolve("refs.parq")).succeeded();
    ChunkManifest json;
    try (var in = Files.newInputStream(folder.resolve("refs/" + name + GROUP + ".json"))) {
      json = KerchunkReferences.read(in, name);
    }
    ChunkManifest parquet = KerchunkParquet.read(folder.resolve("refs.parq/" + name + GROUP), name);
    for (String variable : List.of("latitude", "h_li", "atl06_quality_summary")) {
      Dataset dataset = json.dataset(variable);
      assertThat(dataset.chunks().count()).isPositive();
      assertThat(parquet.dataset(variable)).isEqualTo(dataset);
    }
    assertThat(
            MAPPER
                .readTree(folder.resolve("refs/groups.json").toFile())
                .get("groups")
                .get(name + GROUP))
        .hasToString("\"" + name + GROUP + ".json\"");
  }

  @Test
  void everyChunkOfTheManifestIsOneOfTheReferences() throws IOException {
    Path manifest = folder.resolve("manifest");
    refs("-o", manifest, "--format", "virtualizarr").succeeded();
    refs("-o", folder.resolve("refs.json")).succeeded();
    JsonNode refs = MAPPER.readTree(folder.resolve("refs.json").toFile()).get("refs");
    JsonNode groups = MAPPER.readTree(manifest.toFile()).get("groups");
    long chunks = 0;
    for (var group : groups.properties()) {
      for (var array : group.getValue().get("arrays").properties()) {
        for (var chunk : array.getValue().get("manifest").properties()) {
          JsonNode reference =
              refs.get(group.getKey() + "/" + array.getKey() + "/" + chunk.getKey());
          assertThat(chunk.getValue().get("path")).isEqualTo(reference.get(0));
          assertThat(chunk.getValue().get("offset")).isEqualTo(reference.get(1));
          assertThat(chunk.getValue().get("length")).isEqualTo(reference.get(2));
          chunks++;
        }
      }
    }
    assertThat(chunks).isPositive();
  }

  @Test
  void outputsAreReplacedOnlyIfAskedAndOnlyIfTheyAreReferences() throws IOException {
    Path file = Files.writeString(folder.resolve("refs.json"), "mine");
    assertThat(refs("-o", file).err()).contains("exists");
    assertThat(file).hasContent("mine");
    refs("-o", file, "--overwrite").succeeded();
    assertThat(Files.size(file)).isGreaterThan(1000);

    Path parquet = folder.resolve("refs.parq");
    refs("-o", parquet).succeeded();
    assertThat(refs("-o", parquet).err()).contains("exists");
    refs("-o", parquet, "--overwrite").succeeded();
    Path mine = Files.createDirectory(folder.resolve("mine.parq"));
    Files.writeString(mine.resolve("thesis.txt"), "mine");
    CommandRun run = refs("-o", mine, "--overwrite");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("is not replaced");
    assertThat(mine.resolve("thesis.txt")).hasContent("mine");
    assertThat(names(folder)).containsExactly("mine.parq", "refs.json", "refs.parq");
  }

  @Test
  void anOutputOfNoKnownEndingNeedsAFormat() {
    CommandRun run = refs("-o", folder.resolve("refs"));
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("--format kerchunk-json or kerchunk-parquet or virtualizarr");
    assertThat(refs("-o", folder.resolve("refs"), "--format", "zip").err())
        .contains("'zip' is no format of references");
  }

  @Test
  void gridsAreRefusedAndLeaveNothing() throws IOException {
    Path grid = SharedData.require("gridded/f16_ssmis_20200102v7.nc");
    Path index = shared.resolve("grid-index");
    assertThat(CommandRun.of("index", grid, "-o", index).exitCode()).isZero();
    CommandRun run =
        CommandRun.of("refs", index, "--bbox=-60,0,-30,20", "-o", folder.resolve("refs.parq"));
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("cells of a grid").contains("groundtrack export");
    assertThat(names(folder)).isEmpty();
  }
}
