package org.groundtrack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.groundtrack.samples.GranuleGenerator;
import org.groundtrack.samples.GranuleSpec;
import org.groundtrack.samples.SampleProduct;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code index --append}, {@code compact}, {@code info} and {@code verify} as users call them. */
class LivingIndexCommandTest {
  @TempDir Path temp;

  private Path granule(Path folder, SampleProduct product, int cycle, int segments)
      throws Exception {
    return GranuleGenerator.write(
        folder,
        GranuleSpec.builder(product).pass(77, cycle).seed(cycle).segments(segments).build());
  }

  private static JsonNode json(Object... words) throws Exception {
    CommandRun run = CommandRun.of(words);
    assertThat(run.exitCode()).as(run.err()).isZero();
    return new ObjectMapper().readTree(run.out());
  }

  private byte[] export(Path index, String product, String name) throws Exception {
    Path points = temp.resolve(name);
    CommandRun run =
        CommandRun.of(
            "export", index, "--product", product, "--bbox=-180,-90,180,90", "-o", points);
    assertThat(run.exitCode()).as(run.err()).isZero();
    return Files.readAllBytes(points);
  }

  /** Files are too long to be shown where they differ. */
  private static void assertSame(byte[] found, byte[] expected) {
    assertThat(Arrays.mismatch(found, expected)).as("first byte that differs").isEqualTo(-1);
  }

  @Test
  void anIndexThatGrewGivesTheExportOfOneThatIsBuiltAtOnce() throws Exception {
    Path granules = Files.createDirectories(temp.resolve("granules"));
    Path index = granules.resolve("index");
    granule(granules, SampleProduct.ATL13, 3, 60);
    Path changing = granule(granules, SampleProduct.ATL13, 4, 60);
    json("index", granules, "-o", index, "--json");
    granule(granules, SampleProduct.ATL13, 2, 60);
    granule(granules, SampleProduct.ATL08, 2, 60);
    Files.delete(changing);
    assertThat(granule(granules, SampleProduct.ATL13, 4, 90)).isEqualTo(changing);

    JsonNode report = json("index", "--append", granules, "-o", index, "--json");

    assertThat(report.get("granules").asInt()).isEqualTo(3);
    assertThat(report.get("unchanged").asInt()).isEqualTo(1);
    assertThat(report.get("replaced").asInt()).isEqualTo(1);
    assertThat(report.get("granulesInIndex").asInt()).isEqualTo(4);
    JsonNode info = json("index", "info", index, "--json");
    assertThat(info.get("products")).hasSize(2);
    assertThat(info.get("products").get(1).get("granules").asInt()).isEqualTo(3);
    assertThat(info.get("replacedGranules").asInt()).isEqualTo(1);
    assertThat(info.get("unfinished").asBoolean()).isFalse();
    byte[] grown = export(index, "ATL13", "grown.parquet");
    assertThat(json("index", "verify", index, "--sample", "9", "--json").get("sampled")).hasSize(4);

    JsonNode compacted = json("index", "compact", index, "--json");

    assertThat(compacted.get("partsBefore").asInt()).isEqualTo(6);
    assertThat(compacted.get("parts").asInt()).isEqualTo(3);
    assertThat(json("index", "verify", index, "--sample", "9", "--json").get("sound").asBoolean())
        .isTrue();
    assertSame(export(index, "ATL13", "compacted.parquet"), grown);
    List<byte[]> parts = parts(index);
    json("index", granules, "-o", index, "--overwrite", "--json");
    assertSame(export(index, "ATL13", "whole.parquet"), grown);
    List<byte[]> built = parts(index);
    for (int table = 0; table < built.size(); table++) {
      assertSame(parts.get(table), built.get(table));
    }
  }

  @Test
  void anIndexMovesWithItsGranules() throws Exception {
    for (String place : List.of("granules/index", "index")) {
      Path home = Files.createDirectories(temp.resolve("home-" + place.length()));
      Path granules = Files.createDirectories(home.resolve("granules"));
      granule(granules, SampleProduct.ATL13, 3, 60);
      Path changing = granule(granules, SampleProduct.ATL13, 4, 60);
      json("index", granules, "-o", home.resolve(place), "--json");
      byte[] before = export(home.resolve(place), "ATL13", "before" + place.length() + ".parquet");

      Path moved = temp.resolve("moved-" + place.length());
      Files.move(home, moved);
      Path index = moved.resolve(place);

      assertSame(export(index, "ATL13", "after" + place.length() + ".parquet"), before);
      assertThat(json("index", "--refresh", index, "--json").get("refreshed")).isEmpty();
      Path there = moved.resolve("granules");
      Files.delete(there.resolve(changing.getFileName()));
      granule(there, SampleProduct.ATL13, 4, 90);
      granule(there, SampleProduct.ATL13, 5, 60);
      assertThat(json("index", "--refresh", index, "--json").get("refreshed")).hasSize(1);
      JsonNode grown = json("index", "--append", there, "-o", index, "--json");
      assertThat(grown.get("granules").asInt()).isEqualTo(1);
      assertThat(grown.get("unchanged").asInt()).isEqualTo(2);
      json("index", "compact", index, "--json");
      byte[] whole = export(index, "ATL13", "grown" + place.length() + ".parquet");
      Path again = temp.resolve("again-" + place.length());
      Files.move(moved, again);
      assertSame(
          export(again.resolve(place), "ATL13", "again" + place.length() + ".parquet"), whole);
    }
  }

  /** The one part of each table. */
  private static List<byte[]> parts(Path index) throws Exception {
    List<byte[]> parts = new ArrayList<>();
    for (String table : List.of("coverage", "manifest", "granules")) {
      try (Stream<Path> files = Files.list(index.resolve(table))) {
        List<Path> all = files.toList();
        assertThat(all).hasSize(1);
        parts.add(Files.readAllBytes(all.get(0)));
      }
    }
    return parts;
  }

  @Test
  void whatIsThereAlreadyCostsNoIndexing() throws Exception {
    Path granules = Files.createDirectories(temp.resolve("granules"));
    granule(granules, SampleProduct.ATL13, 3, 60);
    Path index = temp.resolve("index");
    json("index", granules, "-o", index, "--json");
    byte[] state = Files.readAllBytes(index.resolve("index.json"));

    JsonNode report = json("index", "--append", granules, "-o", index, "--json");

    assertThat(report.get("granules").asInt()).isZero();
    assertThat(report.get("unchanged").asInt()).isEqualTo(1);
    assertThat(report.get("requests").asInt()).isZero();
    assertThat(Files.readAllBytes(index.resolve("index.json"))).isEqualTo(state);
  }

  @Test
  void otherRatesOfAProductThatIsThereAreRefused() throws Exception {
    Path granules = Files.createDirectories(temp.resolve("granules"));
    granule(granules, SampleProduct.ATL08, 3, 60);
    Path index = temp.resolve("index");
    json("index", granules, "-o", index, "--json");
    granule(granules, SampleProduct.ATL08, 4, 60);
    CommandRun run =
        CommandRun.of("index", "--append", granules, "-o", index, "--rates", "segments_20m");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("holds ATL08 with the rates", "not segments_20m");
  }

  @Test
  void verifyTellsWhatIsWrong() throws Exception {
    Path granules = Files.createDirectories(temp.resolve("granules"));
    Path granule = granule(granules, SampleProduct.ATL13, 3, 60);
    Path index = granules.resolve("index");
    json("index", granules, "-o", index, "--json");
    Path file = index.resolve("index.json");
    String state = Files.readString(file);
    Files.writeString(file, state.replaceFirst("\"coverageRows\" : ", "\"coverageRows\" : 9"));
    CommandRun run = CommandRun.of("index", "verify", index);
    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.out()).contains("The index has 1 problem", "coverageRows are ");
    Files.writeString(file, state);

    Files.delete(granule);
    assertThat(granule(granules, SampleProduct.ATL13, 3, 90)).isEqualTo(granule);
    run = CommandRun.of("index", "verify", index, "--sample", 1);
    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.out()).contains("changed since it was indexed");

    try (Stream<Path> parts = Files.list(index.resolve("coverage"))) {
      Files.write(parts.findFirst().orElseThrow(), new byte[100]);
    }
    run = CommandRun.of("index", "verify", index);
    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.out()).contains("coverage/");
  }

  @Test
  void optionsThatContradictAppendingAreRefused() {
    Path index = temp.resolve("index");
    for (String[] option : new String[][] {{"--overwrite"}, {"--h3-resolution", "4"}}) {
      Object[] words =
          Stream.concat(Stream.of("index", "--append", temp, "-o", index), Stream.of(option))
              .toArray();
      CommandRun run = CommandRun.of(words);
      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.err()).contains("--append keeps what the index has", option[0]);
    }
    CommandRun run = CommandRun.of("index", "--append", temp, "-o", index);
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(CommandRun.of("index", "compact", index).exitCode()).isEqualTo(3);
    assertThat(CommandRun.of("index", "info", index).exitCode()).isEqualTo(3);
    assertThat(index).doesNotExist();
  }
}
