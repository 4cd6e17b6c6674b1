package org.groundtrack.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.groundtrack.cli.TileGranules.TILE;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.groundtrack.area.AoiReader;
import org.groundtrack.exporter.Exporter;
import org.groundtrack.index.SpatialIndex;
import org.groundtrack.indexer.GranuleInputs;
import org.groundtrack.indexer.IndexOptions;
import org.groundtrack.indexer.Indexer;
import org.groundtrack.plan.ExportPlan;
import org.groundtrack.query.AoiQuery;
import org.groundtrack.samples.Atl06Generator;
import org.groundtrack.source.Location;
import org.groundtrack.source.SourceSettings;
import org.groundtrack.source.Sources;
import org.groundtrack.testing.Fault;
import org.groundtrack.testing.LoopbackS3;
import org.junit.jupiter.api.Test;

/** Queries and exports of granules, and indexes, that stay on a server. */
class RemoteGranulesTest extends ServedGranules {
  @Test
  void exportsAreTheSameBytesFromAServerAsFromFiles() throws Exception {
    assertThat(exported(export(remoteIndex()))).isEqualTo(localExport());
  }

  @Test
  void exportsAreTheSameBytesFromS3AsFromFiles() throws Exception {
    byte[] expected = localExport();
    try (LoopbackS3 s3 = LoopbackS3.start()) {
      List<String> uris = new ArrayList<>();
      for (Path granule : localGranules()) {
        // A key with what HTTP would have to escape.
        String key = "atl06/v 006+ü/" + granule.getFileName();
        s3.put("granules", key, Files.readAllBytes(granule));
        uris.add("s3://granules/" + key);
      }
      SourceSettings settings =
          SourceSettings.standard()
              .withEnvironment(
                  Map.of(
                      "AWS_ACCESS_KEY_ID", s3.accessKey(),
                      "AWS_SECRET_ACCESS_KEY", s3.secretKey(),
                      "AWS_SESSION_TOKEN", "SENTINEL-SESSION",
                      "AWS_ENDPOINT_URL_S3", s3.endpoint(),
                      "HOME", folder.toString()))
              .allowing(List.of("s3://granules/atl06/"));
      Path index = folder.resolve("s3/index");
      try (Sources sources = Sources.of(settings)) {
        new Indexer(IndexOptions.DEFAULT, sources)
            .build(GranuleInputs.find(uris, sources), index, done -> {});
        for (Path part : listed(index.resolve("granules"))) {
          assertThat(Files.readString(part, StandardCharsets.ISO_8859_1))
              .doesNotContain("SENTINEL");
        }
        // The index is remote, too.
        for (Path file : filesOf(index)) {
          s3.put("indexes", "atl06/index/" + index.relativize(file), Files.readAllBytes(file));
        }
        ExportPlan plan;
        try (SpatialIndex opened =
            SpatialIndex.open(Location.of("s3://indexes/atl06/index"), sources)) {
          plan = AoiQuery.of(opened).within(AoiReader.parse(TileGranules.BOX, "box")).plan();
        }
        Exporter.of(plan).from(sources).write(output);
      }
      // What says how the output was made differs; the points do not.
      assertThat(points(Files.readAllBytes(output))).isEqualTo(points(expected));
    }
  }

  @Test
  void queriesAskForNoGranule() {
    Path index = remoteIndex();
    int before = server.requests().size();
    CommandRun run = CommandRun.of("query", index, TILE);
    assertThat(run.err()).isEmpty();
    assertThat(server.requests()).hasSize(before);
  }

  @Test
  void exportsCostTheRequestsOfThePlanAndNothingElse() throws Exception {
    Path index = remoteIndex();
    Object[] link = {"--latency", "50ms", "--bandwidth", "10MB/s", "--json"};
    JsonNode plan = CommandRun.of("query", index, TILE, link).json();
    int before = server.requests().size();
    long bytesBefore = server.bytesSent();
    JsonNode report = export(index, link).json();
    assertThat(server.requests().size() - before).isEqualTo(plan.get("requests").asInt());
    assertThat(server.bytesSent() - bytesBefore).isEqualTo(plan.get("bytes").asLong());
    assertThat(report.get("requests")).isEqualTo(plan.get("requests"));
    assertThat(report.get("retries").asInt()).isZero();
    assertThat(server.requests())
        .allSatisfy(request -> assertThat(request.method()).isEqualTo("GET"));
    assertThat(server.requests().subList(before, server.requests().size()))
        .allSatisfy(request -> assertThat(request.header("If-Match")).isEqualTo("\"v1\""));
  }

  @Test
  void granulesAfterTheFirstAreJoinedByWhatWasMeasuredOfTheLink() throws Exception {
    urls.clear();
    Path large = Files.createDirectories(folder.resolve("large"));
    List<String> paths = new ArrayList<>();
    for (int cycle = 3; cycle < 6; cycle++) {
      Path granule = Atl06Generator.write(large, TileGranules.cycle(cycle).rows(30_000).build());
      serve(granule, "\"v1\"");
      paths.add("/atl06/" + granule.getFileName());
    }
    Path index = remoteIndex();
    JsonNode tasks =
        CommandRun.of("query", index, TILE, "--overfetch", 100, "--json").json().get("tasks");
    int[] before = paths.stream().mapToInt(path -> server.requests(path).size()).toArray();
    // Five times what is assumed, at least: gaps pay that are five times as wide.
    server.latency(Duration.ofMillis(300));
    CommandRun run = export(index, "--overfetch", 100);
    assertThat(run.err()).isEmpty();
    int[] made = new int[paths.size()];
    for (int i = 0; i < made.length; i++) {
      made[i] = server.requests(paths.get(i)).size() - before[i];
    }
    int[] planned = new int[made.length];
    for (int i = 0; i < planned.length; i++) {
      planned[i] = tasks.get(i).get("requests").size();
    }
    // At the start nothing is held back, so that as many requests are under way as may be.
    assertThat(planned[0]).isGreaterThanOrEqualTo(16);
    assertThat(made[0]).isEqualTo(planned[0]);
    assertThat(made[1]).isLessThan(planned[1]);
    assertThat(made[2]).isLessThan(planned[2]);
  }

  @Test
  void littleMemoryGivesTheSameBytesAndTooLittleSaysSo() throws Exception {
    byte[] expected = localExport();
    Path index = remoteIndex();
    // A beam of 3000 rows takes some 600 kB, a granule six times that.
    CommandRun little = export(index, "--max-memory", "1MB", "--json");
    assertThat(exported(little)).isEqualTo(expected);
    CommandRun none = export(index, "--max-memory", "10kB");
    assertThat(none.exitCode()).isEqualTo(7);
    assertThat(none.err()).contains("error[LIMIT_EXCEEDED]", "ATL06_", "--max-memory");
    assertThat(output).doesNotExist();
  }

  @Test
  void anyNumberOfRequestsAtOnceGivesTheSameBytes() throws Exception {
    byte[] expected = localExport();
    Path index = remoteIndex();
    for (int parallel : new int[] {1, 3, 64}) {
      CommandRun run = export(index, "--parallel", parallel, "--threads", 2);
      assertThat(exported(run)).isEqualTo(expected);
    }
    assertThat(server.mostAtOnce()).isLessThanOrEqualTo(64);
  }

  @Test
  void resetsThatPassLeaveTheSamePoints() throws Exception {
    byte[] expected = localExport();
    Path index = remoteIndex();
    server.onAny().times(2, Fault.resetAfter(100));
    CommandRun run = export(index, "--json");
    assertThat(run.json().get("retries").asInt()).isEqualTo(2);
    assertThat(exported(run)).isEqualTo(expected);
  }

  @Test
  void granulesAtHostsThatNobodyAllowedAreNotAskedFor() {
    Path index = remoteIndex();
    int before = server.requests().size();
    CommandRun run = CommandRun.of("export", index, TILE, "-o", output);
    assertThat(run.exitCode()).isEqualTo(8);
    assertThat(run.err()).contains("error[REFUSED]", "not public", "--allow-source");
    assertThat(server.requests()).hasSize(before);
    assertThat(output).doesNotExist();
  }

  @Test
  void aRangeThatFailsForEverFailsTheExport() throws Exception {
    Path index = remoteIndex();
    server.onAny().always(Fault.status(404, "gone"));
    CommandRun run = export(index);
    assertThat(run.exitCode()).isEqualTo(4);
    assertThat(run.err()).contains("error[SOURCE_UNAVAILABLE]", "not found");
    assertThat(output).doesNotExist();
  }

  @Test
  void aRemoteIndexAnswersWithTheSamePlanAndExport() throws Exception {
    Path local = remoteIndex();
    for (Path file : filesOf(local)) {
      server.put("/atl06/index/" + local.relativize(file), Files.readAllBytes(file), "\"i\"", null);
    }
    Object remote = server.url("/atl06/index");
    JsonNode expected = CommandRun.of("query", local, TILE, "--json").json();
    int before = server.requests().size();
    assertThat(CommandRun.of("query", remote, TILE, "--json").json()).isEqualTo(expected);
    // index.json, and the end of each of the three parts: these are small, and so in one piece.
    assertThat(server.requests().size() - before).isEqualTo(4);
    // Granules beside a remote index need no leave.
    CommandRun run = CommandRun.of("export", remote, TILE, "-o", output);
    byte[] bytes = exported(run);
    assertThat(points(bytes)).isEqualTo(points(localExport()));
  }

  @Test
  void anIndexThatIsNotThereSaysSo() {
    CommandRun run = CommandRun.of("query", server.url("/nothing"), TILE);
    assertThat(run.err()).contains("/nothing/index.json] not found");
    assertThat(run.exitCode()).isEqualTo(4);
  }
}
