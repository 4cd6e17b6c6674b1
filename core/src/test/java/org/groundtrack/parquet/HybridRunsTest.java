package org.groundtrack.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.values.rle.RunLengthBitPackingHybridEncoder;
import org.junit.jupiter.api.Test;

class HybridRunsTest {
  private static byte[] encoded(int[] numbers, int width) throws IOException {
    try (RunLengthBitPackingHybridEncoder encoder =
        new RunLengthBitPackingHybridEncoder(width, 16, 1 << 20, new HeapByteBufferAllocator())) {
      for (int number : numbers) {
        encoder.writeInt(number);
      }
      return encoder.toBytes().toByteArray();
    }
  }

  @Test
  void numbersComeBackAsParquetWroteThem() throws IOException {
    long seed = System.nanoTime();
    System.out.println("HybridRunsTest: seed " + seed);
    Random random = new Random(seed);
    for (int i = 0; i < 5000; i++) {
      int width = random.nextInt(33);
      int mask = width == 0 ? 0 : -1 >>> (Integer.SIZE - width);
      int[] numbers = new int[random.nextInt(600)];
      for (int n = 0; n < numbers.length; ) {
        int number = random.nextInt() & mask;
        int end = Math.min(numbers.length, n + 1 + random.nextInt(random.nextBoolean() ? 1 : 40));
        Arrays.fill(numbers, n, end, number);
        n = end;
      }
      ByteBuffer bytes = ByteBuffer.wrap(encoded(numbers, width));
      // A page's levels may be followed by more than was asked for.
      int count = random.nextBoolean() ? numbers.length : random.nextInt(numbers.length + 1);
      assertThat(HybridRuns.decode(bytes, width, count))
          .as("seed %s, %s numbers of %s bits", seed, count, width)
          .isEqualTo(Arrays.copyOf(numbers, count));
    }
  }

  @Test
  void bytesThatEndTooEarlyAreRefused() throws IOException {
    byte[] whole = encoded(new Random(3).ints(104, 0, 512).toArray(), 9);
    for (int length = 0; length < whole.length; length++) {
      ByteBuffer cut = ByteBuffer.wrap(whole, 0, length).slice();
      assertThatThrownBy(() -> HybridRuns.decode(cut, 9, 104))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("a page ends within its numbers");
    }
  }

  @Test
  void runsOfNothingAreRefused() {
    assertThatThrownBy(() -> HybridRuns.decode(ByteBuffer.wrap(new byte[] {0, 0, 0}), 3, 5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a run of no numbers");
    assertThatThrownBy(
            () -> HybridRuns.decode(ByteBuffer.wrap(new byte[] {-1, -1, -1, -1, -1, -1}), 3, 5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the length of a run has no end");
    assertThatThrownBy(() -> HybridRuns.decode(ByteBuffer.allocate(9), 33, 5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("numbers of 33 bits");
  }
}
