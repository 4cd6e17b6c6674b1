package org.groundtrack.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.groundtrack.codec.ChunkDecoder;
import org.groundtrack.error.LimitExceededException;
import org.groundtrack.granule.ChunkTable;
import org.groundtrack.granule.Dataset;
import org.groundtrack.granule.ElementType;
import org.groundtrack.granule.StorageLayout;
import org.groundtrack.granule.ValueAttributes;
import org.groundtrack.io.ByteRange;
import org.junit.jupiter.api.Test;

/** Chunks that were never written, which cost nothing to pass over. */
class UnwrittenRowsTest {
  private static Dataset dataset(List<Long> shape, List<Integer> chunk, ChunkTable chunks) {
    return new Dataset(
        "radar/wave",
        ElementType.FLOAT64,
        8,
        ByteOrder.LITTLE_ENDIAN,
        shape,
        StorageLayout.CHUNKED,
        chunk,
        List.of(),
        null,
        ValueAttributes.NONE,
        chunks,
        null);
  }

  private static ChunkTable written(int count, int... numbers) {
    long[] offsets = new long[numbers.length];
    long[] sizes = new long[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      offsets[i] = 1000L * numbers[i];
      sizes[i] = 8;
    }
    return ChunkTable.of(count, numbers, offsets, sizes, new int[numbers.length]);
  }

  @Test
  void aRunOfThemEndsWhereTheFirstChunkOfAnyPartWasWritten() {
    long seed = 20261201;
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    for (int round = 0; round < 300; round++) {
      boolean transposed = random.nextBoolean();
      int bands = 1 + random.nextInt(12);
      int parts = 1 + random.nextInt(3);
      int count = bands * parts;
      boolean[] isWritten = new boolean[count];
      int share = 1 + random.nextInt(6);
      for (int i = 0; i < count; i++) {
        isWritten[i] = random.nextInt(share) == 0 && share < 6;
      }
      int[] numbers = IntStream.range(0, count).filter(i -> isWritten[i]).toArray();
      long rows = bands * 4L - random.nextInt(4);
      List<Long> shape = transposed ? List.of(parts * 3L, rows) : List.of(rows, parts * 3L);
      List<Integer> chunk = transposed ? List.of(3, 4) : List.of(4, 3);
      RowView view = new RowView(dataset(shape, chunk, written(count, numbers)), transposed);
      for (long row = 0; row < rows; row++) {
        long end = row;
        while (end < rows && !anyPart(isWritten, end / 4, bands, parts, transposed)) {
          end++;
        }
        assertThat(view.unwritten(row)).as("round %s row %s", round, row).isEqualTo(end);
      }
      List<ByteRange> expected = new ArrayList<>();
      for (int band = 0; band < bands; band++) {
        for (int part = 0; part < parts; part++) {
          int number = transposed ? part * bands + band : band * parts + part;
          if (isWritten[number]) {
            expected.add(new ByteRange(1000L * number, 8));
          }
        }
      }
      assertThat(view.ranges(List.of(new RowRun(0, rows)), new Slice.Elements(0, parts * 3, 1)))
          .isEqualTo(expected);
    }
  }

  private static boolean anyPart(
      boolean[] isWritten, long band, int bands, int parts, boolean transposed) {
    for (int part = 0; part < parts; part++) {
      if (isWritten[(int) (transposed ? (long) part * bands + band : band * parts + part)]) {
        return true;
      }
    }
    return false;
  }

  @Test
  void ofABillionChunksOnlyThoseThatWereWrittenAreGoneThrough() {
    RowView view =
        RowView.of(
            dataset(
                List.of(1_000_000_000_000L), List.of(1000), written(1_000_000_000, 7, 1 << 29)));
    assertThat(view.ranges(List.of(new RowRun(0, view.rows())), Slice.Elements.ONE)).hasSize(2);
    assertThat(view.unwritten(8000)).isEqualTo(1000L << 29);
    assertThat(view.unwritten(view.rows() - 1)).isEqualTo(view.rows());
  }

  @Test
  void aLargeChunkThatWasNeverWrittenTakesLittleRoom() {
    Dataset dataset = dataset(List.of(30_000_000L), List.of(30_000_000), written(1));
    try (ChunkDecoder decoder = new ChunkDecoder()) {
      RowReader reader =
          RowReader.of(
              "granule.h5",
              dataset,
              decoder,
              (offset, size) -> {
                throw new AssertionError("nothing is stored");
              });
      assertThat(reader.block(29_999_999).array()).hasSizeLessThanOrEqualTo(1 << 20);
      double[] out = {1, 1};
      reader.doubles(12_345_678, 2, out);
      assertThat(out).containsOnly(0);
    }
  }

  @Test
  void rowsOfATebibyteAreALimitThatNamesTheDataset() {
    RowView view = RowView.of(dataset(List.of(3L, 1L << 37), List.of(1, 1 << 20), written(393216)));
    assertThatThrownBy(view::rowElements)
        .isInstanceOf(LimitExceededException.class)
        .hasMessage(
            "[/radar/wave] has 137438953472 elements in a row, the limit is 2147483647: leave the variable out");
  }
}
