package org.groundtrack.granule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteOrder;
import java.time.Instant;
import java.util.List;
import org.groundtrack.io.SourceIdentity;
import org.junit.jupiter.api.Test;

class GranuleTest {
  private static Granule between(String start, String end) {
    return new Granule(
        "a.h5",
        "file:///a.h5",
        "ATL06",
        "006",
        new SourceIdentity(1, null, Instant.parse("2020-01-01T00:00:00.123456789Z")),
        List.of("segment"),
        Instant.parse("2018-01-01T00:00:00Z"),
        start == null ? null : Instant.parse(start),
        end == null ? null : Instant.parse(end),
        null,
        null,
        null,
        null,
        null,
        List.of(),
        List.of(),
        InvalidPositions.NONE,
        "hdf5",
        null,
        null);
  }

  @Test
  void timesAreRoundedOutwardToMicroseconds() {
    Granule granule = between("2019-01-01T00:00:00.000000999Z", "2019-01-01T00:00:00.999999001Z");
    assertThat(granule.start()).isEqualTo(Instant.parse("2019-01-01T00:00:00Z"));
    assertThat(granule.end()).isEqualTo(Instant.parse("2019-01-01T00:00:01Z"));
    assertThat(granule.identity().lastModified())
        .isEqualTo(Instant.parse("2020-01-01T00:00:00.123456Z"));
    Granule early = between("1969-12-31T23:59:59.999999999Z", "1969-12-31T23:59:59.999999Z");
    assertThat(early.start()).isEqualTo(Instant.parse("1969-12-31T23:59:59.999999Z"));
    assertThat(early.end()).isEqualTo(Instant.parse("1969-12-31T23:59:59.999999Z"));
    assertThat(between(null, null).end()).isNull();
  }

  @Test
  void filterStepsComeBackFromTheirLabels() {
    for (FilterStep step :
        List.of(
            new FilterStep(1, List.of(6)),
            new FilterStep(2, List.of()),
            new FilterStep(3, List.of()),
            new FilterStep(4, List.of(141, 32)),
            new FilterStep(5, List.of(-1, Integer.MIN_VALUE)),
            new FilterStep(6, List.of(0)),
            new FilterStep(32015, List.of(3)),
            new FilterStep(307, List.of()),
            new FilterStep(0, List.of()),
            new FilterStep(7, List.of(1, 2, 3)))) {
      assertThat(FilterStep.ofLabel(step.label())).as(step.label()).isEqualTo(step);
    }
    assertThat(new FilterStep(2, List.of(8)).label()).isEqualTo("shuffle(8)");
    assertThat(new FilterStep(32015, List.of(3, 4)).label()).isEqualTo("32015(3,4)");
  }

  @Test
  void labelsThatAreNoFilterAreRefused() {
    for (String label :
        List.of("", "gzip", "deflate(", "deflate(x)", "deflate(1,)", "99999999999", "DEFLATE")) {
      assertThatThrownBy(() -> FilterStep.ofLabel(label))
          .as(label)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void elementTypesComeBackFromTheirLabels() {
    for (ElementType type : ElementType.values()) {
      assertThat(ElementType.ofLabel(type.label())).isEqualTo(type);
    }
    assertThat(ElementType.integerOrNull(3, true)).isNull();
    assertThat(ElementType.integerOrNull(2, false)).isEqualTo(ElementType.UINT16);
    assertThatThrownBy(() -> ElementType.ofLabel("float16"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'float16'");
  }

  @Test
  void fillValuesAndImpossiblePositionsAreNone() {
    assertThat(Positions.isValid(180, 90)).isTrue();
    assertThat(Positions.isValid(-180, -90)).isTrue();
    assertThat(Positions.isValid(0, -0.0)).isTrue();
    double[] bad = {
      Double.NaN, Double.POSITIVE_INFINITY, 3.4028234663852886e38, -9999, 180.0000001
    };
    for (double value : bad) {
      assertThat(Positions.isValid(value, 0)).as("%s", value).isFalse();
      assertThat(Positions.isValid(0, value)).as("%s", value).isFalse();
    }
    assertThat(Positions.isValid(0, 90.0000001)).isFalse();
  }

  private static Dataset dataset(List<Long> shape, List<Integer> chunk, int chunks) {
    long[] offsets = new long[chunks];
    java.util.Arrays.fill(offsets, ChunkTable.UNALLOCATED);
    return new Dataset(
        "a/b",
        ElementType.FLOAT64,
        8,
        ByteOrder.LITTLE_ENDIAN,
        shape,
        StorageLayout.CHUNKED,
        chunk,
        List.of(),
        null,
        ValueAttributes.NONE,
        new ChunkTable(offsets, new long[chunks], new int[chunks]),
        null);
  }

  @Test
  void datasetsThatMakeNoSenseAreRefusedByPath() {
    assertThat(dataset(List.of(25L, 3L), List.of(10, 2), 6).chunksPerRow()).isEqualTo(2);
    assertThat(dataset(List.of(25L, 3L), List.of(10, 2), 6).chunkBytes()).isEqualTo(160);
    assertThat(dataset(List.of(25L, 3L), List.of(10, 2), 6).rowBytes()).isEqualTo(24);
    assertInvalid(List.of(25L), List.of(10), 2, "makes 3 chunks, found 2");
    assertInvalid(List.of(25L), List.of(0), 0, "chunks of shape [0]");
    assertInvalid(List.of(-1L), List.of(1), 0, "dimension of length -1");
    assertInvalid(List.of(25L), List.of(5, 5), 5, "with chunks of shape");
    assertInvalid(List.of(), List.of(), 0, "with chunks of shape");
    assertInvalid(List.of(Long.MAX_VALUE, 3L), List.of(1, 1), 0, "more than 2^63 bytes");
    assertInvalid(List.of(1L << 40), List.of(1 << 30), 1024, "the limit is 268435456");
  }

  private static void assertInvalid(
      List<Long> shape, List<Integer> chunk, int chunks, String words) {
    assertThatThrownBy(() -> dataset(shape, chunk, chunks))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("/a/b: ")
        .hasMessageContaining(words);
  }

  @Test
  void chunkTablesThatMakeNoSenseAreRefused() {
    assertInvalidChunk(-2, 1);
    assertInvalidChunk(0, 0);
    assertInvalidChunk(0, -1);
    assertInvalidChunk(Long.MAX_VALUE, 1);
    assertInvalidChunk(1, Long.MAX_VALUE);
    assertThatThrownBy(() -> new ChunkTable(new long[1], new long[2], new int[1]))
        .isInstanceOf(IllegalArgumentException.class);
    ChunkTable table = new ChunkTable(new long[] {5, -1}, new long[] {7, 9}, new int[2]);
    assertThat(table.totalBytes()).isEqualTo(7);
    assertThat(table.isAllocated(1)).isFalse();
  }

  private static void assertInvalidChunk(long offset, long size) {
    assertThatThrownBy(() -> new ChunkTable(new long[] {offset}, new long[] {size}, new int[] {0}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Chunk 0 has offset");
  }
}
