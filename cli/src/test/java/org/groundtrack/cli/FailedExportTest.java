package org.groundtrack.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.groundtrack.cli.TileGranules.TILE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.groundtrack.samples.Atl06Generator;
import org.groundtrack.testing.Fault;
import org.groundtrack.testing.FaultServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What an export that fails leaves behind: nothing. */
@Timeout(120)
class FailedExportTest {
  @TempDir Path folder;
  private final FaultServer server = new FaultServer();
  private final List<String> paths = new ArrayList<>();
  private Path output;

  @BeforeEach
  void makeIndex() throws IOException {
    output = folder.resolve("points.parquet");
    List<Object> urls = new ArrayList<>();
    for (int cycle = 3; cycle < 9; cycle++) {
      Path granule = Atl06Generator.write(folder, TileGranules.cycle(cycle).build());
      String path = "/atl06/" + granule.getFileName();
      Instant modified = Instant.parse("2024-05-06T07:08:09Z");
      server.put(path, Files.readAllBytes(granule), "\"v1\"", modified);
      paths.add(path);
      urls.add(server.url(path));
    }
    CommandRun.of("index", "-o", folder.resolve("index"), urls).succeeded();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private CommandRun export(Object... more) {
    return CommandRun.of(
        "export",
        folder.resolve("index"),
        TILE,
        "-o",
        output,
        "--allow-source",
        server.url("/"),
        more);
  }

  private static Set<Thread> workers() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(t -> t.getName().matches("(fetch|decode)-.*"))
        .collect(Collectors.toSet());
  }

  private void assertNothingIsLeft(Set<Thread> before) throws Exception {
    assertThat(output).doesNotExist();
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).noneMatch(path -> path.toString().contains("inprogress"));
    }
    Set<Thread> left = workers();
    left.removeAll(before);
    for (Thread thread : left) {
      thread.join(Duration.ofSeconds(10).toMillis());
      assertThat(thread.isAlive()).as(thread.getName()).isFalse();
    }
    for (long end = System.nanoTime() + 10_000_000_000L; server.openConnections() > 0; ) {
      assertThat(System.nanoTime()).as("connections stay open").isLessThan(end);
      Thread.onSpinWait();
    }
  }

  @Test
  void aFirstGranuleThatFailsEndsTheRequestsOfAllOthers() throws Exception {
    Set<Thread> before = workers();
    for (String path : paths) {
      server.on(path).always(Fault.stallAfter(10));
    }
    server.on(paths.get(0)).lift();
    server.on(paths.get(0)).always(Fault.status(404, "gone"));
    CommandRun run = export();
    assertThat(run.exitCode()).isEqualTo(4);
    assertThat(run.err()).contains("not found");
    assertNothingIsLeft(before);
  }

  @Test
  void aLaterGranuleThatIsDeniedLeavesNothingEither() throws Exception {
    Set<Thread> before = workers();
    server.on(paths.get(5)).always(Fault.status(403, "no"));
    CommandRun run = export();
    assertThat(run.exitCode()).isEqualTo(5);
    assertNothingIsLeft(before);
  }

  @Test
  void aLimitOfMemoryBelowOneBeamIsSaidBeforeAnythingIsFetched() throws Exception {
    Set<Thread> before = workers();
    int requests = server.requests().size();
    CommandRun run = export("--max-memory", "1000B");
    assertThat(run.exitCode()).isEqualTo(7);
    assertThat(run.err()).contains("error[LIMIT_EXCEEDED]", "--max-memory");
    assertThat(server.requests()).hasSize(requests);
    assertNothingIsLeft(before);
  }
}
