package org.groundtrack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.groundtrack.cache.RangeCache;
import org.groundtrack.testing.Fault;
import org.junit.jupiter.api.Test;

/** Exports from a server with a cache. */
class CachedExportTest extends ServedGranules {
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
    assertThat(repeat.json().get("requests").asInt()).isZero();
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
}
