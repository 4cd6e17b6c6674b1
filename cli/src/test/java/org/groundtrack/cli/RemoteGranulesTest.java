package org.groundtrack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.groundtrack.area.AoiReader;
import org.groundtrack.cache.RangeCache;
import org.groundtrack.exporter.Exporter;
import org.groundtrack.index.SpatialIndex;
import org.groundtrack.indexer.GranuleInputs;
import org.groundtrack.indexer.IndexOptions;
import org.groundtrack.indexer.Indexer;
import org.groundtrack.kerchunk.KerchunkSamples;
import org.groundtrack.plan.ExportPlan;
import org.groundtrack.query.AoiQuery;
import org.groundtrack.samples.Atl06Generator;
import org.groundtrack.samples.Atl06Spec;
import org.groundtrack.samples.VariableSet;
import org.groundtrack.source.Location;
import org.groundtrack.source.SourceSettings;
import org.groundtrack.source.Sources;
import org.groundtrack.testing.Fault;
import org.groundtrack.testing.FaultServer;
import org.groundtrack.testing.LoopbackS3;
import org.groundtrack.testing.SecretScan;
import org.groundtrack.testing.SeenRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Indexing and exporting granules that stay on a server. */
class RemoteGranulesTest {
  private static final String TILE = "--bbox=-45.4,62.6,-44.6,63.0";

  @TempDir Path folder;
  private final FaultServer server = new FaultServer();
  private final List<String> urls = new ArrayList<>();
  private Path granules;
  private Path output;

  @BeforeEach
  void makeGranules() throws IOException {
    granules = Files.createDirectories(folder.resolve("local/granules"));
    output = folder.resolve("points.parquet");
    for (int cycle = 3; cycle < 6; cycle++) {
      serve(Atl06Generator.write(granules, spec(cycle)), "\"v1\"");
    }
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static Atl06Spec spec(int cycle) {
    return Atl06Spec.builder()
        .seed(cycle)
        .pass(277, cycle)
        .centreOn(-45, 62.8, true)
        .rows(3000)
        .chunkRows(500)
        .variables(VariableSet.CORE)
        .build();
  }

  private void serve(Path granule, String etag) throws IOException {
    String path = "/atl06/" + granule.getFileName();
    server.put(path, Files.readAllBytes(granule), etag, Instant.parse("2024-05-06T07:08:09Z"));
    urls.add(server.url(path).toString());
  }

  private Path remoteIndex() {
    Path index = folder.resolve("remote/index");
    List<Object> words = new ArrayList<>(List.of("index", "-o", index));
    words.addAll(urls);
    CommandRun run = CommandRun.of(words.toArray());
    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    return index;
  }

  private CommandRun export(Path index, Object... more) {
    List<Object> words =
        new ArrayList<>(
            List.of("export", index, TILE, "-o", output, "--allow-source", server.url("/")));
    words.addAll(List.of(more));
    return CommandRun.of(words.toArray());
  }

  private byte[] exported(CommandRun run) throws IOException {
    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    byte[] bytes = Files.readAllBytes(output);
    Files.delete(output);
    return bytes;
  }

  private byte[] localExport() throws IOException {
    Path index = folder.resolve("local/index");
    assertThat(CommandRun.of("index", granules, "-o", index).exitCode()).isZero();
    return exported(CommandRun.of("export", index, TILE, "-o", output));
  }

  private static JsonNode json(CommandRun run) throws IOException {
    assertThat(run.err()).isEmpty();
    return new ObjectMapper().readTree(run.out());
  }

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
        for (String file : new String[] {"index.json", "coverage", "manifest", "granules"}) {
          Path at = index.resolve(file);
          for (Path path : Files.isDirectory(at) ? listed(at) : List.of(at)) {
            s3.put("indexes", "atl06/index/" + index.relativize(path), Files.readAllBytes(path));
          }
        }
        ExportPlan plan;
        try (SpatialIndex opened =
            SpatialIndex.open(Location.of("s3://indexes/atl06/index"), sources)) {
          plan = AoiQuery.of(opened).within(AoiReader.parse("-45.4,62.6,-44.6,63.0", "box")).plan();
        }
        Exporter.of(plan).from(sources).write(output);
      }
      // What says how the output was made differs; the points do not.
      assertThat(points(Files.readAllBytes(output))).isEqualTo(points(expected));
    }
  }

  private List<List<Object>> points(byte[] parquet) throws Exception {
    Path file = Files.write(folder.resolve("expected.parquet"), parquet);
    return ExportedPoints.query(file, "select columns(*)::varchar from %s");
  }

  private List<Path> localGranules() throws IOException {
    return listed(granules);
  }

  private static List<Path> listed(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
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
    JsonNode plan =
        json(CommandRun.of("query", index, TILE, link[0], link[1], link[2], link[3], "--json"));
    int before = server.requests().size();
    long bytesBefore = server.bytesSent();
    JsonNode report = json(export(index, link));
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
      Atl06Spec spec =
          Atl06Spec.builder()
              .seed(cycle)
              .pass(277, cycle)
              .centreOn(-45, 62.8, true)
              .rows(30_000)
              .chunkRows(500)
              .variables(VariableSet.CORE)
              .build();
      Path granule = Atl06Generator.write(large, spec);
      serve(granule, "\"v1\"");
      paths.add("/atl06/" + granule.getFileName());
    }
    Path index = remoteIndex();
    JsonNode tasks =
        json(CommandRun.of("query", index, TILE, "--overfetch", 100, "--json")).get("tasks");
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
  void nothingSecretIsInAnyMessageIndexOrOutput() throws Exception {
    String signed = "?X-Amz-Signature=SENTINEL-SIGNATURE";
    Path index = folder.resolve("signed/index");
    SecretScan scan = SecretScan.of(List.of("SENTINEL-SIGNATURE"));
    CommandRun refused = CommandRun.of("index", urls.get(0) + signed, "-o", index, "--debug");
    assertThat(refused.exitCode()).isEqualTo(2);
    scan.text("out", refused.out()).text("err", refused.err());
    server.onAny().always(Fault.status(403, "SENTINEL-SIGNATURE"));
    CommandRun denied = CommandRun.of("index", urls.get(0), "-o", index, "--debug");
    assertThat(denied.exitCode()).isEqualTo(5);
    scan.text("out", denied.out()).text("err", denied.err());
    if (Files.exists(index)) {
      scan.files(index);
    }
  }

  @Test
  void resetsThatPassLeaveTheSamePoints() throws Exception {
    byte[] expected = localExport();
    Path index = remoteIndex();
    server.onAny().times(2, Fault.resetAfter(100));
    CommandRun run = export(index, "--json");
    assertThat(json(run).get("retries").asInt()).isEqualTo(2);
    assertThat(exported(run)).isEqualTo(expected);
  }

  @Test
  void aGranuleThatChangedIsRefusedByName() throws Exception {
    Path index = remoteIndex();
    serve(localGranules().get(0), "\"v2\"");
    CommandRun run = export(index);
    assertThat(run.exitCode()).isEqualTo(6);
    assertThat(run.err()).contains("error[SOURCE_CHANGED]", "ATL06_", "--refresh");
    assertThat(output).doesNotExist();
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).noneMatch(path -> path.toString().contains("inprogress"));
    }
  }

  @Test
  void aRefreshIndexesJustWhatChanged() throws Exception {
    Path index = remoteIndex();
    Path changed = localGranules().get(1);
    Atl06Spec other =
        Atl06Spec.builder()
            .seed(77)
            .pass(277, 4)
            .centreOn(-45, 62.8, true)
            .rows(2500)
            .chunkRows(500)
            .variables(VariableSet.CORE)
            .build();
    Files.move(
        Atl06Generator.write(folder.resolve("other"), other),
        changed,
        StandardCopyOption.REPLACE_EXISTING);
    serve(changed, "\"v2\"");
    assertThat(export(index).exitCode()).isEqualTo(6);

    int before = server.requests().size();
    CommandRun refresh =
        CommandRun.of("index", "--refresh", index, "--allow-source", server.url("/"), "--json");
    JsonNode report = json(refresh);
    assertThat(report.get("granules").asInt()).isEqualTo(3);
    assertThat(report.get("refreshed")).hasSize(1);
    assertThat(report.get("refreshed").get(0).asText()).isEqualTo(changed.getFileName().toString());
    for (int i : new int[] {0, 2}) {
      String path = "/atl06/" + localGranules().get(i).getFileName();
      List<SeenRequest> asked =
          server.requests().subList(before, server.requests().size()).stream()
              .filter(request -> request.path().equals(path))
              .toList();
      assertThat(asked).hasSize(1);
      assertThat(asked.get(0).header("Range")).isEqualTo("bytes=0-0");
    }
    byte[] expected = localExport();
    assertThat(points(exported(export(index)))).isEqualTo(points(expected));
    JsonNode quiet =
        json(
            CommandRun.of(
                "index", "--refresh", index, "--allow-source", server.url("/"), "--json"));
    assertThat(quiet.get("refreshed")).isEmpty();
    // A second time, so that a part has been without two versions of it; a cache hides nothing.
    Path cache = folder.resolve("cache");
    exported(export(index, "--cache", cache));
    serve(changed, "\"v3\"");
    JsonNode cached =
        json(
            CommandRun.of(
                "index",
                "--refresh",
                index,
                "--allow-source",
                server.url("/"),
                "--cache",
                cache,
                "--json"));
    assertThat(cached.get("refreshed")).hasSize(1);
    assertThat(points(exported(export(index)))).isEqualTo(points(expected));
  }

  @Test
  void aRemoteIndexIsNotRefreshedAndIsShownAsItWasGiven() {
    for (String remote :
        new String[] {"http://data.example.org/my-index", "https://h/i", "s3://bucket/my-index"}) {
      CommandRun run = CommandRun.of("index", "--refresh", remote);
      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.err()).contains("[" + remote + "] is a remote index", "can't be refreshed");
    }
    CommandRun signed = CommandRun.of("index", "--refresh", "https://h/i?X-Amz-Signature=SENTINEL");
    assertThat(signed.err()).contains("[https://h/i] is a remote").doesNotContain("SENTINEL");
  }

  @Test
  void theReportOfAnIndexNotesWhichOptionsExportsWillNeed() throws Exception {
    Path index = folder.resolve("elsewhere/index");
    CommandRun run =
        CommandRun.of(
            "index", urls.get(0), localGranules().get(1), localGranules().get(2), "-o", index);
    String why = ": granules there are neither NASA's nor beside the index";
    assertThat(run.out().lines().filter(line -> line.startsWith("  note ")))
        .containsExactly(
            "  note        to export from this index, add --allow-dir %s --allow-source %s%s"
                .formatted(granules.toRealPath(), server.url("/atl06/"), why));
    CommandRun beside = CommandRun.of("index", granules, "-o", folder.resolve("local/index"));
    assertThat(beside.out()).doesNotContain("note");
  }

  private CommandRun skipping(Object... more) {
    List<Object> words =
        new ArrayList<>(List.of("index", "--skip-bad-granules", "--parallel", 1, "--threads", 1));
    words.addAll(List.of(more));
    return CommandRun.of(words.toArray());
  }

  @Test
  void aLoginThatFailsIsNoBadGranule() throws Exception {
    Path index = folder.resolve("remote/index");
    server
        .on("/atl06/" + localGranules().get(2).getFileName())
        .always(Fault.status(401, "expired"));
    List<Object> words = new ArrayList<>(urls);
    words.addAll(List.of("-o", index));
    CommandRun run = skipping(words.toArray());
    assertThat(run.err()).contains("error[ACCESS_DENIED]", urls.get(2), "HTTP 401");
    assertThat(run.exitCode()).isEqualTo(5);
    assertThat(index).doesNotExist();
  }

  @Test
  void whatARuleRefusesIsNoBadGranule() {
    Path index = folder.resolve("remote/index");
    server
        .on(urls.get(2).replaceFirst("http://[^/]*", ""))
        .always(Fault.redirect(302, "https://other.example.org/a.h5"));
    List<Object> words = new ArrayList<>(urls);
    words.addAll(List.of("-o", index));
    CommandRun run = skipping(words.toArray());
    assertThat(run.err()).contains("error[REFUSED]", "other.example.org");
    assertThat(run.exitCode()).isEqualTo(8);
    assertThat(index).doesNotExist();
  }

  @Test
  void aGranuleThatIsAbsentIsSkippedButNotAllOfThem() throws Exception {
    Path index = folder.resolve("remote/index");
    server.on("/atl06/" + localGranules().get(1).getFileName()).always(Fault.status(404, "gone"));
    List<Object> words = new ArrayList<>(urls);
    words.addAll(List.of("-o", index));
    CommandRun one = skipping(words.toArray());
    assertThat(one.exitCode()).isEqualTo(9);
    assertThat(one.out()).contains("Indexed 2 granules", "skipped     1 granule", urls.get(1));

    // A server that is gone is no success, be it of an index that is made or of one that was.
    server.onAny().always(Fault.status(404, "gone"));
    words.add("--overwrite");
    CommandRun none = skipping(words.toArray());
    assertThat(none.err())
        .contains("error[SOURCE_UNAVAILABLE] All 3 granules were skipped", urls.get(0));
    assertThat(none.exitCode()).isEqualTo(4);
    CommandRun refresh = skipping("--refresh", index, "--allow-source", server.url("/"));
    assertThat(refresh.err())
        .contains("error[SOURCE_UNAVAILABLE] All 2 granules were skipped, the index is as it was");
    assertThat(refresh.exitCode()).isEqualTo(4);
    assertThat(CommandRun.of("query", index, TILE).exitCode()).isZero();
  }

  @Test
  void anIndexIsNotWrittenToAServer() {
    CommandRun run = CommandRun.of("index", granules, "-o", "https://data.example.org/my-index");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("[https://data.example.org/my-index] is not a local path");
  }

  @Test
  void aSidecarBesideAGranuleSparesItsMetadata() throws Exception {
    Path sidecars = Files.createDirectories(folder.resolve("sidecars"));
    for (Path granule : localGranules()) {
      KerchunkSamples.write(granule, sidecars.resolve(granule.getFileName() + ".json"));
    }
    Path index = folder.resolve("remote/index");
    List<Object> words =
        new ArrayList<>(
            List.of("index", "-o", index, "--sidecars", sidecars + "/{name}.json", "--json"));
    words.addAll(urls);
    JsonNode report = json(CommandRun.of(words.toArray()));
    assertThat(report.get("manifests").get("kerchunk").asInt()).isEqualTo(3);
    // What describes each granule, and its positions; nothing else is asked for.
    assertThat(server.requests())
        .allSatisfy(request -> assertThat(request.method()).isEqualTo("GET"));
    System.out.println(
        "With sidecars: %s requests, %s bytes for 3 granules"
            .formatted(report.get("requests"), report.get("bytesRead")));
    assertThat(points(exported(export(index)))).isEqualTo(points(localExport()));
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
  void aRepeatWithACacheCostsNoRequestAndGivesTheSameBytes() throws Exception {
    byte[] expected = localExport();
    Path index = remoteIndex();
    Path cache = folder.resolve("cache");
    int cold = server.requests().size();
    assertThat(exported(export(index, "--cache", cache))).isEqualTo(expected);
    int warm = server.requests().size();
    assertThat(warm).isGreaterThan(cold);
    // Another link asks for other gaps, but for no chunk that is there.
    CommandRun repeat =
        export(index, "--cache", cache, "--latency", "1s", "--bandwidth", "1GB/s", "--json");
    assertThat(json(repeat).get("requests").asInt()).isZero();
    assertThat(server.requests()).hasSize(warm);
    assertThat(exported(repeat)).isEqualTo(expected);
  }

  @Test
  void anInterruptedExportGoesOnFromTheCache() throws Exception {
    byte[] expected = localExport();
    Path index = remoteIndex();
    Path cache = folder.resolve("cache");
    Object[] options = {"--cache", cache, "--latency", "0ms", "--bandwidth", "1MB/s"};
    long fetched = server.bytesSent();
    assertThat(exported(export(index, options))).isEqualTo(expected);
    long whole = server.bytesSent() - fetched;
    RangeCache.delete(cache);
    // The last granule fails; what came before it is kept.
    server.on("/atl06/" + localGranules().get(2).getFileName()).always(Fault.status(404, "gone"));
    fetched = server.bytesSent();
    assertThat(export(index, options).exitCode()).isEqualTo(4);
    assertThat(output).doesNotExist();
    long before = server.bytesSent() - fetched;
    server.on("/atl06/" + localGranules().get(2).getFileName()).lift();
    fetched = server.bytesSent();
    assertThat(exported(export(index, options))).isEqualTo(expected);
    assertThat(server.bytesSent() - fetched).isLessThanOrEqualTo(whole);
    assertThat(before).isPositive();
  }

  @Test
  void aRemoteIndexAnswersWithTheSamePlanAndExport() throws Exception {
    Path local = remoteIndex();
    for (String file : new String[] {"index.json", "coverage", "manifest", "granules"}) {
      Path at = local.resolve(file);
      for (Path path : Files.isDirectory(at) ? listed(at) : List.of(at)) {
        server.put(
            "/atl06/index/" + local.relativize(path), Files.readAllBytes(path), "\"i\"", null);
      }
    }
    Object remote = server.url("/atl06/index");
    JsonNode expected = json(CommandRun.of("query", local, TILE, "--json"));
    int before = server.requests().size();
    assertThat(json(CommandRun.of("query", remote, TILE, "--json"))).isEqualTo(expected);
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

  @Test
  void listsAndAreasMayBeRemote() throws Exception {
    server.put("/list.txt", String.join("\n", urls).getBytes(StandardCharsets.UTF_8), null, null);
    server.put(
        "/area.wkt",
        "POLYGON((-45.4 62.6,-44.6 62.6,-44.6 63,-45.4 63,-45.4 62.6))"
            .getBytes(StandardCharsets.UTF_8),
        null,
        null);
    Path index = folder.resolve("remote/index");
    assertThat(CommandRun.of("index", server.url("/list.txt"), "-o", index).err()).isEmpty();
    CommandRun run = CommandRun.of("query", index, "--aoi", server.url("/area.wkt"), "--json");
    assertThat(json(run).get("granules").asInt()).isEqualTo(3);
  }

  @Test
  void aSignedUrlIsNeverStoredInAnIndex() throws Exception {
    Path index = folder.resolve("remote/index");
    String signed = urls.get(0) + "?X-Amz-Signature=SENTINEL";
    Path list = Files.writeString(folder.resolve("list.txt"), signed + "\n");
    for (Object word : new Object[] {signed, urls.get(0) + "#SENTINEL", list}) {
      CommandRun run = CommandRun.of("index", word, "-o", index, "--debug");
      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.err()).contains("error[USAGE]", "query").doesNotContain("SENTINEL");
      assertThat(run.out()).doesNotContain("SENTINEL");
      assertThat(index).doesNotExist();
    }
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void aGranuleByHttpIsRefusedByItsOwnNameAndNotByThatOfItsSidecar() {
    Path index = folder.resolve("remote/index");
    String granule = "http://data.example.org/atl06/a.h5";
    CommandRun run = CommandRun.of("index", granule, "-o", index);
    assertThat(run.exitCode()).isEqualTo(8);
    assertThat(run.err())
        .contains("error[REFUSED] [" + granule + "] is http, which anybody", "--allow-http")
        .doesNotContain("dmrpp");
    assertThat(index).doesNotExist();
  }

  @Test
  void aRemoteListDoesNotLeadIntoTheUsersNetwork() throws Exception {
    Path index = folder.resolve("remote/index");
    try (FaultServer other = new FaultServer()) {
      String path = "/secret.h5";
      other.put(path, Files.readAllBytes(localGranules().get(0)), "\"v1\"", null);
      for (String named :
          new String[] {
            other.url(path).toString(),
            "https://localhost:" + other.port() + path,
            "https://127.0.0.1/a.h5",
            "https://2130706433/a.h5",
            "https://[::1]/a.h5",
            "s3://somebody/a.h5"
          }) {
        server.put("/lists/list.txt", named.getBytes(StandardCharsets.UTF_8), null, null);
        CommandRun run = CommandRun.of("index", server.url("/lists/list.txt"), "-o", index);
        assertThat(run.err()).as(named).contains("error[REFUSED]", "--allow-source");
        assertThat(run.exitCode()).isEqualTo(8);
      }
      assertThat(other.connections()).isZero();
      // The control: who trusts the list says so.
      server.put(
          "/lists/list.txt",
          other.url(path).toString().getBytes(StandardCharsets.UTF_8),
          null,
          null);
      CommandRun run =
          CommandRun.of(
              "index",
              server.url("/lists/list.txt"),
              "-o",
              index,
              "--allow-source",
              other.url("/"));
      assertThat(run.err()).isEmpty();
    }
  }
}
