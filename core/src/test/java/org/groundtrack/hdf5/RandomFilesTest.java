package org.groundtrack.hdf5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.groundtrack.codec.ChunkDecoder;
import org.groundtrack.error.BadGranuleException;
import org.groundtrack.granule.Dataset;
import org.groundtrack.granule.StorageLayout;
import org.groundtrack.io.ByteRange;
import org.groundtrack.io.LocalRangeReader;
import org.groundtrack.rows.RowReader;
import org.groundtrack.rows.RowView;
import org.groundtrack.rows.Slice;
import org.groundtrack.testing.Python;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files as the HDF5 library writes them, of all versions of its format, chunk indexes, greatest
 * shapes, filters and fills, partly written or not at all: what h5py reads of them is what we read.
 */
class RandomFilesTest {
  private static final int FILES = Integer.getInteger("groundtrack.property.hdf5", 1000);

  /** What jHDF 0.13.0 lacks of HDF5 1.12 and 2.0 is refused, and said so. */
  private static final Pattern NEWER =
      Pattern.compile("datatype version '[45]'|layout message version detected.*version = 5");

  @TempDir Path folder;

  private record Expected(
      String file, String path, String kind, List<Long> shape, int bytes, long offset) {}

  @Test
  void everyDatasetOfAThousandRandomFilesIsAsH5pyReadsIt() throws Exception {
    long seed = Long.getLong("groundtrack.property.seed", System.nanoTime() & 0xFFFFFF);
    System.out.println("HDF5 files of seed " + seed);
    Python.require("h5py", "numpy")
        .runResource(RandomFilesTest.class, "random_files.py", folder, seed, FILES);
    int compared = 0;
    int newer = 0;
    List<String> wrong = new ArrayList<>();
    try (FileChannel values = FileChannel.open(folder.resolve("expected.bin"))) {
      List<Expected> all = expected();
      for (Expected dataset : all) {
        byte[] bytes = new byte[dataset.bytes()];
        values.read(ByteBuffer.wrap(bytes), dataset.offset());
        try {
          check(dataset, bytes);
        } catch (BadGranuleException e) {
          if (NEWER.matcher(e.getMessage()).find()) {
            newer++;
          } else {
            wrong.add("%s: %s".formatted(dataset, e));
          }
        } catch (AssertionError | RuntimeException e) {
          wrong.add("%s: %s".formatted(dataset, e));
        }
        compared++;
      }
    }
    assertThat(wrong).as("of %s datasets, seed %s", compared, seed).isEmpty();
    assertThat(compared - newer).isGreaterThan(2 * FILES);
    System.out.println(
        "Compared " + compared + " datasets with h5py, " + newer + " of them refused");
  }

  private List<Expected> expected() throws Exception {
    List<Expected> all = new ArrayList<>();
    long offset = 0;
    for (String line : Files.readAllLines(folder.resolve("expected.tsv"))) {
      String[] part = line.split("\t", -1);
      List<Long> shape =
          part[3].isEmpty()
              ? List.of()
              : Arrays.stream(part[3].split(",")).map(Long::valueOf).toList();
      int bytes = Integer.parseInt(part[4]);
      all.add(new Expected(part[0], part[1], part[2], shape, bytes, offset));
      offset += bytes;
    }
    return all;
  }

  private void check(Expected expected, byte[] bytes) {
    try (LocalRangeReader reader = LocalRangeReader.open(folder.resolve(expected.file()));
        ChunkDecoder decoder = new ChunkDecoder()) {
      Hdf5File file = Hdf5File.open(reader);
      RowReader.Stored stored = (offset, size) -> reader.read(new ByteRange(offset, size));
      if (!expected.kind().equals("values")) {
        assertThatThrownBy(
                () -> {
                  Dataset dataset = file.dataset(expected.path());
                  RowReader.of(expected.file(), dataset, decoder, stored);
                })
            .isInstanceOf(BadGranuleException.class)
            .hasMessageContaining(expected.file())
            .hasMessageContaining(expected.path());
        return;
      }
      Dataset dataset = file.dataset(expected.path());
      assertThat(dataset.shape()).isEqualTo(expected.shape());
      assertThat(hex(all(dataset, decoder, stored))).isEqualTo(hex(bytes));
      if (RowView.of(dataset).isReadable() && dataset.rank() > 0) {
        assertThat(hex(byRows(dataset, decoder, stored))).as("by rows").isEqualTo(hex(bytes));
      }
      assertThat(file.datasetsUnder("a").stream().filter(d -> d.path().equals(expected.path())))
          .containsExactly(dataset);
    }
  }

  private static String hex(byte[] bytes) {
    int shown = 200;
    return "%s bytes, hash %s, %s"
        .formatted(
            bytes.length,
            Arrays.hashCode(bytes),
            java.util.HexFormat.of().formatHex(bytes, 0, Math.min(shown, bytes.length)));
  }

  private static byte[] byRows(Dataset dataset, ChunkDecoder decoder, RowReader.Stored stored) {
    RowView view = RowView.of(dataset);
    int width = view.rowElements();
    int bytes = dataset.elementBytes();
    byte[] out = new byte[Math.toIntExact(dataset.rows() * dataset.rowBytes())];
    if (out.length == 0) {
      return out;
    }
    RowReader rows =
        RowReader.of("g", view, new Slice.Elements(0, width, 1), null, decoder, stored);
    for (long row = 0; row < view.rows(); row++) {
      byte[] block = rows.block(row).array();
      int from = Math.toIntExact(row - rows.firstRow()) * rows.rowStride();
      for (int e = 0; e < width; e++) {
        System.arraycopy(
            block,
            (from + e * rows.elementStride()) * bytes,
            out,
            (int) (row * width + e) * bytes,
            bytes);
      }
    }
    return out;
  }

  /** All elements, assembled chunk by chunk without our reader of rows. */
  private static byte[] all(Dataset dataset, ChunkDecoder decoder, RowReader.Stored stored) {
    long total = dataset.elementBytes();
    for (long length : dataset.shape()) {
      total *= length;
    }
    byte[] out = new byte[(int) total];
    if (dataset.layout() == StorageLayout.COMPACT) {
      return Arrays.copyOf(dataset.compact().toArray(), out.length);
    }
    byte[] fill = new byte[dataset.elementBytes()];
    if (dataset.storageFill() != null) {
      fill = dataset.storageFill().toArray();
    }
    for (int i = 0; i < out.length; i++) {
      out[i] = fill[i % fill.length];
    }
    if (dataset.layout() == StorageLayout.CONTIGUOUS) {
      if (dataset.chunks().count() > 0 && dataset.chunks().isAllocated(0)) {
        stored.read(dataset.chunks().offset(0), out.length).get(out);
      }
      return out;
    }
    if (out.length == 0) {
      return out;
    }
    ChunkDecoder.checkSupported("g", dataset);
    byte[] chunk = new byte[dataset.chunkBytes()];
    for (int number = 0; number < dataset.chunks().count(); number++) {
      if (dataset.chunks().isAllocated(number)) {
        ByteBuffer bytes =
            stored.read(dataset.chunks().offset(number), dataset.chunks().size(number));
        decoder.decode(
            "g",
            dataset,
            number,
            bytes.array(),
            bytes.arrayOffset() + bytes.position(),
            bytes.remaining(),
            chunk);
        place(dataset, number, chunk, out);
      }
    }
    return out;
  }

  private static void place(Dataset dataset, int number, byte[] chunk, byte[] out) {
    int rank = dataset.rank();
    long[] origin = new long[rank];
    long rest = number;
    for (int i = rank - 1; i >= 0; i--) {
      int side = dataset.chunkShape().get(i);
      long blocks = (dataset.shape().get(i) + side - 1) / side;
      origin[i] = rest % blocks * side;
      rest /= blocks;
    }
    int bytes = dataset.elementBytes();
    for (int e = 0; e < chunk.length / bytes; e++) {
      long within = e;
      long[] at = origin.clone();
      for (int i = rank - 1; i >= 0; i--) {
        at[i] += within % dataset.chunkShape().get(i);
        within /= dataset.chunkShape().get(i);
      }
      long to = 0;
      boolean inside = true;
      for (int i = 0; i < rank; i++) {
        inside &= at[i] < dataset.shape().get(i);
        to = to * dataset.shape().get(i) + at[i];
      }
      if (inside) {
        System.arraycopy(chunk, e * bytes, out, (int) to * bytes, bytes);
      }
    }
  }
}
