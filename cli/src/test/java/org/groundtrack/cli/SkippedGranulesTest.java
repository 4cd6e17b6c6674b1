package org.groundtrack.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.groundtrack.cli.TileGranules.TILE;

import java.nio.file.Path;
import org.groundtrack.testing.Fault;
import org.junit.jupiter.api.Test;

/** What {@code --skip-bad-granules} leaves out, and what ends an index all the same. */
class SkippedGranulesTest extends ServedGranules {
  private CommandRun skipping(Object... more) {
    return CommandRun.of("index", "--skip-bad-granules", "--parallel", 1, "--threads", 1, more);
  }

  @Test
  void aLoginThatFailsIsNoBadGranule() throws Exception {
    Path index = folder.resolve("remote/index");
    server
        .on("/atl06/" + localGranules().get(2).getFileName())
        .always(Fault.status(401, "expired"));
    CommandRun run = skipping(urls, "-o", index);
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
    CommandRun run = skipping(urls, "-o", index);
    assertThat(run.err()).contains("error[REFUSED]", "other.example.org");
    assertThat(run.exitCode()).isEqualTo(8);
    assertThat(index).doesNotExist();
  }

  @Test
  void aGranuleThatIsAbsentIsSkippedButNotAllOfThem() throws Exception {
    Path index = folder.resolve("remote/index");
    server.on("/atl06/" + localGranules().get(1).getFileName()).always(Fault.status(404, "gone"));
    CommandRun one = skipping(urls, "-o", index);
    assertThat(one.exitCode()).isEqualTo(9);
    assertThat(one.out()).contains("Indexed 2 granules", "skipped     1 granule", urls.get(1));

    // A server that is gone is no success, be it of an index that is made or of one that was.
    server.onAny().always(Fault.status(404, "gone"));
    CommandRun none = skipping(urls, "-o", index, "--overwrite");
    assertThat(none.err())
        .contains("error[SOURCE_UNAVAILABLE] All 3 granules were skipped", urls.get(0));
    assertThat(none.exitCode()).isEqualTo(4);
    CommandRun refresh = skipping("--refresh", index, "--allow-source", server.url("/"));
    assertThat(refresh.err())
        .contains("error[SOURCE_UNAVAILABLE] All 2 granules were skipped, the index is as it was");
    assertThat(refresh.exitCode()).isEqualTo(4);
    assertThat(CommandRun.of("query", index, TILE).exitCode()).isZero();
  }
}
