package org.groundtrack.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.groundtrack.cli.TileGranules.TILE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.groundtrack.samples.Atl06Generator;
import org.groundtrack.testing.FaultServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Three granules in a folder, and on a server too. */
abstract class ServedGranules {
  @TempDir Path folder;
  final FaultServer server = new FaultServer();
  final List<String> urls = new ArrayList<>();
  Path granules;
  Path output;

  @BeforeEach
  void makeGranules() throws IOException {
    granules = Files.createDirectories(folder.resolve("local/granules"));
    output = folder.resolve("points.parquet");
    for (int cycle = 3; cycle < 6; cycle++) {
      serve(Atl06Generator.write(granules, TileGranules.cycle(cycle).build()), "\"v1\"");
    }
  }

  @AfterEach
  void stop() {
    server.close();
  }

  final void serve(Path granule, String etag) throws IOException {
    String path = "/atl06/" + granule.getFileName();
    server.put(path, Files.readAllBytes(granule), etag, Instant.parse("2024-05-06T07:08:09Z"));
    urls.add(server.url(path).toString());
  }

  /** An index of the granules on the server. */
  final Path remoteIndex() {
    Path index = folder.resolve("remote/index");
    CommandRun.of("index", "-o", index, urls).succeeded();
    return index;
  }

  final CommandRun export(Path index, Object... more) {
    return CommandRun.of(
        "export", index, TILE, "-o", output, "--allow-source", server.url("/"), more);
  }

  /** The bytes that a run wrote, which must have succeeded. */
  final byte[] exported(CommandRun run) throws IOException {
    run.succeeded();
    byte[] bytes = Files.readAllBytes(output);
    Files.delete(output);
    return bytes;
  }

  /** The bytes of an export from the folder. */
  final byte[] localExport() throws IOException {
    Path index = folder.resolve("local/index");
    assertThat(CommandRun.of("index", granules, "-o", index).exitCode()).isZero();
    return exported(CommandRun.of("export", index, TILE, "-o", output));
  }

  final List<List<Object>> points(byte[] parquet) throws Exception {
    Path file = Files.write(folder.resolve("expected.parquet"), parquet);
    return ExportedPoints.query(file, "select columns(*)::varchar from %s");
  }

  final List<Path> localGranules() throws IOException {
    return listed(granules);
  }

  static List<Path> listed(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  /** All that makes an index. */
  static List<Path> filesOf(Path index) throws IOException {
    List<Path> files = new ArrayList<>(List.of(index.resolve("index.json")));
    for (String table : new String[] {"coverage", "manifest", "granules"}) {
      files.addAll(listed(index.resolve(table)));
    }
    return files;
  }
}
