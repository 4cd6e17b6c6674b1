package org.groundtrack.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.groundtrack.cli.TileGranules.TILE;

import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.groundtrack.granule.Dataset;
import org.groundtrack.granule.ElementType;
import org.groundtrack.granule.FilterStep;
import org.groundtrack.granule.StorageLayout;
import org.groundtrack.hdf5.Hdf5File;
import org.groundtrack.io.LocalRangeReader;
import org.groundtrack.samples.Atl06Generator;
import org.groundtrack.testing.FaultServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sidecars that say of a granule what is not so. */
class SidecarLiesTest {
  private static final String LATITUDE = "<Float64 name=\"latitude\">";

  @TempDir Path folder;
  private Path granule;
  private List<List<Object>> truth;

  @BeforeEach
  void makeGranule() throws Exception {
    granule =
        Atl06Generator.write(
            Files.createDirectories(folder.resolve("granules")),
            TileGranules.cycle(3).seed(5).build());
    truth = exported("off");
  }

  private CommandRun index(String sidecars) {
    Path index = folder.resolve("granules/index");
    return CommandRun.of("index", granule, "-o", index, "--overwrite", "--sidecars", sidecars);
  }

  private List<List<Object>> exported(String sidecars) throws Exception {
    index(sidecars).succeeded();
    return export();
  }

  private List<List<Object>> export() throws Exception {
    Path output = folder.resolve("points.parquet");
    CommandRun run =
        CommandRun.of(
            "export", folder.resolve("granules/index"), TILE, "-o", output, "--overwrite");
    assertThat(run.err()).isEmpty();
    return ExportedPoints.query(
        output, "select track_id, longitude::varchar, latitude::varchar, time::varchar from %s");
  }

  /** A DMR++ of the granule's numbers. */
  private String document() {
    StringBuilder xml = new StringBuilder();
    xml.append("<Dataset xmlns=\"http://xml.opendap.org/ns/DAP/4.0#\"")
        .append(" xmlns:dmrpp=\"http://xml.opendap.org/dap/dmrpp/1.0.0#\"")
        .append(" dmrpp:version=\"3.21.0\">\n");
    try (LocalRangeReader reader = LocalRangeReader.open(granule)) {
      for (Dataset dataset : Hdf5File.open(reader).datasetsUnder("")) {
        if (dataset.type() != ElementType.STRING && dataset.chunks().count() > 0) {
          append(xml, dataset);
        }
      }
    }
    return xml.append("</Dataset>\n").toString();
  }

  private static void append(StringBuilder xml, Dataset dataset) {
    String[] path = dataset.path().split("/");
    for (int i = 0; i < path.length - 1; i++) {
      xml.append("<Group name=\"%s\">".formatted(path[i]));
    }
    String type =
        switch (dataset.type()) {
          case FLOAT32 -> "Float32";
          case FLOAT64 -> "Float64";
          default -> (dataset.type().isUnsigned() ? "UInt" : "Int") + dataset.elementBytes() * 8;
        };
    xml.append("\n<%s name=\"%s\">".formatted(type, path[path.length - 1]));
    dataset.shape().forEach(length -> xml.append("<Dim size=\"%s\"/>".formatted(length)));
    String filters =
        dataset.filters().stream()
            .map(f -> f.id() == FilterStep.DEFLATE ? "deflate" : "shuffle")
            .collect(Collectors.joining(" "));
    xml.append(
        "\n<dmrpp:chunks %sfillValue=\"0\" byteOrder=\"%s\">"
            .formatted(
                filters.isEmpty() ? "" : "compressionType=\"%s\" ".formatted(filters),
                dataset.byteOrder() == ByteOrder.BIG_ENDIAN ? "BE" : "LE"));
    boolean chunked = dataset.layout() == StorageLayout.CHUNKED;
    if (chunked) {
      xml.append(
          "<dmrpp:chunkDimensionSizes>%s</dmrpp:chunkDimensionSizes>"
              .formatted(
                  dataset.chunkShape().stream()
                      .map(String::valueOf)
                      .collect(Collectors.joining(" "))));
    }
    for (int i = 0; i < dataset.chunks().count(); i++) {
      String position =
          chunked ? " chunkPositionInArray=\"[%s]\"".formatted(i * dataset.chunkRows()) : "";
      xml.append(
          "\n<dmrpp:chunk offset=\"%s\" nBytes=\"%s\"%s/>"
              .formatted(dataset.chunks().offset(i), dataset.chunks().size(i), position));
    }
    xml.append("\n</dmrpp:chunks></%s>".formatted(type));
    xml.append("</Group>".repeat(path.length - 1)).append("\n");
  }

  /** What the granule's own metadata says comes out, or nothing. */
  private void assertIsFoundOut(UnaryOperator<String> lie) throws Exception {
    String document = document();
    Path sidecar = Path.of(granule + ".dmrpp");
    Files.writeString(sidecar, document);
    // The control: it is read, and what it says is so.
    assertThat(index("{uri}.dmrpp").out()).contains("dmrpp");
    assertThat(export().equals(truth)).isTrue();
    String lying = lie.apply(document);
    assertThat(lying).isNotEqualTo(document);
    Files.writeString(sidecar, lying);
    CommandRun strict = index("{uri}.dmrpp");
    assertThat(strict.err()).contains("error[BAD_GRANULE]", granule.getFileName().toString());
    assertThat(strict.exitCode()).isEqualTo(3);
    assertThat(exported("auto").equals(truth)).isTrue();
  }

  private static String changed(String document, String from, String to) {
    int latitude = document.indexOf(LATITUDE);
    int end = document.indexOf("</Float64>", latitude);
    String part = document.substring(latitude, end);
    return document.substring(0, latitude) + part.replaceFirst(from, to) + document.substring(end);
  }

  @Test
  void aFilterThatIsNotThereIsFoundOut() throws Exception {
    assertIsFoundOut(
        d -> changed(d, "compressionType=\"deflate\"", "compressionType=\"shuffle deflate\""));
  }

  @Test
  void theWrongOrderOfBytesIsFoundOut() throws Exception {
    assertIsFoundOut(d -> changed(d, "byteOrder=\"LE\"", "byteOrder=\"BE\""));
  }

  @Test
  void aChunkOfPositionsThatIsLeftOutIsFoundOut() throws Exception {
    assertIsFoundOut(d -> changed(d, "\n<dmrpp:chunk [^>]*\\[1000\\][^>]*>", ""));
  }

  @Test
  void aChunkThatBelongsToAnotherIsFoundOut() throws Exception {
    assertIsFoundOut(
        d ->
            changed(
                d,
                "(?s)(offset=\"\\d+\" nBytes=\"\\d+\")( chunkPositionInArray=\"\\[0\\]\".*?)offset=\"\\d+\" nBytes=\"\\d+\"",
                "$1$2$1"));
  }

  @Test
  void aChunkThatIsNotOneIsFoundOut() throws Exception {
    assertIsFoundOut(d -> changed(d, "offset=\"\\d+\"", "offset=\"0\""));
  }

  @Test
  void aChunkOfPositionsBehindTheEndIsFoundOut() throws Exception {
    assertIsFoundOut(d -> changed(d, "offset=\"\\d+\"", "offset=\"99999999\""));
  }

  @Test
  void whatDescribesAGranuleBehindItsEndIsFoundOut() throws Exception {
    assertIsFoundOut(SidecarLiesTest::behindTheEnd);
  }

  private static String behindTheEnd(String document) {
    return document.replaceFirst(
        "(?s)(?<offset>name=\"rgt\".*?offset=\")\\d+", "${offset}99999999");
  }

  @Test
  void aServerThatRefusesARangeBehindTheEndLeadsToTheGranulesOwnMetadata() throws Exception {
    try (FaultServer server = new FaultServer()) {
      String lying = behindTheEnd(document());
      server.put("/" + granule.getFileName(), Files.readAllBytes(granule), "\"v1\"", null);
      server.put(
          "/" + granule.getFileName() + ".dmrpp",
          lying.getBytes(StandardCharsets.UTF_8),
          null,
          null);
      Path index = folder.resolve("remote/index");
      Object url = server.url("/" + granule.getFileName());
      CommandRun strict = CommandRun.of("index", url, "-o", index, "--sidecars", "{uri}.dmrpp");
      assertThat(strict.err())
          .contains("error[BAD_GRANULE] [" + url + "]", "its sidecar, dmrpp", "ends at byte");
      assertThat(strict.exitCode()).isEqualTo(3);
      CommandRun auto = CommandRun.of("index", url, "-o", index);
      assertThat(auto.err()).isEmpty();
      assertThat(auto.out()).contains("sidecar     not used: [" + url, "1 from hdf5");
    }
  }
}
