package org.groundtrack.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.groundtrack.error.UsageException;
import org.groundtrack.io.ByteRange;
import org.groundtrack.io.RangeReader;
import org.groundtrack.testing.SettableClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheEvictionTest {
  private static final long BOUND = 8 << 20;
  // The folder itself and its small files are not counted.
  private static final long DISK_BOUND = BOUND + 5 * 4096;

  private final SettableClock clock = new SettableClock(Instant.parse("2030-01-01T00:00:00Z"));

  @TempDir Path parent;

  private Path folder() {
    return parent.resolve("cache");
  }

  private RangeCache open(long bound) {
    return RangeCache.open(folder(), bound, clock);
  }

  private static RangeReader wrap(RangeCache cache, MemoryReader object) {
    return cache.wrap(object, MemoryReader.URI, object.identity());
  }

  @Test
  void theBoundHoldsWhateverIsRead() {
    long seed = new Random().nextLong();
    System.out.println("CacheEvictionTest seed " + seed);
    Random random = new Random(seed);
    MemoryReader[] objects = new MemoryReader[40];
    for (int i = 0; i < objects.length; i++) {
      objects[i] = new MemoryReader(MemoryReader.noise(1_000_000, seed + i));
    }
    try (RangeCache cache = open(BOUND)) {
      for (int i = 0; i < 500; i++) {
        int which = random.nextInt(objects.length);
        MemoryReader object = objects[which];
        int length = 1 + random.nextInt(1 << random.nextInt(20));
        ByteRange range = new ByteRange(random.nextInt(object.bytes.length - length), length);
        try (RangeReader reader = cache.wrap(object, MemoryReader.URI + which, object.identity())) {
          assertThat(reader.read(range).array())
              .as("seed %s", seed)
              .isEqualTo(object.expected(range));
        }
        clock.advance(Duration.ofSeconds(1));
        if (i % 25 == 0) {
          assertThat(CacheFiles.diskBytes(folder()))
              .as("seed %s", seed)
              .isLessThanOrEqualTo(DISK_BOUND);
        }
      }
      assertThat(cache.isStoring()).isTrue();
      assertThat(cache.statistics().storedBytes()).isGreaterThan(BOUND);
    }
  }

  @Test
  void theNewestStayAndTheOldestGo() {
    MemoryReader object = new MemoryReader(MemoryReader.noise(24 << 20, 1));
    int step = 64 << 10;
    try (RangeCache cache = open(BOUND);
        RangeReader reader = wrap(cache, object)) {
      for (int at = 0; at < object.bytes.length; at += step) {
        reader.read(new ByteRange(at, step));
        clock.advance(Duration.ofMinutes(2));
      }
      object.requests.clear();
      int kept = (int) (BOUND * 3 / 4);
      reader.read(new ByteRange(object.bytes.length - kept, kept));
      assertThat(object.requests).isEmpty();
      reader.read(new ByteRange(0, step));
      assertThat(object.requests).hasSize(1);
    }
  }

  @Test
  void piecesInUseStayHoweverOldTheyAre() {
    MemoryReader object = new MemoryReader(MemoryReader.noise(24 << 20, 2));
    int step = 256 << 10;
    ByteRange favourite = new ByteRange(0, step);
    try (RangeCache cache = open(BOUND);
        RangeReader reader = wrap(cache, object)) {
      for (int at = 0; at < object.bytes.length; at += step) {
        reader.read(new ByteRange(at, step));
        reader.read(favourite);
        clock.advance(Duration.ofMinutes(2));
      }
    }
    assertThat(object.requests.stream().filter(favourite::equals)).hasSize(1);
  }

  @Test
  void aRangeThatNeedsMoreThanATenthOfTheBoundIsStored() {
    MemoryReader object = new MemoryReader(MemoryReader.noise(40 << 20, 8));
    int step = 1 << 20;
    try (RangeCache cache = open(BOUND);
        RangeReader reader = wrap(cache, object)) {
      int ranges = 0;
      for (int at = 0; at + step <= object.bytes.length; at += step) {
        ByteRange range = new ByteRange(at, step);
        reader.read(range);
        reader.read(range);
        ranges++;
        clock.advance(Duration.ofMinutes(2));
      }
      assertThat(cache.statistics().requests()).isEqualTo(ranges);
      assertThat(CacheFiles.diskBytes(folder())).isLessThanOrEqualTo(DISK_BOUND);
    }
  }

  @Test
  void whileAnotherEvictsReadsGoOnWithinTheBound() throws Exception {
    MemoryReader object = new MemoryReader(MemoryReader.noise(12 << 20, 7));
    try (RangeCache cache = open(BOUND);
        RangeReader reader = wrap(cache, object)) {
      // A JVM refuses a second lock of a file just as another process would be refused.
      try (FileChannel channel =
              FileChannel.open(folder().resolve("lock"), StandardOpenOption.WRITE);
          FileLock held = channel.lock()) {
        assertThat(held.isValid()).isTrue();
        for (int at = 0; at < object.bytes.length; at += 1 << 20) {
          ByteRange range = new ByteRange(at, 1 << 20);
          assertThat(reader.read(range).array()).isEqualTo(object.expected(range));
        }
        // The first ones, since nothing made room for others.
        assertThat(CacheFiles.pieces(folder())).hasSize(7);
        assertThat(CacheFiles.diskBytes(folder())).isLessThanOrEqualTo(DISK_BOUND);
      }
      assertThat(cache.isStoring()).isTrue();
      ByteRange last = new ByteRange(11 << 20, 1 << 20);
      reader.read(last);
      object.requests.clear();
      reader.read(last);
      assertThat(object.requests).isEmpty();
    }
  }

  @Test
  void aSmallerBoundHoldsFromTheNextRunOn() {
    MemoryReader object = new MemoryReader(MemoryReader.noise(12 << 20, 3));
    try (RangeCache cache = open(1L << 30)) {
      for (int at = 0; at < object.bytes.length; at += 100_000) {
        int length = Math.min(100_000, object.bytes.length - at);
        wrap(cache, object).read(new ByteRange(at, length));
      }
    }
    assertThat(CacheFiles.diskBytes(folder())).isGreaterThan(12 << 20);
    open(BOUND).close();
    assertThat(CacheFiles.diskBytes(folder())).isBetween(BOUND / 2, BOUND);
  }

  @Test
  void damagedOrLostAccountsAreMadeAnew() throws Exception {
    MemoryReader object = new MemoryReader(MemoryReader.noise(28 << 20, 4));
    String[] lost = {"usage", "growth", "usage", "growth"};
    for (int run = 0; run < lost.length; run++) {
      try (RangeCache cache = open(BOUND)) {
        for (int i = 0; i < 7; i++) {
          ByteRange range = new ByteRange((7L * run + i) << 20, 1 << 20);
          assertThat(wrap(cache, object).read(range).array()).isEqualTo(object.expected(range));
        }
        assertThat(cache.isStoring()).isTrue();
      }
      assertThat(CacheFiles.diskBytes(folder())).isLessThanOrEqualTo(DISK_BOUND);
      if (run < 2) {
        Files.delete(folder().resolve(lost[run]));
      } else {
        Files.write(folder().resolve(lost[run]), new byte[3]);
      }
    }
    open(BOUND).close();
    assertThat(CacheFiles.diskBytes(folder())).isLessThanOrEqualTo(DISK_BOUND);
  }

  @Test
  void rangesTooLargeForTheCacheArePassedThrough() {
    MemoryReader object = new MemoryReader(MemoryReader.noise((int) BOUND, 5));
    ByteRange all = new ByteRange(0, BOUND);
    try (RangeCache cache = open(BOUND)) {
      wrap(cache, object).read(new ByteRange(5, 10));
      assertThat(wrap(cache, object).read(all).array()).isEqualTo(object.bytes);
    }
    // The part before the first range is small enough.
    assertThat(CacheFiles.pieces(folder())).hasSize(2);
    assertThatThrownBy(() -> open(RangeCache.MIN_BYTES - 1)).isInstanceOf(UsageException.class);
  }

  @Test
  void aPieceThatIsEvictedUnderAReaderIsAMiss() throws Exception {
    MemoryReader object = new MemoryReader(MemoryReader.noise(100_000, 6));
    ByteRange range = new ByteRange(0, 100_000);
    try (RangeCache cache = open(BOUND);
        RangeReader reader = wrap(cache, object)) {
      for (int i = 1; i <= 5; i++) {
        assertThat(reader.read(range).array()).isEqualTo(object.bytes);
        assertThat(reader.read(range).array()).isEqualTo(object.bytes);
        assertThat(object.requests).hasSize(i);
        for (Path piece : CacheFiles.pieces(folder())) {
          Files.delete(piece);
          CacheFolder.deleteIfEmpty(piece.getParent());
        }
      }
      assertThat(cache.statistics().damagedPieces()).isZero();
    }
  }

  @Test
  void whatKilledProcessesWereWritingIsSweptAfterADay() throws Exception {
    open(BOUND).close();
    Path old = Files.writeString(folder().resolve("tmp").resolve("old"), "x");
    Path recent = Files.writeString(folder().resolve("tmp").resolve("recent"), "x");
    Files.setLastModifiedTime(old, FileTime.from(clock.instant().minus(Duration.ofHours(25))));
    Files.setLastModifiedTime(recent, FileTime.from(clock.instant().minus(Duration.ofHours(23))));
    open(BOUND).close();
    assertThat(old).doesNotExist();
    assertThat(recent).exists();
  }
}
