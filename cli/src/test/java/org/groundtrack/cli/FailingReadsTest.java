package org.groundtrack.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.groundtrack.cli.TileGranules.BOX;
import static org.groundtrack.cli.TileGranules.TILE;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.groundtrack.area.AoiReader;
import org.groundtrack.exporter.ExportOptions;
import org.groundtrack.exporter.ExportReport;
import org.groundtrack.exporter.Exporter;
import org.groundtrack.exporter.PointReader;
import org.groundtrack.index.SpatialIndex;
import org.groundtrack.io.ByteRange;
import org.groundtrack.plan.ExportPlan;
import org.groundtrack.plan.Task;
import org.groundtrack.query.AoiQuery;
import org.groundtrack.samples.Atl06Generator;
import org.groundtrack.testing.Fault;
import org.groundtrack.testing.FaultServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Exports one of whose reads or chunks fails, each in its turn: nothing is left, or the others'
 * points and a word on what failed.
 */
class FailingReadsTest {
  private static final int GRANULES = 3;

  @TempDir Path folder;
  private final List<Path> granules = new ArrayList<>();
  private Path outputs;

  @BeforeEach
  void makeGranules() throws IOException {
    Path collection = Files.createDirectories(folder.resolve("granules"));
    outputs = Files.createDirectories(folder.resolve("outputs"));
    for (int cycle = 3; cycle < 3 + GRANULES; cycle++) {
      granules.add(Atl06Generator.write(collection, TileGranules.cycle(cycle).build()));
    }
  }

  private Path index() {
    Path index = folder.resolve("index");
    CommandRun.of("index", granules, "-o", index).succeeded();
    return index;
  }

  private CommandRun export(Path index, Object... more) {
    return CommandRun.of(
        "export", index, TILE, "-o", outputs.resolve("p.parquet"), "--overwrite", more);
  }

  private void assertNoOutput(String about) throws IOException {
    try (Stream<Path> left = Files.list(outputs)) {
      assertThat(left).as(about).isEmpty();
    }
  }

  private Map<String, Long> rowsByGranule() throws Exception {
    Map<String, Long> rows = new LinkedHashMap<>();
    for (List<Object> row :
        ExportedPoints.query(
            outputs.resolve("p.parquet"),
            "select granule, count(*) from %s group by granule order by granule")) {
      rows.put((String) row.get(0), (Long) row.get(1));
    }
    return rows;
  }

  @Test
  void anExportWhoseNthRequestFailsLeavesNothing() throws Exception {
    try (FaultServer server = new FaultServer()) {
      List<Object> urls = new ArrayList<>();
      for (Path granule : granules) {
        String path = "/" + granule.getFileName();
        Instant modified = Instant.parse("2024-05-06T07:08:09Z");
        server.put(path, Files.readAllBytes(granule), "\"v1\"", modified);
        urls.add(server.url(path));
      }
      Path index = folder.resolve("remote");
      CommandRun.of("index", urls, "-o", index).succeeded();
      int failed = 0;
      while (true) {
        // Requests that the last export gave up are on their way still, and would be counted.
        for (long end = System.nanoTime() + 10_000_000_000L; server.openConnections() > 0; ) {
          assertThat(System.nanoTime()).as("connections stay open").isLessThan(end);
          Thread.onSpinWait();
        }
        server.onAny().lift();
        server.onAny().request(server.requests().size() + failed + 1, Fault.status(404, "gone"));
        CommandRun run = export(index, "--allow-source", server.url("/"), "--max-gap", "0B");
        if (run.exitCode() == 0) {
          break;
        }
        failed++;
        assertThat(run.exitCode()).as(run.err()).isEqualTo(4);
        assertThat(run.err()).contains("not found").doesNotContain("\tat ");
        assertNoOutput("request " + failed);
      }
      assertThat(failed).isGreaterThan(2 * GRANULES);
      assertThat(rowsByGranule()).hasSize(GRANULES);
    }
  }

  /** For each granule the stored bytes that an export of the tile decodes. */
  private List<List<ByteRange>> chunks(Path index) {
    List<List<ByteRange>> chunks = new ArrayList<>();
    try (SpatialIndex opened = SpatialIndex.open(index)) {
      ExportPlan plan = AoiQuery.of(opened).within(AoiReader.parse(BOX, "tile")).plan();
      for (Task task : plan.tasks()) {
        Set<ByteRange> ranges = new LinkedHashSet<>();
        task.beams().forEach(beam -> ranges.addAll(beam.chunkRanges()));
        chunks.add(List.copyOf(ranges));
      }
    }
    return chunks;
  }

  private interface Checks {
    void run() throws Exception;
  }

  /** Runs something while a chunk is no deflated one; the granule keeps its size and time. */
  private static void withoutChunk(Path granule, ByteRange chunk, Checks checks) throws Exception {
    FileTime modified = Files.getLastModifiedTime(granule);
    byte[] stored = new byte[Math.toIntExact(chunk.length())];
    try (FileChannel file =
        FileChannel.open(granule, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      file.read(ByteBuffer.wrap(stored), chunk.offset());
      file.write(ByteBuffer.allocate(stored.length), chunk.offset());
      Files.setLastModifiedTime(granule, modified);
      checks.run();
      file.write(ByteBuffer.wrap(stored), chunk.offset());
    }
    Files.setLastModifiedTime(granule, modified);
  }

  @Test
  void anExportWhoseNthChunkIsDamagedFailsByNameOrLeavesTheWholeGranuleOut() throws Exception {
    Path index = index();
    export(index, "--allow-dir", folder).succeeded();
    Map<String, Long> all = rowsByGranule();
    assertThat(all).hasSize(GRANULES);
    Files.delete(outputs.resolve("p.parquet"));
    List<List<ByteRange>> chunks = chunks(index);
    int damaged = 0;
    for (int i = 0; i < GRANULES; i++) {
      String id = granules.get(i).getFileName().toString();
      // Some of them: all take minutes.
      for (int k = i; k < chunks.get(i).size(); k += 9) {
        damaged++;
        withoutChunk(
            granules.get(i),
            chunks.get(i).get(k),
            () -> {
              CommandRun run = export(index, "--allow-dir", folder);
              assertThat(run.exitCode()).as(run.err()).isEqualTo(3);
              assertThat(run.err()).contains("error[BAD_GRANULE] [" + id).contains("chunk");
              assertNoOutput(id);
              JsonNode report =
                  export(index, "--allow-dir", folder, "--skip-failed", "--json").json(9);
              assertThat(report.at("/failed/0/granule").asText()).isEqualTo(id);
              assertThat(report.at("/failed/0/error").asText()).isEqualTo("BAD_GRANULE");
              assertThat(report.at("/failed").size()).isEqualTo(1);
              assertThat(report.at("/granules").asInt()).isEqualTo(GRANULES - 1);
              Map<String, Long> others = new LinkedHashMap<>(all);
              others.remove(id);
              assertThat(rowsByGranule()).isEqualTo(others);
              assertThat(report.at("/points").asLong())
                  .isEqualTo(others.values().stream().mapToLong(rows -> rows).sum());
              Files.delete(outputs.resolve("p.parquet"));
            });
      }
    }
    assertThat(damaged).isGreaterThan(6);
    export(index, "--allow-dir", folder).succeeded();
    assertThat(rowsByGranule()).isEqualTo(all);
  }

  @Test
  void granulesThatWereLeftOutAreNamedInTheOutput() throws Exception {
    Path index = index();
    String gone = granules.get(1).getFileName().toString();
    Files.delete(granules.get(1));
    CommandRun run = export(index, "--allow-dir", folder, "--skip-failed");
    assertThat(run.exitCode()).isEqualTo(9);
    assertThat(run.out()).contains("left out", "SOURCE_UNAVAILABLE", gone);
    Object footer =
        ExportedPoints.query(
                outputs.resolve("p.parquet"),
                "select decode(value) from parquet_kv_metadata(%s) where decode(key) = 'groundtrack'")
            .get(0)
            .get(0);
    JsonNode words = new ObjectMapper().readTree(footer.toString());
    assertThat(words.at("/failedGranules").get(gone).asText()).isEqualTo("SOURCE_UNAVAILABLE");
    assertThat(words.at("/granules").asInt()).isEqualTo(GRANULES - 1);
  }

  @Test
  void aReaderOfBatchesSaysWhichGranulesItLeftOut() throws Exception {
    Path index = index();
    String gone = granules.get(1).getFileName().toString();
    Files.delete(granules.get(1));
    Set<String> read = new LinkedHashSet<>();
    try (SpatialIndex opened = SpatialIndex.open(index);
        PointReader points =
            Exporter.of(AoiQuery.of(opened).within(AoiReader.parse(BOX, "tile")).plan())
                .with(ExportOptions.DEFAULT.withSkipFailed(true))
                .read()) {
      while (points.loadNextBatch()) {
        read.add(points.root().getVector("granule").getObject(0).toString());
      }
      assertThat(points.failed()).extracting(ExportReport.Failed::granule).containsExactly(gone);
    }
    assertThat(read).hasSize(GRANULES - 1).doesNotContain(gone);
  }

  @Test
  void aGranuleThatIsWrittenInPartsIsNamedWhereItCouldNotBeLeftOut() throws Exception {
    Path index = index();
    CommandRun run;
    long memory = 16L << 20;
    do {
      memory = memory * 3 / 4;
      run = export(index, "--allow-dir", folder, "--skip-failed", "--max-memory", memory + "B");
    } while (run.exitCode() == 0);
    assertThat(run.exitCode()).isEqualTo(7);
    assertThat(run.err())
        .contains("[" + granules.get(0).getFileName() + "]", "--skip-failed needs it whole");
    export(index, "--allow-dir", folder, "--max-memory", memory + "B").succeeded();
    assertThat(rowsByGranule()).hasSize(GRANULES);
  }

  @Test
  void anExportOfNothingButFailedGranulesFails() throws Exception {
    Path index = index();
    for (Path granule : granules) {
      Files.delete(granule);
    }
    CommandRun run = export(index, "--allow-dir", folder, "--skip-failed");
    assertThat(run.exitCode()).isEqualTo(4);
    assertThat(run.err()).contains("error[SOURCE_UNAVAILABLE]");
    assertNoOutput("none");
  }
}
