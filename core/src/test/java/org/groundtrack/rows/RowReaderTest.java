package org.groundtrack.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.groundtrack.codec.ChunkDecoder;
import org.groundtrack.codec.Encoder;
import org.groundtrack.error.BadGranuleException;
import org.groundtrack.granule.Dataset;
import org.groundtrack.granule.ElementType;
import org.groundtrack.granule.FilterStep;
import org.groundtrack.granule.StoredBytes;
import org.groundtrack.testing.Datasets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RowReaderTest {
  private static final List<FilterStep> PIPELINE =
      List.of(FilterStep.ofLabel("shuffle(8)"), FilterStep.ofLabel("deflate(6)"));

  private final ChunkDecoder decoder = new ChunkDecoder();

  @AfterEach
  void close() {
    decoder.close();
  }

  /** A reader whose stored bytes are given by the number of the chunk that they stand for. */
  private RowReader reader(Dataset dataset, IntFunction<ByteBuffer> stored) {
    return RowReader.of(
        "granule.h5",
        dataset,
        decoder,
        (offset, size) -> stored.apply(chunk(dataset, offset, size)));
  }

  private static int chunk(Dataset dataset, long offset, long size) {
    for (int i = 0; i < dataset.chunks().count(); i++) {
      if (dataset.chunks().offset(i) == offset) {
        assertThat(size).as("stored bytes of chunk %s", i).isEqualTo(dataset.chunks().size(i));
        return i;
      }
    }
    throw new AssertionError("no chunk at " + offset);
  }

  private static byte[] doubles(ByteOrder order, double... values) {
    ByteBuffer bytes = ByteBuffer.allocate(8 * values.length).order(order);
    for (double value : values) {
      bytes.putDouble(value);
    }
    return bytes.array();
  }

  private static ByteBuffer filtered(byte[] chunk) {
    return ByteBuffer.wrap(Encoder.encode(chunk, PIPELINE, 0, 8));
  }

  private static Dataset threeChunks(ByteOrder order, StoredBytes fill, long... sizes) {
    return Datasets.chunked(
        ElementType.FLOAT64, order, 10, 4, PIPELINE, fill, sizes, new int[sizes.length]);
  }

  @Test
  void rowsAcrossChunksAndIntoTheEdgeChunkComeInOrder() {
    for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
      List<Integer> asked = new ArrayList<>();
      RowReader reader =
          reader(
              threeChunks(order, null, 9, 9, 9),
              chunk -> {
                asked.add(chunk);
                int base = 4 * chunk;
                return filtered(doubles(order, base, base + 1, base + 2, base + 3));
              });
      double[] out = new double[8];
      reader.doubles(2, 8, out);
      assertThat(out).containsExactly(2, 3, 4, 5, 6, 7, 8, 9);
      reader.doubles(9, 1, out);
      assertThat(out[0]).isEqualTo(9);
      assertThat(asked).as("each chunk is fetched once").containsExactly(0, 1, 2);
      assertThat(reader.firstRow()).isEqualTo(8);
      assertThat(reader.endRow()).isEqualTo(10);
      reader.block(7);
      assertThat(reader.firstRow()).isEqualTo(4);
      assertThat(reader.endRow()).isEqualTo(8);
    }
  }

  @Test
  void chunkThatWasNeverWrittenHoldsTheStorageFillAndIsNotFetched() {
    for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
      StoredBytes fill = new StoredBytes(doubles(order, 3.5));
      RowReader reader =
          reader(
              threeChunks(order, fill, 9, 0, 9),
              chunk -> {
                assertThat(chunk).isNotEqualTo(1);
                return filtered(doubles(order, 1, 1, 1, 1));
              });
      double[] out = new double[10];
      reader.doubles(0, 10, out);
      assertThat(out).containsExactly(1, 1, 1, 1, 3.5, 3.5, 3.5, 3.5, 1, 1);
    }
  }

  @Test
  void chunkThatWasNeverWrittenIsZeroWhereNoFillIsDeclared() {
    RowReader reader =
        reader(
            threeChunks(ByteOrder.LITTLE_ENDIAN, null, 9, 0, 0),
            chunk -> filtered(doubles(ByteOrder.LITTLE_ENDIAN, 1, 1, 1, 1)));
    double[] out = new double[10];
    reader.doubles(0, 10, out);
    assertThat(out).containsExactly(1, 1, 1, 1, 0, 0, 0, 0, 0, 0);
  }

  @Test
  void storedBytesMayBeAPartOfALongerBuffer() {
    byte[] stored = filtered(doubles(ByteOrder.LITTLE_ENDIAN, 4, 5, 6, 7)).array();
    ByteBuffer request = ByteBuffer.allocate(stored.length + 60);
    request.put(33, stored);
    RowReader reader =
        reader(
            threeChunks(ByteOrder.LITTLE_ENDIAN, null, 9, 9, 9),
            chunk -> request.slice(3, request.capacity() - 3).slice(30, stored.length));
    double[] out = new double[4];
    reader.doubles(4, 4, out);
    assertThat(out).containsExactly(4, 5, 6, 7);
  }

  @Test
  void damagedChunkIsNotTakenForReadTheSecondTime() {
    RowReader reader =
        reader(
            threeChunks(ByteOrder.LITTLE_ENDIAN, null, 9, 9, 9),
            chunk ->
                chunk == 1
                    ? ByteBuffer.wrap(new byte[9])
                    : filtered(doubles(ByteOrder.LITTLE_ENDIAN, 1, 2, 3, 4)));
    assertThat(reader.block(0).getDouble(0)).isEqualTo(1);
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> reader.block(4)).isInstanceOf(BadGranuleException.class);
    }
    assertThat(reader.block(0).getDouble(0)).isEqualTo(1);
  }

  @Test
  void chunkReadAgainAfterADamagedOneIsTheSame() {
    List<FilterStep> deflate = List.of(FilterStep.ofLabel("deflate(6)"));
    Dataset dataset =
        Datasets.chunked(
            ElementType.FLOAT64,
            ByteOrder.LITTLE_ENDIAN,
            8,
            4,
            deflate,
            null,
            new long[] {9, 9},
            new int[2]);
    RowReader reader =
        reader(
            dataset,
            chunk -> {
              double base = 10 * chunk;
              byte[] bytes = doubles(ByteOrder.LITTLE_ENDIAN, base, base + 1, base + 2, base + 3);
              byte[] stored = Encoder.encode(bytes, deflate, 0, 8);
              // The damaged chunk inflates over the old values before its checksum is seen.
              stored[stored.length - 1] ^= (byte) chunk;
              return ByteBuffer.wrap(stored);
            });
    assertThat(reader.block(0).getDouble(8)).isEqualTo(1);
    assertThatThrownBy(() -> reader.block(4)).isInstanceOf(BadGranuleException.class);
    assertThat(reader.block(0).getDouble(8)).isEqualTo(1);
  }

  @Test
  void compactAndContiguousDatasetsAreRead() {
    byte[] bytes = doubles(ByteOrder.BIG_ENDIAN, 7, 8, 9);
    double[] out = new double[3];
    reader(
            Datasets.compact(ElementType.FLOAT64, 8, ByteOrder.BIG_ENDIAN, 3, bytes),
            chunk -> {
              throw new AssertionError("compact data is not fetched");
            })
        .doubles(0, 3, out);
    assertThat(out).containsExactly(7, 8, 9);
    byte[] little = doubles(ByteOrder.LITTLE_ENDIAN, 4, 5, 6);
    reader(Datasets.contiguous(ElementType.FLOAT64, 3, true), chunk -> ByteBuffer.wrap(little))
        .doubles(0, 3, out);
    assertThat(out).containsExactly(4, 5, 6);
    reader(
            Datasets.contiguous(ElementType.FLOAT64, 3, false),
            chunk -> {
              throw new AssertionError("what was never written is not fetched");
            })
        .doubles(0, 3, out);
    assertThat(out).containsExactly(0, 0, 0);
  }

  @Test
  void unsupportedFilterIsRefusedBeforeAnythingIsFetched() {
    Dataset dataset =
        Datasets.oneChunk(ElementType.INT32, 4, List.of(new FilterStep(32015, List.of(3))), 0);
    assertThatThrownBy(
            () ->
                reader(
                    dataset,
                    chunk -> {
                      throw new AssertionError("fetched");
                    }))
        .isInstanceOf(BadGranuleException.class)
        .hasMessageContaining("32015");
  }
}
