package org.groundtrack.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.groundtrack.codec.ChunkDecoder;
import org.groundtrack.exporter.points.Values;
import org.groundtrack.granule.Dataset;
import org.groundtrack.granule.ElementType;
import org.groundtrack.rows.RowReader;
import org.groundtrack.rows.Slice;
import org.groundtrack.testing.Datasets;
import org.junit.jupiter.api.Test;

class ValueGathererTest {
  private static final int ROWS = 12;
  private static final int CHUNK = 4;

  @Test
  void rowsInAnyOrderComeInThatOrderFromChunksThatAreReadOnce() {
    Dataset dataset =
        Datasets.chunked(
            ElementType.INT32,
            ByteOrder.LITTLE_ENDIAN,
            ROWS,
            CHUNK,
            List.of(),
            null,
            new long[] {16, 16, 16},
            new int[3]);
    List<Long> asked = new ArrayList<>();
    try (ChunkDecoder decoder = new ChunkDecoder()) {
      RowReader reader =
          RowReader.of(
              "granule.h5",
              dataset,
              decoder,
              (offset, size) -> {
                asked.add(offset);
                int chunk = 0;
                while (dataset.chunks().offset(chunk) != offset) {
                  chunk++;
                }
                ByteBuffer bytes = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
                for (int i = 0; i < CHUNK; i++) {
                  bytes.putInt(100 + CHUNK * chunk + i);
                }
                return bytes.flip();
              });
      Values values =
          new ValueGatherer(null, dataset, Slice.Elements.ONE, ElementType.INT32)
              .gather(reader, new long[] {11, 0, 10, 1, 1, 5, 0});

      assertThat(values.ints()).startsWith(111, 100, 110, 101, 101, 105, 100);
      assertThat(asked).hasSize(3).doesNotHaveDuplicates();
    }
  }
}
