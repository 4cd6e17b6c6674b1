package org.groundtrack.kerchunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Base64;
import java.util.Iterator;
import java.util.Map;
import java.util.function.Predicate;
import org.groundtrack.error.BadGranuleException;
import org.groundtrack.granule.ChunkManifest;
import org.groundtrack.granule.ChunkTable;
import org.groundtrack.granule.Dataset;
import org.groundtrack.hdf5.Hdf5File;
import org.groundtrack.io.LocalRangeReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads what DuckDB wrote in the layout of kerchunk's Parquet references. */
class KerchunkParquetTest {
  private static final String I4 =
      """
      {"zarr_format":2,"dtype":"<i4","order":"C","shape":[10],"chunks":[2],
       "compressor":{"id":"zlib","level":4},"filters":null,"fill_value":7}""";

  private static final Predicate<String> SOME =
      path -> path.startsWith("gt1l/land_ice_segments/") || path.startsWith("ancillary_data/");

  @TempDir Path folder;

  @Test
  void referencesInParquetGiveWhatTheGranuleSays() throws Exception {
    Path granule = KerchunkSamples.granule(folder);
    Path sidecar = folder.resolve("refs");
    try (LocalRangeReader reader = LocalRangeReader.open(granule)) {
      Hdf5File file = Hdf5File.open(reader);
      ObjectNode refs = KerchunkSamples.references(file, "s3://b/" + granule.getFileName());
      refs.retain(refs.properties().stream().map(Map.Entry::getKey).filter(SOME).toList());
      write(sidecar, refs, 3);
      ChunkManifest manifest = KerchunkParquet.read(sidecar, granule.toString());
      Map<String, Dataset> found = KerchunkSamples.byPath(manifest);
      Map<String, Dataset> expected = KerchunkSamples.byPath(file);
      expected.keySet().removeIf(SOME.negate());
      assertThat(found.keySet()).isEqualTo(expected.keySet());
      expected.forEach(
          (path, dataset) ->
              assertThat(found.get(path)).isEqualTo(KerchunkSamples.expected(dataset)));
      assertThat(manifest.origin()).isEqualTo("kerchunk");
    }
  }

  @Test
  void chunksOfSeveralFilesAreInOrderAndMissingOnesUnallocated() throws Exception {
    ObjectNode refs = refs("a/v");
    refs.putArray("a/v/4").add("x/g.h5").add(50).add(5);
    refs.putArray("a/v/1").add("x/g.h5").add(10).add(6);
    write(folder, refs, 2);
    assertThat(KerchunkParquet.read(folder, "g.h5").dataset("a/v").chunks())
        .isEqualTo(
            new ChunkTable(
                new long[] {-1, 10, -1, -1, 50}, new long[] {0, 6, 0, 0, 5}, new int[5]));
  }

  @Test
  void aFileThatIsMissingIsNotTakenForChunksNeverWritten() throws Exception {
    ObjectNode refs = refs("v");
    refs.putArray("v/4").add("x/g.h5").add(50).add(5);
    write(folder, refs, 2);
    Files.delete(folder.resolve("v/refs.1.parq"));
    assertRefused("v", "refs.1.parq, which is absent");
    assertThat(KerchunkParquet.read(folder, "g.h5").datasetsUnder("")).isEmpty();
  }

  @Test
  void referencesToAnythingButTheGranuleAreRefused() throws Exception {
    ObjectNode refs = refs("v");
    refs.putArray("v/0").add("file:///etc/passwd").add(50).add(5);
    write(folder, refs, 5);
    assertRefused("v", "are those of 'file:///etc/passwd', expected g.h5");
  }

  @Test
  void filesOutsideTheFolderAreNotRead() throws Exception {
    Path inside = Files.createDirectory(folder.resolve("inside"));
    ObjectNode refs = refs("v");
    refs.putArray("v/0").add("g.h5").add(50).add(5);
    write(folder.resolve("outside"), refs, 5);
    write(inside, refs, 5);
    Files.delete(inside.resolve("v/refs.0.parq"));
    Files.delete(inside.resolve("v"));
    Files.createSymbolicLink(inside.resolve("v"), folder.resolve("outside/v"));
    assertThatThrownBy(() -> KerchunkParquet.read(inside, "g.h5").dataset("v"))
        .isInstanceOf(BadGranuleException.class)
        .hasMessageContaining("lead out of their folder");

    metadata(inside, refs("../outside/v"), 5);
    assertThatThrownBy(() -> KerchunkParquet.read(inside, "g.h5"))
        .isInstanceOf(BadGranuleException.class)
        .hasMessageContaining("no path");
  }

  @Test
  void damagedFilesAreRefusedAsABadGranule() throws Exception {
    metadata(folder, refs("v"), 5);
    Files.createDirectory(folder.resolve("v"));
    Files.writeString(folder.resolve("v/refs.0.parq"), "no Parquet");
    assertRefused("v", "refs.0.parq");
    Files.writeString(folder.resolve(".zmetadata"), "{\"record_size\":0}");
    assertThatThrownBy(() -> KerchunkParquet.read(folder, "g.h5"))
        .isInstanceOf(BadGranuleException.class)
        .hasMessageContaining("record_size 0");
    Files.delete(folder.resolve(".zmetadata"));
    assertThatThrownBy(() -> KerchunkParquet.read(folder, "g.h5"))
        .isInstanceOf(BadGranuleException.class);
  }

  @Test
  void rowsThatDoNotFitTheGridAreRefused() throws Exception {
    ObjectNode refs = refs("v");
    refs.putArray("v/4").add("g.h5").add(50).add(5);
    write(folder, refs, 5);
    ObjectNode fewer = refs("v");
    ((ObjectNode) fewer.get("v/.zarray")).putArray("shape").add(8);
    metadata(folder, fewer, 4);
    assertRefused("v", "more rows in a file than 4");
    metadata(folder, fewer, 50);
    assertRefused("v", "a chunk 4, expected 4 chunks");
    ((ObjectNode) fewer.get("v/.zarray")).putArray("shape").add(20);
    metadata(folder, fewer, 50);
    assertRefused("v", "5 rows in refs.0.parq, expected 10");
  }

  private void assertRefused(String path, String what) {
    ChunkManifest manifest = KerchunkParquet.read(folder, "g.h5");
    assertThatThrownBy(() -> manifest.dataset(path))
        .isInstanceOf(BadGranuleException.class)
        .hasMessageContaining("g.h5")
        .hasMessageContaining(what);
  }

  private static ObjectNode refs(String path) throws IOException {
    ObjectNode refs = KerchunkSamples.JSON.createObjectNode();
    refs.set(path + "/.zarray", KerchunkSamples.JSON.readTree(I4));
    return refs;
  }

  private static void metadata(Path sidecar, ObjectNode refs, int recordSize) throws IOException {
    Files.createDirectories(sidecar);
    ObjectNode root = KerchunkSamples.JSON.createObjectNode();
    root.put("record_size", recordSize);
    ObjectNode metadata = root.putObject("metadata");
    refs.fields()
        .forEachRemaining(
            field -> {
              if (ZarrMetadata.isMetadata(field.getKey())) {
                metadata.set(field.getKey(), field.getValue());
              }
            });
    Files.writeString(sidecar.resolve(".zmetadata"), root.toString());
  }

  /** One row per chunk of the grid, padded to whole files, as the writer does. */
  private static void write(Path sidecar, ObjectNode refs, int recordSize) throws Exception {
    metadata(sidecar, refs, recordSize);
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement()) {
      Iterator<String> keys = refs.fieldNames();
      while (keys.hasNext()) {
        String key = keys.next();
        if (!key.endsWith("/.zarray")) {
          continue;
        }
        String path = key.substring(0, key.length() - "/.zarray".length());
        JsonNode array = refs.get(key);
        int rank = array.get("shape").size();
        int[] grid = new int[rank];
        int chunks = 1;
        for (int i = 0; i < rank; i++) {
          int length = array.get("shape").get(i).asInt();
          int side = Math.max(1, array.get("chunks").get(i).asInt());
          grid[i] = (length + side - 1) / side;
          chunks *= grid[i];
        }
        Files.createDirectories(sidecar.resolve(path));
        for (int record = 0; record * recordSize < chunks; record++) {
          statement.execute(
              "CREATE OR REPLACE TABLE t(path VARCHAR, \"offset\" BIGINT, size BIGINT, raw BLOB)");
          for (int row = record * recordSize; row < (record + 1) * recordSize; row++) {
            insert(duck, row < chunks ? refs.get(path + "/" + key(row, grid)) : null);
          }
          statement.execute(
              "COPY t TO '%s' (FORMAT parquet, COMPRESSION zstd)"
                  .formatted(sidecar.resolve(path).resolve("refs." + record + ".parq")));
        }
      }
    }
  }

  private static void insert(Connection duck, JsonNode ref) throws SQLException {
    try (PreparedStatement insert = duck.prepareStatement("INSERT INTO t VALUES (?, ?, ?, ?)")) {
      boolean chunk = ref != null && ref.isArray();
      insert.setString(1, chunk ? ref.get(0).asText() : null);
      insert.setLong(2, chunk ? ref.get(1).asLong() : 0);
      insert.setLong(3, chunk ? ref.get(2).asLong() : 0);
      insert.setBytes(
          4,
          ref != null && ref.isTextual()
              ? Base64.getDecoder().decode(ref.asText().substring("base64:".length()))
              : null);
      insert.execute();
    }
  }

  private static String key(int row, int[] grid) {
    if (grid.length == 0) {
      return "0";
    }
    StringBuilder key = new StringBuilder();
    int rest = row;
    for (int i = grid.length - 1; i >= 0; i--) {
      key.insert(0, (i == 0 ? "" : ".") + rest % grid[i]);
      rest /= grid[i];
    }
    return key.toString();
  }
}
