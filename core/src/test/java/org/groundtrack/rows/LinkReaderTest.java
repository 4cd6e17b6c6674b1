package org.groundtrack.rows;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteOrder;
import java.util.List;
import org.groundtrack.codec.ChunkDecoder;
import org.groundtrack.granule.ElementType;
import org.groundtrack.testing.StoredDatasets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LinkReaderTest {
  private final ChunkDecoder decoder = new ChunkDecoder();

  @AfterEach
  void close() {
    decoder.close();
  }

  private RowReader reader(ElementType type, long... values) {
    StoredDatasets stored = new StoredDatasets(type, ByteOrder.LITTLE_ENDIAN);
    return RowReader.of(
        "granule.h5",
        stored.chunked(List.of((long) values.length), List.of(3), i -> values[(int) i]),
        decoder,
        stored::read);
  }

  private RowReader int64(long... values) {
    return reader(ElementType.INT64, values);
  }

  private static void assertLinks(LinkReader link, long[] firsts, long[] counts) {
    long[] first = new long[firsts.length];
    long[] count = new long[firsts.length];
    link.read(0, firsts.length, first, count);
    assertThat(first).containsExactly(firsts);
    assertThat(count).containsExactly(counts);
  }

  @Test
  void numbersMayStartAtOneOrAtZero() {
    assertLinks(
        new LinkReader(int64(1, 6, 7, 17), int64(5, 1, 10, 2), 1),
        new long[] {0, 5, 6, 16},
        new long[] {5, 1, 10, 2});
    assertLinks(
        new LinkReader(int64(0, 5, 6, 16), int64(5, 1, 10, 2), 0),
        new long[] {0, 5, 6, 16},
        new long[] {5, 1, 10, 2});
  }

  @Test
  void rowsThatLeadToNothingHaveAnEmptyRunAtZero() {
    assertLinks(
        new LinkReader(int64(1, 0, 9, 9), int64(5, 0, 0, 3), 1),
        new long[] {0, 0, 0, 8},
        new long[] {5, 0, 0, 3});
  }

  @Test
  void fillValuesLeadToNothing() {
    assertLinks(
        new LinkReader(
            int64(0, -1, Long.MIN_VALUE, Long.MAX_VALUE, 4, 4),
            int64(7, 7, 7, 7, -1, Long.MIN_VALUE),
            1),
        new long[6],
        new long[6]);
    assertLinks(
        new LinkReader(reader(ElementType.UINT64, -1, 3), reader(ElementType.UINT64, 2, -1), 0),
        new long[2],
        new long[2]);
  }

  @Test
  void aRowLeadsToOneNumberWhereNoCountIsGiven() {
    assertLinks(
        new LinkReader(reader(ElementType.INT32, 670_123, 670_124, -1), null, 0),
        new long[] {670_123, 670_124, 0},
        new long[] {1, 1, 0});
  }

  @Test
  void rowsInTheMiddleAreReadAcrossChunks() {
    LinkReader link = new LinkReader(int64(1, 3, 6, 10, 15, 21), int64(2, 3, 4, 5, 6, 7), 1);
    long[] first = new long[9];
    long[] count = new long[9];
    link.read(1, 4, first, count);
    assertThat(first).startsWith(2, 5, 9, 14);
    assertThat(count).startsWith(3, 4, 5, 6);
  }
}
