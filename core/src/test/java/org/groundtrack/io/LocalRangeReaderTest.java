package org.groundtrack.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.groundtrack.error.SourceChangedException;
import org.groundtrack.error.SourceUnavailableException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalRangeReaderTest {
  @TempDir Path folder;

  private Path file(byte[] bytes) throws Exception {
    return Files.write(folder.resolve("object.bin"), bytes);
  }

  private static byte[] noise(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  @Test
  void exactlyTheBytesAskedForComeFromManyThreads() throws Exception {
    byte[] bytes = noise(100_000);
    try (CountingRangeReader reader = new CountingRangeReader(LocalRangeReader.open(file(bytes)))) {
      assertThat(reader.identity().size()).isEqualTo(bytes.length);
      IntStream.range(0, 2000)
          .parallel()
          .forEach(
              i -> {
                int offset = (int) ((long) i * 7919 % 99_999);
                int length = 1 + i * 31 % (bytes.length - offset);
                ByteBuffer read = reader.read(new ByteRange(offset, length));
                assertThat(read.position()).isZero();
                assertThat(read.remaining()).isEqualTo(length);
                assertThat(read.capacity()).isEqualTo(length);
                assertThat(read.order()).isEqualTo(ByteOrder.BIG_ENDIAN);
                assertThat(read.array())
                    .isEqualTo(Arrays.copyOfRange(bytes, offset, offset + length));
              });
      assertThat(reader.requests()).isEqualTo(2000);
      assertThat(reader.bytes()).isPositive();
      assertThat(reader.read(new ByteRange(0, bytes.length)).array()).isEqualTo(bytes);
    }
  }

  @Test
  void rangesBeyondTheEndAreRefusedWithBothSizes() throws Exception {
    try (LocalRangeReader reader = LocalRangeReader.open(file(noise(10)))) {
      assertThat(reader.read(new ByteRange(9, 1)).remaining()).isEqualTo(1);
      for (ByteRange range :
          new ByteRange[] {
            new ByteRange(9, 2), new ByteRange(10, 1), new ByteRange(1L << 40, 1L << 40)
          }) {
        assertThatThrownBy(() -> reader.read(range))
            .isInstanceOf(SourceUnavailableException.class)
            .hasMessageContainingAll("object.bin] bytes " + range, "it ends at byte 10");
      }
    }
  }

  @Test
  void objectThatShrinksWhileItIsReadIsReported() throws Exception {
    Path file = file(noise(1000));
    try (LocalRangeReader reader = LocalRangeReader.open(file)) {
      try (RandomAccessFile changed = new RandomAccessFile(file.toFile(), "rw")) {
        changed.setLength(500);
      }
      assertThatThrownBy(() -> reader.read(new ByteRange(400, 200)))
          .isInstanceOf(SourceChangedException.class)
          .hasMessageContaining("received 100 of 200 bytes");
    }
  }

  @Test
  void whatIsNoFileIsRefused() {
    assertThatThrownBy(() -> LocalRangeReader.open(folder.resolve("absent.h5")))
        .isInstanceOf(SourceUnavailableException.class)
        .hasMessageContaining("absent.h5] does not exist");
    assertThatThrownBy(() -> LocalRangeReader.open(folder))
        .isInstanceOf(SourceUnavailableException.class)
        .hasMessageContaining("is not a file");
  }

  @Test
  void interruptedReadsEndAndKeepTheInterrupt() throws Exception {
    try (LocalRangeReader reader = LocalRangeReader.open(file(noise(10)))) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> reader.read(new ByteRange(0, 1)))
          .isInstanceOf(SourceUnavailableException.class)
          .hasMessageContaining("interrupted");
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void emptyObjectsHaveAnIdentity() throws Exception {
    try (LocalRangeReader reader = LocalRangeReader.open(file(new byte[0]))) {
      assertThat(reader.identity().size()).isZero();
      assertThat(reader.identity().lastModified()).isNotNull();
    }
  }

  @Test
  void identitiesMatchByTheirStrongestCommonMark() {
    Instant time = Instant.parse("2024-01-01T00:00:00.9Z");
    SourceIdentity full = new SourceIdentity(5, "\"a\"", time);
    assertThat(full.matches(full)).isTrue();
    assertThat(full.matches(new SourceIdentity(6, "\"a\"", time))).isFalse();
    assertThat(full.matches(new SourceIdentity(5, "\"b\"", time))).isFalse();
    assertThat(full.matches(new SourceIdentity(5, "\"a\"", time.plusSeconds(9)))).isTrue();
    assertThat(full.matches(new SourceIdentity(5, null, time.minusMillis(800)))).isTrue();
    assertThat(full.matches(new SourceIdentity(5, null, time.plusMillis(200)))).isFalse();
    assertThat(full.matches(new SourceIdentity(5, null, null))).isTrue();
    assertThatThrownBy(() -> new SourceIdentity(-1, null, null))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void byteRangesHoldAByteAndDoNotOverflow() {
    assertThat(new ByteRange(3, 4)).hasToString("[3, 7)");
    assertThat(new ByteRange(3, 4).contains(new ByteRange(4, 3))).isTrue();
    assertThat(new ByteRange(3, 4).contains(new ByteRange(4, 4))).isFalse();
    for (long[] bad : new long[][] {{-1, 1}, {0, 0}, {0, -1}, {Long.MAX_VALUE, 1}}) {
      assertThatThrownBy(() -> new ByteRange(bad[0], bad[1]))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
