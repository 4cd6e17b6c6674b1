package org.groundtrack.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.function.LongUnaryOperator;
import org.groundtrack.codec.ChunkDecoder;
import org.groundtrack.codec.Elements;
import org.groundtrack.codec.Encoder;
import org.groundtrack.error.BadGranuleException;
import org.groundtrack.granule.Dataset;
import org.groundtrack.granule.ElementType;
import org.groundtrack.granule.FilterStep;
import org.groundtrack.granule.StoredBytes;
import org.groundtrack.io.ByteRange;
import org.groundtrack.testing.Datasets;
import org.groundtrack.testing.StoredDatasets;
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

  /** The elements of all rows that are asked for, by row and element. */
  private long[][] elements(
      StoredDatasets stored, RowView view, List<RowRun> runs, Slice.Elements wanted) {
    RowReader reader = RowReader.of("granule.h5", view, wanted, runs, decoder, stored::read);
    long[][] found = new long[Math.toIntExact(RowRun.total(runs))][wanted.count()];
    int at = 0;
    for (RowRun run : runs) {
      for (long row = run.first(); row < run.end(); row++, at++) {
        ByteBuffer block = reader.block(row);
        assertThat(row).isBetween(reader.firstRow(), reader.endRow() - 1);
        for (int k = 0; k < wanted.count(); k++) {
          int element = wanted.first() + k * wanted.step();
          found[at][k] =
              Elements.integer(
                  view.dataset(),
                  block,
                  Math.toIntExact(row - reader.firstRow()) * reader.rowStride()
                      + element * reader.elementStride());
        }
      }
    }
    return found;
  }

  private static long[][] expected(
      RowView view, List<RowRun> runs, Slice.Elements wanted, LongUnaryOperator value) {
    long[][] expected = new long[Math.toIntExact(RowRun.total(runs))][wanted.count()];
    int at = 0;
    for (RowRun run : runs) {
      for (long row = run.first(); row < run.end(); row++, at++) {
        for (int k = 0; k < wanted.count(); k++) {
          int element = wanted.first() + k * wanted.step();
          expected[at][k] =
              value.applyAsLong(
                  view.transposed()
                      ? element * view.rows() + row
                      : row * view.rowElements() + element);
        }
      }
    }
    return expected;
  }

  /** Reads some elements of some rows; what is read is what the view names, and no more. */
  private List<ByteRange> assertRead(
      StoredDatasets stored, RowView view, List<RowRun> runs, Slice.Elements wanted) {
    stored.reads().clear();
    assertThat(elements(stored, view, runs, wanted))
        .isDeepEqualTo(expected(view, runs, wanted, i -> i));
    List<ByteRange> ranges = view.ranges(runs, wanted);
    assertThat(stored.reads()).isEqualTo(ranges);
    return ranges;
  }

  private static List<RowRun> all(RowView view) {
    return List.of(new RowRun(0, view.rows()));
  }

  private static StoredDatasets ints() {
    return new StoredDatasets(ElementType.INT32, ByteOrder.LITTLE_ENDIAN);
  }

  private static Slice.Elements whole(RowView view) {
    return Slice.ALL.of(view.rowElements());
  }

  @Test
  void rowsOfSeveralElementsComeFromChunksThatHoldWholeRows() {
    StoredDatasets stored = ints();
    RowView view = RowView.of(stored.chunked(List.of(73L, 5L), List.of(16, 5), i -> i));
    assertThat(assertRead(stored, view, all(view), whole(view))).hasSize(5);
    assertRead(stored, view, List.of(new RowRun(70, 73)), new Slice.Elements(2, 1, 1));
    RowView cube = RowView.of(stored.chunked(List.of(9L, 3L, 4L), List.of(4, 3, 4), i -> i));
    assertThat(cube.rowElements()).isEqualTo(12);
    assertThat(assertRead(stored, cube, all(cube), whole(cube))).hasSize(3);
  }

  @Test
  void chunksWiderThanTheRowsAreReadWithoutWhatLiesOutside() {
    StoredDatasets stored = ints();
    RowView view = RowView.of(stored.chunked(List.of(73L, 5L), List.of(16, 8), i -> i));
    assertThat(assertRead(stored, view, all(view), whole(view))).hasSize(5);
    assertRead(stored, view, List.of(new RowRun(3, 20)), new Slice.Elements(1, 2, 3));
  }

  @Test
  void ofChunksThatSplitRowsOnlyThoseOfTheElementsAreRead() {
    StoredDatasets stored = ints();
    RowView view = RowView.of(stored.chunked(List.of(73L, 101L), List.of(32, 32), i -> i));
    assertThat(assertRead(stored, view, all(view), whole(view))).hasSize(12);
    assertThat(assertRead(stored, view, all(view), new Slice.Elements(98, 1, 1))).hasSize(3);
    assertThat(assertRead(stored, view, List.of(new RowRun(40, 41)), new Slice.Elements(40, 10, 3)))
        .hasSize(2);
    // Two runs in one band, and a band between that is not wanted.
    assertThat(
            assertRead(
                stored,
                view,
                List.of(new RowRun(2, 4), new RowRun(20, 31), new RowRun(64, 65)),
                new Slice.Elements(31, 2, 1)))
        .hasSize(4);
  }

  @Test
  void rowsMayBeTheSecondDimension() {
    StoredDatasets stored = ints();
    for (List<Integer> chunk :
        List.of(List.of(5, 100), List.of(8, 100), List.of(2, 100), List.of(1, 733))) {
      RowView view = new RowView(stored.chunked(List.of(5L, 733L), chunk, i -> i), true);
      assertThat(view.rows()).isEqualTo(733);
      assertThat(view.rowElements()).isEqualTo(5);
      assertRead(stored, view, all(view), whole(view));
      assertRead(stored, view, List.of(new RowRun(99, 101)), new Slice.Elements(1, 2, 2));
      assertRead(stored, view, List.of(new RowRun(732, 733)), new Slice.Elements(4, 1, 1));
    }
    RowView split = new RowView(stored.chunked(List.of(5L, 733L), List.of(2, 100), i -> i), true);
    assertThat(split.ranges(List.of(new RowRun(0, 1)), new Slice.Elements(4, 1, 1))).hasSize(1);
    assertThatThrownBy(() -> new RowView(stored.contiguous(List.of(5L), i -> i), true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected two dimensions");
  }

  @Test
  void ofAContiguousDatasetExactlyTheBytesOfTheRunsAreRead() {
    StoredDatasets stored = ints();
    Dataset dataset = stored.contiguous(List.of(1000L, 3L), i -> i);
    RowView view = RowView.of(dataset);
    List<RowRun> runs = List.of(new RowRun(0, 1), new RowRun(10, 40), new RowRun(999, 1000));
    long start = dataset.chunks().offset(0);
    assertThat(assertRead(stored, view, runs, new Slice.Elements(1, 1, 1)))
        .containsExactly(
            new ByteRange(start, 12),
            new ByteRange(start + 120, 360),
            new ByteRange(start + 11988, 12));
    assertThatThrownBy(
            () ->
                RowReader.of("granule.h5", view, Slice.Elements.ONE, runs, decoder, stored::read)
                    .block(5))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("row 5");
    RowView across = new RowView(dataset, true);
    assertThat(assertRead(stored, across, List.of(new RowRun(1, 2)), new Slice.Elements(999, 1, 1)))
        .containsExactly(new ByteRange(start, 12_000));
  }

  @Test
  void aLongRunOfAContiguousDatasetIsReadInPiecesThatCoverItOnce() {
    StoredDatasets stored = ints();
    RowView view = RowView.of(stored.contiguous(List.of(600_000L), i -> i));
    List<RowRun> runs = List.of(new RowRun(7, 599_999));
    assertThat(elements(stored, view, runs, Slice.Elements.ONE))
        .isDeepEqualTo(expected(view, runs, Slice.Elements.ONE, i -> i));
    assertThat(stored.reads()).hasSize(3);
    ByteRange range = view.ranges(runs, Slice.Elements.ONE).get(0);
    long next = range.offset();
    for (ByteRange read : stored.reads()) {
      assertThat(read.offset()).isEqualTo(next);
      next = read.offset() + read.length();
    }
    assertThat(next).isEqualTo(range.offset() + range.length());
  }

  @Test
  void aCompactDatasetOfSeveralElementsTakesNoRead() {
    StoredDatasets stored = ints();
    for (boolean transposed : new boolean[] {false, true}) {
      RowView view = new RowView(stored.compact(List.of(6L, 4L), i -> i), transposed);
      assertThat(assertRead(stored, view, all(view), whole(view))).isEmpty();
    }
  }

  @Test
  void elementsOfChunksThatWereNeverWrittenAreTheFillOfTheStorage() {
    StoredDatasets stored = ints();
    Dataset dataset =
        stored.chunked(List.of(10L, 6L), List.of(4, 4), List.of(), i -> i % 2 == 0, i -> i);
    RowView view = RowView.of(dataset);
    List<RowRun> runs = all(view);
    assertThat(elements(stored, view, runs, whole(view)))
        .isDeepEqualTo(
            expected(view, runs, whole(view), i -> i % 6 < 4 ? i : StoredDatasets.UNWRITTEN));
    assertThat(stored.reads()).isEqualTo(view.ranges(runs, whole(view))).hasSize(3);
  }

  @Test
  void chunksThatSplitRowsOfMoreThanOneDimensionAreRefused() {
    StoredDatasets stored = ints();
    RowView view = RowView.of(stored.chunked(List.of(9L, 3L, 4L), List.of(4, 3, 2), i -> i));
    assertThat(view.isReadable()).isFalse();
    assertThatThrownBy(
            () -> RowReader.of("granule.h5", view, Slice.Elements.ONE, null, decoder, stored::read))
        .isInstanceOf(BadGranuleException.class)
        .hasMessageContainingAll("/gt1l/group/values", "[9, 3, 4] in chunks of [4, 3, 2]");
  }

  @Test
  void rowsOutsideTheDatasetAreRefused() {
    StoredDatasets stored = ints();
    RowReader reader =
        RowReader.of(
            "granule.h5", stored.chunked(List.of(5L), List.of(4), i -> i), decoder, stored::read);
    for (long row : new long[] {-1, 5, 7}) {
      assertThatThrownBy(() -> reader.block(row))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("found row " + row);
    }
  }

  @Test
  void randomElementsOfRandomRowsOfRandomDatasetsAreReadFromTheRangesThatTheirViewNames() {
    long seed = System.nanoTime();
    System.out.println("RowReaderTest: seed " + seed);
    Random random = new Random(seed);
    for (int round = 0; round < 400; round++) {
      StoredDatasets stored =
          new StoredDatasets(
              random.nextBoolean() ? ElementType.INT32 : ElementType.INT64,
              random.nextBoolean() ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
      RowView view = randomView(stored, random);
      List<RowRun> runs = randomRuns(view.rows(), random);
      int width = view.rowElements();
      int first = random.nextInt(width);
      int step = 1 + random.nextInt(4);
      int most = (width - 1 - first) / step + 1;
      Slice.Elements wanted = new Slice.Elements(first, 1 + random.nextInt(most), step);
      try {
        assertRead(stored, view, runs, wanted);
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError(
            "seed %s round %s: %s, %s, %s".formatted(seed, round, view, runs, wanted), e);
      }
    }
  }

  private static RowView randomView(StoredDatasets stored, Random random) {
    boolean transposed = random.nextInt(3) == 0;
    int rank = transposed ? 2 : 1 + random.nextInt(3);
    List<Long> shape = new ArrayList<>();
    List<Integer> chunk = new ArrayList<>();
    for (int d = 0; d < rank; d++) {
      shape.add(1L + random.nextInt(20));
      chunk.add(rank == 3 && d > 0 ? Math.toIntExact(shape.get(d)) : 1 + random.nextInt(24));
    }
    List<FilterStep> filters =
        random.nextBoolean() ? List.of() : List.of(FilterStep.ofLabel("deflate(6)"));
    Dataset dataset =
        switch (random.nextInt(6)) {
          case 0 -> stored.contiguous(shape, i -> i);
          case 1 -> stored.compact(shape, i -> i);
          default -> stored.chunked(shape, chunk, filters, i -> true, i -> i);
        };
    return new RowView(dataset, transposed);
  }

  private static List<RowRun> randomRuns(long rows, Random random) {
    List<RowRun> runs = new ArrayList<>();
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      long first = random.nextInt(Math.toIntExact(rows));
      runs.add(new RowRun(first, first + 1 + random.nextInt(Math.toIntExact(rows - first))));
    }
    return RowRun.union(runs);
  }
}
