package org.groundtrack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.groundtrack.samples.Atl06Generator;
import org.groundtrack.samples.Atl06Spec;
import org.groundtrack.testing.SeenRequest;
import org.junit.jupiter.api.Test;

/** Granules on a server that are not what was indexed, and {@code index --refresh}. */
class RefreshTest extends ServedGranules {
  private JsonNode refresh(Path index, Object... more) {
    return CommandRun.of(
            "index", "--refresh", index, "--allow-source", server.url("/"), "--json", more)
        .json();
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
    Atl06Spec other = TileGranules.cycle(4).seed(77).rows(2500).build();
    Files.move(
        Atl06Generator.write(folder.resolve("other"), other),
        changed,
        StandardCopyOption.REPLACE_EXISTING);
    serve(changed, "\"v2\"");
    assertThat(export(index).exitCode()).isEqualTo(6);

    int before = server.requests().size();
    JsonNode report = refresh(index);
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
    assertThat(refresh(index).get("refreshed")).isEmpty();
    // A second time, so that a part has been without two versions of it; a cache hides nothing.
    Path cache = folder.resolve("cache");
    exported(export(index, "--cache", cache));
    serve(changed, "\"v3\"");
    assertThat(refresh(index, "--cache", cache).get("refreshed")).hasSize(1);
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
}
