package org.groundtrack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.groundtrack.kerchunk.KerchunkSamples;
import org.groundtrack.testing.Fault;
import org.groundtrack.testing.FaultServer;
import org.groundtrack.testing.SecretScan;
import org.junit.jupiter.api.Test;

/** What {@code index} takes from servers and what it refuses. */
class RemoteInputsTest extends ServedGranules {
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
    assertThat(run.json().get("granules").asInt()).isEqualTo(3);
  }

  @Test
  void aSidecarBesideAGranuleSparesItsMetadata() throws Exception {
    Path sidecars = Files.createDirectories(folder.resolve("sidecars"));
    for (Path granule : localGranules()) {
      KerchunkSamples.write(granule, sidecars.resolve(granule.getFileName() + ".json"));
    }
    Path index = folder.resolve("remote/index");
    JsonNode report =
        CommandRun.of("index", "-o", index, "--sidecars", sidecars + "/{name}.json", "--json", urls)
            .json();
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

  @Test
  void anIndexIsNotWrittenToAServer() {
    CommandRun run = CommandRun.of("index", granules, "-o", "https://data.example.org/my-index");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("[https://data.example.org/my-index] is not a local path");
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
