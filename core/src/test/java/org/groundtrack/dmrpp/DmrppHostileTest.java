package org.groundtrack.dmrpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.groundtrack.error.BadGranuleException;
import org.groundtrack.error.ErrorCode;
import org.groundtrack.error.GroundtrackException;
import org.groundtrack.granule.ChunkManifest;
import org.groundtrack.testing.SharedData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DmrppHostileTest {
  private static final String SECRET = "the-secret-of-this-machine";

  @TempDir Path folder;

  @Test
  void anExternalEntityIsRefusedAndItsFileNotRead() throws IOException {
    Path secret = Files.writeString(folder.resolve("secret"), SECRET);
    assertRefused(
        "<!DOCTYPE Dataset [<!ENTITY x SYSTEM '%s'>]>".formatted(secret.toUri()),
        "<Attribute name='a' type='String'><Value>&x;</Value></Attribute>");
  }

  @Test
  void aParameterEntityIsRefusedAndItsFileNotRead() throws IOException {
    Path dtd = Files.writeString(folder.resolve("x.dtd"), "<!ENTITY x '" + SECRET + "'>");
    assertRefused(
        "<!DOCTYPE Dataset [<!ENTITY %% x SYSTEM '%s'> %%x;]>".formatted(dtd.toUri()),
        "<Attribute name='a' type='String'><Value>&x;</Value></Attribute>");
  }

  @Test
  void anExternalDtdIsRefusedAndNoConnectionMade() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String url = "http://127.0.0.1:" + server.getLocalPort() + "/x";
      assertRefused("<!DOCTYPE Dataset SYSTEM '%s.dtd'>".formatted(url), "");
      assertRefused("<!DOCTYPE Dataset PUBLIC 'x' '%s.dtd'>".formatted(url), "");
      assertRefused("<!DOCTYPE Dataset [<!ENTITY x SYSTEM '%s'>]>".formatted(url), "&x;");
      assertRefused("<!DOCTYPE Dataset [<!ENTITY %% x SYSTEM '%s'> %%x;]>".formatted(url), "");
      server.setSoTimeout(1);
      assertThatThrownBy(server::accept).isInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  void aBillionLaughsAreRefused() {
    StringBuilder entities = new StringBuilder("<!DOCTYPE Dataset [<!ENTITY x0 'laugh'>");
    for (int i = 1; i < 40; i++) {
      entities.append("<!ENTITY x%s '".formatted(i));
      entities.append(("&x" + (i - 1) + ";").repeat(10)).append("'>");
    }
    assertRefused(
        entities.append("]>").toString(),
        "<Attribute name='a' type='String'><Value>&x39;</Value></Attribute>");
  }

  @Test
  void nestingTwoHundredThousandDeepIsRefused() {
    int depth = 200_000;
    for (String element : new String[] {"Group name='g'", "Attribute name='a' type='Container'"}) {
      String name = element.substring(0, element.indexOf(' '));
      assertThatThrownBy(
              () ->
                  read(
                      document(
                          "",
                          ("<" + element + ">").repeat(depth) + ("</" + name + ">").repeat(depth))))
          .isInstanceOf(BadGranuleException.class)
          .hasMessageContaining("nested deeper than 200");
    }
  }

  @Test
  void aDocumentBeyondTheLimitIsRefused() {
    byte[] document = document("", " ".repeat(10_000)).getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> DmrppFile.read(new ByteArrayInputStream(document), "g.h5", 5_000))
        .isInstanceOf(BadGranuleException.class)
        .hasMessageContaining("[g.h5] its sidecar is larger than 5000 bytes");
  }

  @Test
  void anEndlessTextIsRefusedBeforeItFillsTheMemory() {
    InputStream endless =
        new InputStream() {
          private final byte[] start =
              document("", "<Attribute name='a' type='String'><Value>")
                  .replace("</Dataset>", "")
                  .getBytes(StandardCharsets.UTF_8);
          private int at;

          @Override
          public int read() {
            return at < start.length ? start[at++] : 'x';
          }
        };
    assertThatThrownBy(() -> DmrppFile.read(endless, "g.h5"))
        .isInstanceOf(BadGranuleException.class)
        .hasMessageContaining("text of more than 1048576 characters");
  }

  @Test
  void aFewBytesCannotClaimManyChunks() {
    ChunkManifest huge =
        read(document("", variable("<Dim size='9000000000000'/>", "1", "fillValue='0'")));
    assertThatThrownBy(() -> huge.dataset("v"))
        .isInstanceOf(BadGranuleException.class)
        .hasMessageContaining("more than 10000000 chunks");

    String half = variable("<Dim size='6000000'/>", "1", "fillValue='0'");
    ChunkManifest two = read(document("", half + half.replace("'v'", "'w'")));
    assertThatThrownBy(() -> two.datasetsUnder(""))
        .isInstanceOf(BadGranuleException.class)
        .hasMessageContaining("/w] its sidecar has more than 10000000 chunks so far");
  }

  @Test
  void pathsThatLeadElsewhereAreRefused() {
    for (String path :
        new String[] {"/../x", "/a//b", "/a/./b", "/", "/" + "a/".repeat(500) + "b"}) {
      String attribute =
          "<Attribute name='fullnamepath' type='String'><Value>%s</Value></Attribute>";
      assertThatThrownBy(
              () -> read(document("", "<Int8 name='v'>" + attribute.formatted(path) + "</Int8>")))
          .isInstanceOf(BadGranuleException.class)
          .hasMessageContaining("which is no path");
    }
  }

  @Test
  void whatIsNoDmrppIsNamed() {
    for (String other : new String[] {"", "<html>Earthdata Login</html>", "{}", "<Dataset", "\0"}) {
      assertThatThrownBy(() -> read(other))
          .isInstanceOf(BadGranuleException.class)
          .hasMessageContaining("[g.h5] its DMR++");
    }
  }

  @Test
  void damageAnywhereEndsInARefusalOrAManifest() throws Exception {
    Path pairs = SharedData.require("dmrpp/pairs");
    long seed = 20200716;
    Random random = new Random(seed);
    int refused = 0;
    for (String name :
        new String[] {
          "data/multi_chunks.h5.dmrpp",
          "data/nc4_group_unlimited_pure.h5.dmrpp",
          "string_arrays/t_string_compact.h5.dmrpp"
        }) {
      byte[] original = Files.readAllBytes(pairs.resolve(name));
      for (int i = 0; i < 400; i++) {
        byte[] bytes = original.clone();
        for (int k = random.nextInt(4); k >= 0; k--) {
          bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        if (random.nextInt(10) == 0) {
          bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
        }
        try {
          ChunkManifest manifest = DmrppFile.read(new ByteArrayInputStream(bytes), "g.h5");
          manifest.datasetsUnder("");
          for (String child : manifest.children("")) {
            manifest.attribute(child, "units");
          }
        } catch (GroundtrackException e) {
          assertThat(e).as("seed %s, %s, round %s", seed, name, i).hasMessageContaining("g.h5");
          refused++;
        }
      }
    }
    assertThat(refused).isBetween(100, 1150);
  }

  private static void assertRefused(String doctype, String content) {
    assertThatThrownBy(() -> read(document(doctype, content)))
        .isInstanceOfSatisfying(
            BadGranuleException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BAD_GRANULE))
        .hasMessageContaining("[g.h5] its DMR++ has a DOCTYPE")
        .hasMessageNotContaining(SECRET);
  }

  private static String variable(String dims, String chunkShape, String attributes) {
    return ("<Int8 name='v'>%s<dmrpp:chunks %s><dmrpp:chunkDimensionSizes>%s"
            + "</dmrpp:chunkDimensionSizes></dmrpp:chunks></Int8>")
        .formatted(dims, attributes, chunkShape);
  }

  private static String document(String doctype, String content) {
    return "<?xml version='1.0'?>"
        + doctype
        + "<Dataset xmlns='http://xml.opendap.org/ns/DAP/4.0#'"
        + " xmlns:dmrpp='http://xml.opendap.org/dap/dmrpp/1.0.0#' name='g.h5'>"
        + content
        + "</Dataset>";
  }

  private static ChunkManifest read(String document) {
    return DmrppFile.read(
        new ByteArrayInputStream(document.getBytes(StandardCharsets.UTF_8)), "g.h5");
  }
}
