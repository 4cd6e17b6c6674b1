package org.groundtrack.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.groundtrack.error.GroundtrackException;
import org.groundtrack.error.RefusedException;
import org.groundtrack.error.UsageException;
import org.groundtrack.io.ByteRange;
import org.groundtrack.io.RangeReader;
import org.groundtrack.io.SourceIdentity;
import org.groundtrack.testing.FakeNetwork;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What an index may name, and what not: nothing is looked up or connected to before it is known.
 */
class SourceRulesTest {
  private static final SourceIdentity IDENTITY = new SourceIdentity(10, "\"v1\"", null);

  @TempDir Path folder;
  private final FakeNetwork network = new FakeNetwork();

  @AfterEach
  void stop() {
    network.close();
  }

  private Sources sources(String... allowed) {
    return Sources.of(
        SourceSettings.standard().allowing(List.of(allowed)).withClient(network.client().build()));
  }

  private Location index() {
    return Location.of(folder.resolve("project/index"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://169.254.169.254/latest/meta-data",
        "http://[::ffff:127.0.0.1]/a.h5",
        "https://[::ffff:127.0.0.1]/a.h5",
        "https://127.0.0.1/a.h5",
        "https://10.0.0.1/a.h5",
        "https://192.168.1.1/a.h5",
        "https://172.16.0.1/a.h5",
        "https://100.64.0.1/a.h5",
        "https://[fe80::1]/a.h5",
        "https://[fd00::1]/a.h5",
        "https://[64:ff9b::a00:1]/a.h5",
        "https://0.0.0.0/a.h5",
        "https://data.nsidc.earthdatacloud.nasa.gov.evil.test/a.h5",
        "https://evilearthdata.nasa.gov/a.h5",
        "https://data.nsidc.earthdatacloud.nasa.gov:8443/a.h5",
        "http://data.nsidc.earthdatacloud.nasa.gov/a.h5",
        "https://example.test/a.h5",
        "s3://somebody/a.h5"
      })
  void whatAnIndexNamesElsewhereIsRefusedBeforeAnyConnection(String uri) {
    try (Sources sources = sources()) {
      assertThatThrownBy(() -> sources.openReferenced(Location.of(uri), index(), IDENTITY))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("refused")
          .hasMessageContaining(Location.of(uri).toString());
    }
    assertThat(network.lookups()).isEmpty();
    assertThat(network.connects()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://10.0.0.1/a", "https://[::1]/a", "https://169.254.169.254/a"})
  void addressesThatAreNotPublicAreRefusedAsSuch(String uri) {
    try (Sources sources = sources()) {
      assertThatThrownBy(() -> sources.checkReferenced(Location.of(uri), index()))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("not public");
    }
  }

  @Test
  void passwordsInUrisAreRefused() {
    assertThatThrownBy(() -> Location.of("https://user:pw@data.nsidc.earthdatacloud.nasa.gov/"))
        .isInstanceOf(UsageException.class)
        .hasMessageNotContaining("pw@");
  }

  @Test
  void anAllowedPrefixOpensWhatLiesBelowItAndNothingElse() {
    try (Sources sources = sources("https://example.test/atl06/")) {
      sources
          .openReferenced(Location.of("https://example.test/atl06/a.h5"), index(), IDENTITY)
          .close();
      for (String uri :
          new String[] {
            "https://example.test/atl06x/a.h5",
            "https://example.test/atl06/../secret/a.h5",
            "https://example.test/atl06/%2e%2e/secret/a.h5",
            "https://example.test/atl06/..%2Fsecret/a.h5",
            "https://example.test:444/atl06/a.h5"
          }) {
        assertThatThrownBy(() -> sources.checkReferenced(Location.of(uri), index()))
            .as(uri)
            .isInstanceOf(RefusedException.class);
      }
    }
    assertThatThrownBy(() -> sources("https://example.test/atl06"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("ends in '/'");
  }

  @Test
  void aRemoteIndexMayNameWhatLiesBesideIt() {
    Location remote = Location.of("https://example.test/atl06/index");
    try (Sources sources = sources()) {
      sources.checkReferenced(Location.of("https://example.test/atl06/granules/a.h5"), remote);
      for (String uri : new String[] {"https://example.test/other/a.h5", "https://example.tes/a"}) {
        assertThatThrownBy(() -> sources.checkReferenced(Location.of(uri), remote))
            .isInstanceOf(RefusedException.class);
      }
      assertThatThrownBy(() -> sources.checkReferenced(Location.of(folder.resolve("a.h5")), remote))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("--allow-dir");
    }
  }

  @Test
  void aNameThatLeadsToAPrivateAddressIsRefused() {
    network.host("rebound.earthdatacloud.nasa.gov", "10.0.0.7");
    try (Sources sources = sources();
        RangeReader reader =
            sources.openReferenced(
                Location.of("https://rebound.earthdatacloud.nasa.gov/a.h5"), index(), IDENTITY)) {
      assertThatThrownBy(() -> reader.read(new ByteRange(0, 1)))
          .isInstanceOf(RefusedException.class)
          .hasMessageContainingAll("10.0.0.7", "not public");
    }
    assertThat(network.connects()).isEmpty();
  }

  @Test
  void theProxiesOfTheMachineMayHavePrivateAddresses() throws Exception {
    Map<String, String> properties =
        Map.of("https.proxyHost", "proxy.institute.test", "http.proxyHost", " ");
    Set<String> proxies = SourceRules.proxies(properties::get);
    assertThat(proxies).containsExactly("proxy.institute.test");
    network.resolve("proxy.institute.test", "10.1.2.3");
    network.resolve("other.institute.test", "10.1.2.4");
    Addresses addresses = new Addresses(network.dns(), proxies);
    assertThat(addresses.lookup("proxy.institute.test")).hasSize(1);
    assertThatThrownBy(() -> addresses.lookup("other.institute.test"))
        .hasMessageContaining("not public");
  }

  @Test
  void localGranulesAreReadBesideTheIndexOnly() throws Exception {
    Path inside = Files.createDirectories(folder.resolve("project/granules")).resolve("a.h5");
    Files.write(inside, new byte[10]);
    Path outside = Files.write(folder.resolve("secret.h5"), new byte[10]);
    Path link = Files.createSymbolicLink(folder.resolve("project/granules/b.h5"), outside);
    try (Sources sources = sources()) {
      sources.checkReferenced(Location.of(inside.toUri().toString()), index());
      for (Path path :
          new Path[] {
            outside, link, Path.of("/etc/passwd"), folder.resolve("project/../secret.h5")
          }) {
        assertThatThrownBy(() -> sources.checkReferenced(Location.of(path), index()))
            .as(path.toString())
            .isInstanceOf(RefusedException.class)
            .hasMessageContaining("--allow-dir");
      }
    }
    try (Sources sources = Sources.of(SourceSettings.standard().allowingFolders(List.of(folder)))) {
      sources.checkReferenced(Location.of(outside), index());
      sources.checkReferenced(Location.of(link), index());
    }
  }

  @Test
  void httpIsForThisMachineUnlessAllowed() {
    try (Sources sources = sources()) {
      sources.open(Location.of("http://127.0.0.1:9/a"), IDENTITY).close();
      assertThatThrownBy(() -> sources.open(Location.of("http://example.test/a"), IDENTITY))
          .isInstanceOf(GroundtrackException.class)
          .hasMessageContaining("--allow-http");
    }
    try (Sources open =
        Sources.of(
            SourceSettings.standard().withAllowHttp(true).withClient(network.client().build()))) {
      open.open(Location.of("http://example.test/a"), IDENTITY).close();
    }
  }
}
