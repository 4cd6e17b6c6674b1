package org.groundtrack.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import org.groundtrack.error.AccessDeniedException;
import org.groundtrack.error.ErrorCode;
import org.groundtrack.error.LimitExceededException;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetrcTest {
  @TempDir Path home;

  private Netrc netrc(String text) throws IOException {
    return Netrc.read(write(text.getBytes(StandardCharsets.UTF_8)));
  }

  private Path write(byte[] bytes) throws IOException {
    Path path = Files.write(home.resolve(".netrc"), bytes);
    permit(path, "rw-------");
    return path;
  }

  private static void permit(Path path, String permissions) throws IOException {
    if (Files.getFileStore(path).supportsFileAttributeView("posix")) {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }
  }

  private static Optional<Login> login(String user, String password) {
    return Optional.of(new Login(user, Secret.of(password)));
  }

  @Test
  void aLoginIsFoundByItsMachine() throws Exception {
    Netrc netrc =
        netrc(
            """
            # urs
            machine urs.earthdata.nasa.gov login jane password s3cret
            machine Other.test
              account x
              password	two
              login john
            machine urs.earthdata.nasa.gov login late password late
            """);
    assertThat(netrc.of("urs.earthdata.nasa.gov")).isEqualTo(login("jane", "s3cret"));
    assertThat(netrc.of("OTHER.test")).isEqualTo(login("john", "two"));
    assertThat(netrc.of("earthdata.nasa.gov")).isEmpty();
  }

  @Test
  void passwordsMayHoldSpacesQuotesHashesAndKeywords() throws Exception {
    Netrc netrc =
        netrc(
            "machine a login \"jane doe\" password \"a \\\"b\\\" \\\\ c\"\r\n"
                + "machine b login j password #1 # a comment: machine c login x password y\r\n"
                + "machine d password machine login password\n"
                + "machine e login j password back\\slash\"quote\n"
                + "machine f login j password päß");
    assertThat(netrc.of("a")).isEqualTo(login("jane doe", "a \"b\" \\ c"));
    assertThat(netrc.of("b")).isEqualTo(login("j", "#1"));
    assertThat(netrc.of("c")).isEmpty();
    assertThat(netrc.of("d")).isEqualTo(login("password", "machine"));
    assertThat(netrc.of("e")).isEqualTo(login("j", "back\\slash\"quote"));
    assertThat(netrc.of("f")).isEqualTo(login("j", "päß"));
  }

  @Test
  void macrosAreSkippedAndTheDefaultIsForNobody() throws Exception {
    Netrc netrc =
        netrc(
            """
            machine a login j password p
            macdef init
            machine evil login x password y
            quote site "unbalanced

            machine b login k password q
            default login anonymous password guest
            """);
    assertThat(netrc.of("a")).isEqualTo(login("j", "p"));
    assertThat(netrc.of("b")).isEqualTo(login("k", "q"));
    assertThat(netrc.of("evil")).isEmpty();
    assertThat(netrc.of("default")).isEmpty();
    assertThat(netrc.of("elsewhere.test")).isEmpty();
  }

  @Test
  void aFileThatIsNotThereHasNoLogins() {
    assertThat(Netrc.read(home.resolve("none")).of("a")).isEmpty();
    assertThat(Netrc.of(Map.of(), home).of("a")).isEmpty();
  }

  @Test
  void theEnvironmentNamesTheFileAndWindowsHasAnother() {
    Path named = home.resolve("mine");
    assertThat(Netrc.locate(Map.of("NETRC", named.toString()), home, "Linux")).isEqualTo(named);
    assertThat(Netrc.locate(Map.of("NETRC", ""), home, "Linux")).isEqualTo(home.resolve(".netrc"));
    assertThat(Netrc.locate(Map.of(), home, "Windows 11")).isEqualTo(home.resolve("_netrc"));
  }

  @Test
  void aFileThatOthersCanReadIsRefusedWithTheRemedy() throws Exception {
    Path path = write("machine a login j password SENTINEL".getBytes(StandardCharsets.UTF_8));
    Assumptions.assumeTrue(Files.getFileStore(path).supportsFileAttributeView("posix"));
    for (String permissions : new String[] {"rw-r--r--", "rw-r-----", "rw----r--"}) {
      permit(path, permissions);
      assertThatThrownBy(() -> Netrc.read(path))
          .isInstanceOfSatisfying(
              AccessDeniedException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.ACCESS_DENIED))
          .hasMessageContaining("chmod 600 " + path)
          .hasMessageNotContaining("SENTINEL");
    }
    permit(path, "r--------");
    assertThat(Netrc.read(path).of("a")).isPresent();
  }

  @Test
  void malformedLinesAreNamedAndNotShown() throws Exception {
    Map<String, Integer> lines =
        Map.of(
            "machine a login j\npassword two SENTINEL", 2,
            "\n\nlogin SENTINEL", 3,
            "machine a\nlogin j password \"SENTINEL", 2,
            "machine a login \"SENTINEL\nx\"", 1,
            "machine a login SENTINEL\npassword\n\n", 2,
            "machine a login j password p\nmacdef\n", 2,
            "SENTINEL", 1);
    for (Map.Entry<String, Integer> each : lines.entrySet()) {
      assertThatThrownBy(() -> netrc(each.getKey()))
          .as(each.getKey())
          .isInstanceOf(AccessDeniedException.class)
          .hasMessageContaining(home.resolve(".netrc") + "] line " + each.getValue() + " ")
          .hasMessageNotContaining("SENTINEL")
          .hasNoCause();
    }
  }

  @Test
  void aMachineWithoutLoginOrPasswordIsAnErrorWhereItIsAskedFor() throws Exception {
    Netrc netrc = netrc("machine a login SENTINEL\nmachine b password SENTINEL");
    assertThatThrownBy(() -> netrc.of("a"))
        .isInstanceOf(AccessDeniedException.class)
        .hasMessageContaining("line 1: machine a has no password")
        .hasMessageNotContaining("SENTINEL");
    assertThatThrownBy(() -> netrc.of("b"))
        .hasMessageContaining("line 2: machine b has no login")
        .hasMessageNotContaining("SENTINEL");
    assertThat(netrc.of("c")).isEmpty();
    assertThat(netrc.toString()).doesNotContain("SENTINEL");
  }

  @Test
  void foldersLargeFilesAndOtherEncodingsAreRefused() throws Exception {
    assertThatThrownBy(() -> Netrc.read(home))
        .isInstanceOf(AccessDeniedException.class)
        .hasMessageContaining("can't be read");
    assertThatThrownBy(() -> netrc("#" + "x".repeat(1 << 20)))
        .isInstanceOf(LimitExceededException.class)
        .hasMessageContaining("1048576 bytes");
    byte[] latin1 = "machine a login j password ä".getBytes(StandardCharsets.ISO_8859_1);
    assertThatThrownBy(() -> Netrc.read(write(latin1)))
        .isInstanceOf(AccessDeniedException.class)
        .hasMessageContaining("not UTF-8");
    assertThat(netrc("\uFEFFmachine a login j password p").of("a")).isPresent();
  }
}
