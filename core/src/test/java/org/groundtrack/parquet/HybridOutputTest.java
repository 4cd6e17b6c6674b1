package org.groundtrack.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.apache.parquet.column.values.rle.RunLengthBitPackingHybridDecoder;
import org.junit.jupiter.api.Test;

class HybridOutputTest {
  @Test
  void parquetsOwnDecoderGivesTheNumbersBack() throws IOException {
    long seed = System.nanoTime();
    System.out.println("HybridOutputTest: seed " + seed);
    Random random = new Random(seed);
    PageBytes bytes = new PageBytes();
    for (int i = 0; i < 5000; i++) {
      int width = random.nextInt(33);
      int mask = width == 0 ? 0 : -1 >>> (Integer.SIZE - width);
      int[] numbers = new int[random.nextInt(1500)];
      for (int n = 0; n < numbers.length; ) {
        int number = random.nextInt() & mask;
        int end = Math.min(numbers.length, n + 1 + random.nextInt(random.nextBoolean() ? 1 : 40));
        Arrays.fill(numbers, n, end, number);
        n = end;
      }
      int from = random.nextInt(numbers.length + 1);
      int to = from + random.nextInt(numbers.length - from + 1);
      HybridOutput.write(bytes.reset(), numbers, from, to, width);
      RunLengthBitPackingHybridDecoder decoder =
          new RunLengthBitPackingHybridDecoder(
              width, new ByteArrayInputStream(bytes.input().toByteArray()));
      for (int n = from; n < to; n++) {
        assertThat(decoder.readInt())
            .as("seed %s, number %s of %s to %s, %s bits", seed, n, from, to, width)
            .isEqualTo(numbers[n]);
      }
    }
  }

  @Test
  void equalNumbersTakeAFewBytesHoweverManyTheyAre() {
    PageBytes bytes = new PageBytes();
    HybridOutput.write(bytes, new int[1_000_000], 0, 1_000_000, 3);
    assertThat(bytes.size()).isLessThanOrEqualTo(4);
  }

  @Test
  void differentNumbersTakeTheirBitsAndABytePerSixtyThreeGroups() {
    int[] numbers = new Random(5).ints(63 * 8 * 10, 0, 8).toArray();
    PageBytes bytes = new PageBytes();
    HybridOutput.write(bytes, numbers, 0, numbers.length, 3);
    assertThat(bytes.size()).isBetween(1, numbers.length * 3 / 8 + 20);
  }
}
