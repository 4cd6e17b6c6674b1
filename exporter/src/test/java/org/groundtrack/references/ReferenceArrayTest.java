package org.groundtrack.references;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.groundtrack.granule.Dataset;
import org.groundtrack.granule.ElementType;
import org.groundtrack.rows.RowRun;
import org.groundtrack.testing.StoredDatasets;
import org.junit.jupiter.api.Test;

/** Arrays of chunks, put together as Zarr does: every chunk at the place that its key says. */
class ReferenceArrayTest {
  private final StoredDatasets stored = new StoredDatasets(ElementType.INT32, ByteOrder.BIG_ENDIAN);

  private static ReferenceArray array(Dataset dataset, int rowAxis, RowRun... rows) {
    return new ReferenceArray("values", dataset, rowAxis, List.of(rows), List.of(), Map.of());
  }

  /** All elements in row-major order, as Zarr gives them. */
  private int[] opened(ReferenceArray array) {
    Map<String, ByteBuffer> chunks = new LinkedHashMap<>();
    array.each(
        (key, offset, size) ->
            chunks.put(key, stored.read(offset, size).slice().order(ByteOrder.BIG_ENDIAN)));
    List<Long> shape = array.shape();
    List<Long> side = array.chunkShape();
    int[] elements =
        new int[(int) shape.stream().mapToLong(Long::longValue).reduce(1, (a, b) -> a * b)];
    for (int i = 0; i < elements.length; i++) {
      long rest = i;
      long inChunk = 0;
      long step = 1;
      String[] key = new String[shape.size()];
      for (int k = shape.size() - 1; k >= 0; k--) {
        long place = rest % shape.get(k);
        rest /= shape.get(k);
        key[k] = Long.toString(place / side.get(k));
        inChunk += place % side.get(k) * step;
        step *= side.get(k);
      }
      elements[i] = chunks.get(String.join(".", key)).getInt((int) inChunk * Integer.BYTES);
    }
    long expected = 1;
    for (int k = 0; k < shape.size(); k++) {
      expected *= (shape.get(k) + side.get(k) - 1) / side.get(k);
    }
    assertThat(chunks).hasSize((int) expected);
    return elements;
  }

  @Test
  void chunksOfRunsApartFollowEachOther() {
    Dataset dataset = stored.chunked(List.of(23L), List.of(5), place -> place * 10);
    ReferenceArray array = array(dataset, 0, new RowRun(5, 10), new RowRun(20, 23));

    assertThat(array.shape()).containsExactly(8L);
    assertThat(opened(array)).containsExactly(50, 60, 70, 80, 90, 200, 210, 220);
  }

  @Test
  void contiguousRowsAreOneChunk() {
    Dataset dataset = stored.contiguous(List.of(9L, 2L), place -> place);
    ReferenceArray array = array(dataset, 0, new RowRun(3, 5));

    assertThat(array.chunkShape()).containsExactly(2L, 2L);
    assertThat(opened(array)).containsExactly(6, 7, 8, 9);
  }

  @Test
  void arraysOfAnyShapeHoldTheRowsThatTheySay() {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    for (int run = 0; run < 300; run++) {
      int rank = 1 + random.nextInt(3);
      int rowAxis = rank == 2 && random.nextBoolean() ? 1 : 0;
      List<Long> shape = new ArrayList<>();
      List<Integer> side = new ArrayList<>();
      for (int k = 0; k < rank; k++) {
        shape.add(1L + random.nextInt(12));
        side.add(1 + random.nextInt(5));
      }
      Dataset dataset = stored.chunked(shape, side, place -> place);
      List<RowRun> bands = new ArrayList<>();
      for (long first = 0; first < shape.get(rowAxis); first += side.get(rowAxis)) {
        if (random.nextBoolean()) {
          bands.add(new RowRun(first, Math.min(first + side.get(rowAxis), shape.get(rowAxis))));
        }
      }
      if (bands.isEmpty()) {
        continue;
      }
      ReferenceArray array = array(dataset, rowAxis, RowRun.union(bands).toArray(RowRun[]::new));
      assertThat(opened(array))
          .as(
              "seed %s, run %s: %s in %s, rows %s of axis %s",
              seed, run, shape, side, bands, rowAxis)
          .isEqualTo(expected(shape, rowAxis, bands));
    }
  }

  private static int[] expected(List<Long> shape, int rowAxis, List<RowRun> rows) {
    int count = (int) shape.stream().mapToLong(Long::longValue).reduce(1, (a, b) -> a * b);
    int below = 1;
    for (int k = rowAxis + 1; k < shape.size(); k++) {
      below *= shape.get(k).intValue();
    }
    int step = below;
    int[] all = new int[count];
    Arrays.setAll(all, i -> i);
    return Arrays.stream(all)
        .filter(
            i -> {
              long row = i / step % shape.get(rowAxis);
              return rows.stream().anyMatch(run -> run.first() <= row && row < run.end());
            })
        .toArray();
  }
}
