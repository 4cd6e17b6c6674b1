package org.groundtrack.hdf5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jhdf.HdfFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.groundtrack.codec.ChunkDecoder;
import org.groundtrack.error.BadGranuleException;
import org.groundtrack.granule.Dataset;
import org.groundtrack.granule.ElementType;
import org.groundtrack.granule.StorageLayout;
import org.groundtrack.io.ByteRange;
import org.groundtrack.io.LocalRangeReader;
import org.groundtrack.testing.SharedData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Hdf5ManifestTest {
  @TempDir Path folder;

  @Test
  void manifestEqualsTheDmrppOfTheSameGranuleChunkByChunk() throws Exception {
    Path pairs = SharedData.require("dmrpp/pairs");
    int variables = 0;
    int chunks = 0;
    for (Path granule : files(pairs, ".h5")) {
      Map<String, DmrppChunks.Variable> expected = DmrppChunks.read(Path.of(granule + ".dmrpp"));
      try (LocalRangeReader reader = LocalRangeReader.open(granule)) {
        Hdf5File file = Hdf5File.open(reader);
        for (DmrppChunks.Variable variable : expected.values()) {
          Dataset dataset = file.dataset(variable.path());
          assertThat(allocated(dataset))
              .as("%s /%s", granule.getFileName(), variable.path())
              .isEqualTo(byPosition(variable));
          if (!variable.chunkShape().isEmpty()) {
            assertThat(dataset.chunkShape().toString().replaceAll("[\\[\\],]", ""))
                .isEqualTo(variable.chunkShape());
            assertThat(dataset.filters().stream().map(f -> f.name()).sorted().toList())
                .as("%s /%s", granule.getFileName(), variable.path())
                .isEqualTo(variable.filters().stream().sorted().toList());
          }
          variables++;
          chunks += variable.chunks().size();
        }
      }
    }
    assertThat(variables).isGreaterThan(60);
    System.out.println("Compared " + variables + " variables, " + chunks + " chunks with DMR++");
  }

  @Test
  void decodedChunksEqualWhatJhdfReads() throws Exception {
    Path data = SharedData.require("dmrpp/pairs");
    int compared = 0;
    for (Path granule : files(data, ".h5")) {
      compared += compareWithJhdf(granule);
    }
    compared +=
        compareWithJhdf(SharedData.require("atl06/juneau/ATL06_20181212095603_11420106_001_01.h5"));
    assertThat(compared).isGreaterThan(400);
    System.out.println("Compared the values of " + compared + " datasets with jHDF");
  }

  @Test
  void everyTruncationOfAGranuleIsRefused() throws Exception {
    Path granule = SharedData.require("atl06/juneau/ATL06_20181212095603_11420106_001_01.h5");
    byte[] bytes = Files.readAllBytes(granule);
    for (int i = 0; i < 50; i++) {
      Path cut = folder.resolve("cut" + i + ".h5");
      Files.write(cut, java.util.Arrays.copyOf(bytes, bytes.length / 50 * i));
      try (LocalRangeReader reader = LocalRangeReader.open(cut)) {
        assertThatThrownBy(() -> Hdf5File.open(reader))
            .isInstanceOf(BadGranuleException.class)
            .hasMessageContaining("cut" + i + ".h5")
            .hasMessageContaining(i == 0 ? "an empty file" : "truncated");
      }
    }
  }

  @Test
  void hostileFilesAreReadOrRefusedButNeverCrash() throws Exception {
    Path hostile = SharedData.require("hostile/hdf5");
    int refused = 0;
    for (Path file : files(hostile, ".h5")) {
      try (LocalRangeReader reader = LocalRangeReader.open(file)) {
        try {
          Hdf5File.open(reader).datasetsUnder("");
        } catch (BadGranuleException e) {
          assertThat(e).hasMessageContaining(file.getFileName().toString());
          refused++;
        }
      }
    }
    assertThat(refused).isGreaterThan(10);
  }

  @Test
  void whatIsNoHdf5FileIsNamed() throws IOException {
    Path html = Files.writeString(folder.resolve("login.h5"), "<html>Earthdata Login</html>");
    try (LocalRangeReader reader = LocalRangeReader.open(html)) {
      assertThatThrownBy(() -> Hdf5File.open(reader))
          .isInstanceOf(BadGranuleException.class)
          .hasMessageContaining("login.h5] is not an HDF5 file: found '<html>Ea' at its start");
    }
  }

  private static int compareWithJhdf(Path granule) {
    int compared = 0;
    try (LocalRangeReader reader = LocalRangeReader.open(granule);
        HdfFile jhdf = new HdfFile(granule);
        ChunkDecoder decoder = new ChunkDecoder()) {
      for (Dataset dataset : Hdf5File.open(reader).datasetsUnder("")) {
        if (dataset.layout() != StorageLayout.CHUNKED
            || dataset.rank() != 1
            || dataset.rows() == 0
            || dataset.type() == ElementType.STRING
            || dataset.chunks().offset(0) < 0
            || dataset.filters().stream().anyMatch(f -> f.id() == 3)) {
          continue;
        }
        ByteBuffer expected =
            ((io.jhdf.dataset.DatasetBase) jhdf.getDatasetByPath(dataset.path())).getDataBuffer();
        byte[] chunk = new byte[dataset.chunkBytes()];
        ByteBuffer found = ByteBuffer.allocate(expected.remaining());
        for (int i = 0; i < dataset.chunks().count(); i++) {
          ByteBuffer stored =
              reader.read(new ByteRange(dataset.chunks().offset(i), dataset.chunks().size(i)));
          decoder.decode("g", dataset, i, stored.array(), 0, stored.limit(), chunk);
          found.put(chunk, 0, Math.min(found.remaining(), chunk.length));
        }
        assertThat(found.flip()).as("%s /%s", granule, dataset.path()).isEqualTo(expected);
        compared++;
      }
    }
    return compared;
  }

  private static Map<String, DmrppChunks.Chunk> byPosition(DmrppChunks.Variable variable) {
    Map<String, DmrppChunks.Chunk> chunks = new LinkedHashMap<>();
    for (DmrppChunks.Chunk chunk : variable.chunks()) {
      if (chunk.bytes() > 0) {
        chunks.put(chunk.position(), chunk);
      }
    }
    return chunks;
  }

  private static Map<String, DmrppChunks.Chunk> allocated(Dataset dataset) {
    Map<String, DmrppChunks.Chunk> chunks = new LinkedHashMap<>();
    for (int i = 0; i < dataset.chunks().count(); i++) {
      if (dataset.chunks().isAllocated(i)) {
        String position = dataset.layout() == StorageLayout.CHUNKED ? position(dataset, i) : "";
        chunks.put(
            position,
            new DmrppChunks.Chunk(dataset.chunks().offset(i), dataset.chunks().size(i), position));
      }
    }
    return chunks;
  }

  private static String position(Dataset dataset, int chunk) {
    List<String> position = new ArrayList<>();
    long rest = chunk;
    for (int i = dataset.rank() - 1; i >= 0; i--) {
      int length = dataset.chunkShape().get(i);
      long grid = (dataset.shape().get(i) + length - 1) / length;
      position.add(0, Long.toString(rest % grid * length));
      rest /= grid;
    }
    return String.join(",", position);
  }

  private static List<Path> files(Path folder, String suffix) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      return paths.filter(p -> p.toString().endsWith(suffix)).sorted().toList();
    }
  }
}
