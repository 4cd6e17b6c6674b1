package org.groundtrack.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.groundtrack.error.BadGranuleException;
import org.groundtrack.granule.Dataset;
import org.groundtrack.granule.ElementType;
import org.groundtrack.granule.FilterStep;
import org.groundtrack.testing.Datasets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChunkDecoderTest {
  private static final FilterStep DEFLATE = new FilterStep(FilterStep.DEFLATE, List.of(6));
  private static final FilterStep SHUFFLE = new FilterStep(FilterStep.SHUFFLE, List.of(8));
  private static final FilterStep FLETCHER = new FilterStep(FilterStep.FLETCHER32, List.of());
  private static final int ROWS = 1000;

  private final ChunkDecoder decoder = new ChunkDecoder();

  @AfterEach
  void close() {
    decoder.close();
  }

  private static Dataset doubles(int mask, FilterStep... steps) {
    return Datasets.oneChunk(ElementType.FLOAT64, ROWS, List.of(steps), mask);
  }

  private static byte[] chunk() {
    byte[] bytes = new byte[8 * ROWS];
    Random random = new Random(7);
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (random.nextInt(8) * (i % 8));
    }
    return bytes;
  }

  private byte[] decode(Dataset dataset, byte[] stored) {
    // The stored bytes lie within a longer array, as in a request for several chunks.
    byte[] request = new byte[stored.length + 11];
    System.arraycopy(stored, 0, request, 5, stored.length);
    byte[] target = new byte[dataset.chunkBytes() + 3];
    Arrays.fill(target, (byte) 0x55);
    decoder.decode("granule.h5", dataset, 0, request, 5, stored.length, target);
    assertThat(Arrays.copyOfRange(target, dataset.chunkBytes(), target.length))
        .as("bytes after the chunk")
        .containsOnly(0x55);
    return Arrays.copyOf(target, dataset.chunkBytes());
  }

  private void assertRoundTrip(int mask, FilterStep... steps) {
    byte[] expected = chunk();
    byte[] stored = Encoder.encode(expected, List.of(steps), mask, 8);
    assertThat(decode(doubles(mask, steps), stored)).isEqualTo(expected);
  }

  private void assertRefused(Dataset dataset, byte[] stored, String... words) {
    assertThatThrownBy(() -> decode(dataset, stored))
        .isInstanceOf(BadGranuleException.class)
        .hasMessageContaining("granule.h5")
        .hasMessageContaining("/gt1l/land_ice_segments/h_li")
        .hasMessageContainingAll(words);
  }

  @Test
  void commonPipelinesAreUndone() {
    assertRoundTrip(0);
    assertRoundTrip(0, DEFLATE);
    assertRoundTrip(0, SHUFFLE);
    assertRoundTrip(0, SHUFFLE, DEFLATE);
    assertRoundTrip(0, DEFLATE, DEFLATE);
    assertRoundTrip(0, SHUFFLE, DEFLATE, DEFLATE);
    assertRoundTrip(0, FLETCHER);
    assertRoundTrip(0, SHUFFLE, DEFLATE, FLETCHER);
    assertRoundTrip(0, FLETCHER, SHUFFLE);
    assertRoundTrip(0, FLETCHER, SHUFFLE, DEFLATE);
    assertRoundTrip(0, FLETCHER, DEFLATE, SHUFFLE, DEFLATE, FLETCHER);
    assertRoundTrip(0, SHUFFLE, SHUFFLE);
  }

  @Test
  void stepsThatTheFilterMaskSkipsAreSkipped() {
    for (int mask = 0; mask < 8; mask++) {
      assertRoundTrip(mask, SHUFFLE, DEFLATE, FLETCHER);
      assertRoundTrip(mask, FLETCHER, SHUFFLE, DEFLATE);
      assertRoundTrip(mask, DEFLATE, FLETCHER, DEFLATE);
    }
  }

  @Test
  void randomPipelinesAreUndoneForRandomChunks() {
    long seed = System.nanoTime();
    System.out.println("ChunkDecoderTest pipelines: seed " + seed);
    Random random = new Random(seed);
    for (int round = 0; round < 3000; round++) {
      ElementType type = ElementType.values()[random.nextInt(10)];
      int rows = 1 + random.nextInt(random.nextInt(10) == 0 ? 5000 : 40);
      List<FilterStep> steps = new ArrayList<>();
      int count = random.nextInt(6);
      for (int i = 0; i < count; i++) {
        steps.add(
            switch (random.nextInt(4)) {
              case 0 -> DEFLATE;
              case 1 -> FLETCHER;
              case 2 -> new FilterStep(FilterStep.SHUFFLE, List.of());
              default ->
                  // An element size that need not be the type's, nor divide the chunk.
                  new FilterStep(FilterStep.SHUFFLE, List.of(1 + random.nextInt(20)));
            });
      }
      int mask = random.nextInt(3) == 0 ? random.nextInt(1 << count) : 0;
      Dataset dataset = Datasets.oneChunk(type, rows, steps, mask);
      byte[] expected = new byte[dataset.chunkBytes()];
      if (random.nextBoolean()) {
        random.nextBytes(expected);
      } else {
        Arrays.fill(expected, (byte) (random.nextBoolean() ? 0xFF : 0));
      }
      byte[] stored = Encoder.encode(expected, steps, mask, type.bytes());
      assertThat(decode(dataset, stored))
          .as("round %s: %s, %s rows, mask %s", round, steps, rows, mask)
          .isEqualTo(expected);
    }
  }

  @Test
  void checksumEqualsAnIndependentOneAtAnyLength() {
    Random random = new Random(3);
    for (int length = 0; length < 4000; length += 1 + length / 300) {
      byte[] bytes = new byte[length];
      if (length % 3 == 0) {
        Arrays.fill(bytes, (byte) 0xFF);
      } else {
        random.nextBytes(bytes);
      }
      assertThat(Fletcher32.of(bytes, 0, length)).isEqualTo(Encoder.checksum(bytes));
    }
  }

  @Test
  void checksumOfKnownTextIsThePublishedOne() {
    // Published for little-endian words as 56502D2A and EBE19591; big-endian words swap each sum.
    assertThat(Fletcher32.of(new byte[] {'b', 'a', 'd', 'c', 'f', 'e'}, 0, 6))
        .isEqualTo(0x56502D2A);
    assertThat(Fletcher32.of(new byte[] {'b', 'a', 'd', 'c', 'f', 'e', 'h', 'g'}, 0, 8))
        .isEqualTo(0xEBE19591);
  }

  @Test
  void badChecksumIsRefusedWithBothChecksums() {
    byte[] stored = Encoder.fletcher(chunk());
    stored[17] ^= 1;
    int expected = Encoder.checksum(chunk());
    assertRefused(
        doubles(0, FLETCHER),
        stored,
        "fletcher32 checksum",
        "expected " + Integer.toHexString(expected));
  }

  @Test
  void checksumWithSwappedBytesInItsHalvesIsAccepted() {
    byte[] stored = Encoder.fletcher(chunk());
    int at = stored.length - 4;
    byte[] swapped = stored.clone();
    swapped[at] = stored[at + 1];
    swapped[at + 1] = stored[at];
    swapped[at + 2] = stored[at + 3];
    swapped[at + 3] = stored[at + 2];
    assertThat(swapped).isNotEqualTo(stored);
    assertThat(decode(doubles(0, FLETCHER), swapped)).isEqualTo(chunk());
  }

  @Test
  void chunkShorterThanItsChecksumIsRefused() {
    assertRefused(doubles(0, FLETCHER), new byte[3], "no room");
    assertRefused(doubles(0, DEFLATE, FLETCHER), new byte[0], "no room");
  }

  @ParameterizedTest
  @ValueSource(ints = {-4000, -1, 1, 7, 9000})
  void chunkOfAnotherSizeIsRefused(int difference) {
    byte[] other = Arrays.copyOf(chunk(), chunk().length + difference);
    for (List<FilterStep> steps :
        List.of(
            List.of(DEFLATE),
            List.of(SHUFFLE, DEFLATE),
            List.of(SHUFFLE, DEFLATE, FLETCHER),
            List.of(FLETCHER, DEFLATE),
            List.of(FLETCHER, SHUFFLE),
            List.of(DEFLATE, DEFLATE),
            List.of(SHUFFLE),
            List.of(FLETCHER),
            List.<FilterStep>of())) {
      Dataset dataset = Datasets.oneChunk(ElementType.FLOAT64, ROWS, steps, 0);
      assertRefused(dataset, Encoder.encode(other, steps, 0, 8), "decodes to", "expected 8000");
    }
  }

  @Test
  void emptyStoredBytesAreRefused() {
    assertRefused(doubles(0), new byte[0], "decodes to 0 bytes, expected 8000");
    assertRefused(doubles(0, DEFLATE), new byte[0], "ends early");
  }

  @Test
  void bytesAfterTheDeflateStreamAreRefused() {
    byte[] stored = Encoder.deflate(chunk());
    assertRefused(
        doubles(0, DEFLATE), Arrays.copyOf(stored, stored.length + 1), "1 bytes follow its");
  }

  @Test
  void everyTruncationOfADeflateStreamIsRefused() {
    byte[] stored = Encoder.deflate(chunk());
    for (int length = 0; length < stored.length; length += length > stored.length - 20 ? 1 : 13) {
      assertRefused(doubles(0, DEFLATE), Arrays.copyOf(stored, length), "ends early");
    }
  }

  @Test
  void wrongAdlerChecksumIsRefused() {
    byte[] stored = Encoder.deflate(chunk());
    stored[stored.length - 1] ^= 1;
    assertRefused(doubles(0, DEFLATE), stored, "does not inflate", "incorrect data check");
  }

  @Test
  void bytesThatAreNoDeflateStreamAreRefused() {
    byte[] noise = new byte[500];
    new Random(5).nextBytes(noise);
    assertRefused(doubles(0, DEFLATE), noise, "does not inflate");
    // A zlib header that asks for a preset dictionary.
    assertRefused(
        doubles(0, DEFLATE), new byte[] {0x78, (byte) 0xBB, 0, 0, 0, 1, 3, 0}, "a dictionary");
  }

  @Test
  void anyFlippedBitOfAChecksummedChunkIsRefusedOrHarmless() {
    byte[] expected = chunk();
    byte[] stored = Encoder.fletcher(Encoder.deflate(Encoder.shuffle(expected, 8)));
    Dataset dataset = doubles(0, SHUFFLE, DEFLATE, FLETCHER);
    Random random = new Random(11);
    for (int i = 0; i < 2000; i++) {
      byte[] flipped = stored.clone();
      flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
      assertRefused(dataset, flipped, "fletcher32");
    }
  }

  @Test
  void bombStopsAtTheExpectedSize() {
    byte[] whole = Encoder.deflate(new byte[64 << 20]);
    assertThat(whole.length).isLessThan(80_000);
    assertRefused(doubles(0, DEFLATE), whole, "decodes to more than 8000 bytes, expected 8000");
    // Cut, it would be found to end early if it were inflated to its end.
    byte[] bomb = Arrays.copyOf(whole, 4000);
    assertRefused(doubles(0, DEFLATE), bomb, "decodes to more than 8000 bytes, expected 8000");
    assertRefused(doubles(0, DEFLATE, FLETCHER), Encoder.fletcher(bomb), "more than 8000");
    assertRefused(doubles(0, SHUFFLE, DEFLATE), bomb, "more than 8000");
    byte[] twice = Encoder.deflate(Arrays.copyOf(whole, 40_000));
    assertRefused(doubles(0, DEFLATE, DEFLATE), twice, "decodes to more than");
  }

  @Test
  void filtersThatAreNotSupportedAreRefusedByNameBeforeAnythingIsDecoded() {
    assertUnsupported(new FilterStep(32015, List.of(3)), "filter 32015");
    assertUnsupported(new FilterStep(FilterStep.SZIP, List.of(141, 32)), "filter szip");
    assertUnsupported(new FilterStep(FilterStep.NBIT, List.of()), "filter nbit");
    assertUnsupported(new FilterStep(FilterStep.SCALE_OFFSET, List.of()), "filter scaleoffset");
    assertUnsupported(new FilterStep(0, List.of()), "filter 0");
    assertUnsupported(new FilterStep(-1, List.of()), "filter -1");
  }

  private void assertUnsupported(FilterStep step, String word) {
    Dataset dataset = doubles(0, SHUFFLE, step, DEFLATE);
    assertThatThrownBy(() -> ChunkDecoder.checkSupported("granule.h5", dataset))
        .isInstanceOf(BadGranuleException.class)
        .hasMessageContainingAll("granule.h5", "/gt1l/land_ice_segments/h_li", word);
    assertRefused(dataset, new byte[10], word);
  }

  @Test
  void shuffleOfElementsWithoutBytesIsRefused() {
    for (int size : new int[] {0, -1, Integer.MIN_VALUE}) {
      Dataset dataset = doubles(0, new FilterStep(FilterStep.SHUFFLE, List.of(size)));
      assertRefused(dataset, chunk(), "element size of " + size);
    }
  }

  @Test
  void shuffleOfElementsLongerThanTheChunkLeavesItAsItIs() {
    FilterStep huge = new FilterStep(FilterStep.SHUFFLE, List.of(Integer.MAX_VALUE));
    assertThat(decode(doubles(0, huge), chunk())).isEqualTo(chunk());
  }

  @Test
  void tooLongPipelinesAreRefused() {
    FilterStep[] nine = new FilterStep[9];
    Arrays.fill(nine, SHUFFLE);
    assertRefused(doubles(0, nine), chunk(), "pipeline of 9 filters, the limit is 8");
  }

  @Test
  void decoderIsUsableAfterADamagedChunk() {
    for (int i = 0; i < 3; i++) {
      assertRefused(doubles(0, DEFLATE), Arrays.copyOf(Encoder.deflate(chunk()), 40), "ends early");
      assertRoundTrip(0, SHUFFLE, DEFLATE);
    }
  }
}
