package org.groundtrack.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.groundtrack.error.SourceUnavailableException;
import org.groundtrack.error.UsageException;
import org.groundtrack.io.ByteRange;
import org.groundtrack.io.RangeReader;
import org.groundtrack.io.SourceIdentity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RangeCacheTest {
  private static final long BOUND = 1L << 30;

  @TempDir Path parent;

  private Path folder() {
    return parent.resolve("cache");
  }

  private static RangeReader wrap(RangeCache cache, MemoryReader object) {
    return cache.wrap(object, MemoryReader.URI, object.identity());
  }

  @Test
  void bytesAreThoseOfTheObjectAndEachIsFetchedOnce() {
    long seed = new Random().nextLong();
    System.out.println("RangeCacheTest seed " + seed);
    Random random = new Random(seed);
    MemoryReader object = new MemoryReader(MemoryReader.noise(3_000_000, seed));
    for (int run = 0; run < 3; run++) {
      try (RangeCache cache = RangeCache.open(folder(), BOUND);
          RangeReader reader = wrap(cache, object)) {
        long asked = 0;
        for (int i = 0; i < 1000; i++) {
          int length = 1 + random.nextInt(1 << random.nextInt(18));
          ByteRange range = new ByteRange(random.nextInt(object.bytes.length - length), length);
          ByteBuffer read = reader.read(range);
          assertThat(read.array()).as("seed %s, %s", seed, range).isEqualTo(object.expected(range));
          assertThat(read.position()).isZero();
          assertThat(read.remaining()).isEqualTo(length).isEqualTo(read.capacity());
          assertThat(read.order()).isEqualTo(ByteOrder.BIG_ENDIAN);
          asked += length;
        }
        CacheStatistics statistics = cache.statistics();
        assertThat(statistics.hitBytes() + statistics.missBytes()).isEqualTo(asked);
        assertThat(statistics.storedBytes()).isEqualTo(statistics.missBytes());
        assertThat(statistics.damagedPieces()).isZero();
      }
    }
    assertThat(object.mostFetches()).as("seed %s", seed).isEqualTo(1);
  }

  @Test
  void onlyMissingPartsAreFetchedEachByOneRequest() {
    MemoryReader object = new MemoryReader(MemoryReader.noise(1000, 1));
    try (RangeCache cache = RangeCache.open(folder(), BOUND);
        RangeReader reader = wrap(cache, object)) {
      reader.read(new ByteRange(100, 100));
      reader.read(new ByteRange(200, 100));
      reader.read(new ByteRange(600, 50));
      object.requests.clear();
      reader.read(new ByteRange(0, 1000));
      assertThat(object.requests)
          .containsExactly(new ByteRange(0, 100), new ByteRange(300, 300), new ByteRange(650, 350));
    }
  }

  @Test
  void repeatsNeedNoRequestInThisRunAndTheNext() {
    MemoryReader object = new MemoryReader(MemoryReader.noise(40_000_000, 2));
    ByteRange range = new ByteRange(11, 39_000_000);
    for (int run = 0; run < 2; run++) {
      try (RangeCache cache = RangeCache.open(folder(), BOUND);
          RangeReader reader = wrap(cache, object)) {
        for (int i = 0; i < 2; i++) {
          assertThat(reader.read(range).array()).isEqualTo(object.expected(range));
        }
        assertThat(reader.identity()).isEqualTo(object.identity());
        CacheStatistics statistics = cache.statistics();
        assertThat(statistics.requestsSaved()).isEqualTo(run + 1);
        assertThat(statistics.requests()).isEqualTo(1 - run);
        assertThat(statistics.hitBytes()).isEqualTo((run + 1) * range.length());
      }
    }
    assertThat(object.requests).containsExactly(range);
  }

  @Test
  void callersMayChangeWhatTheyGot() {
    MemoryReader object = new MemoryReader(MemoryReader.noise(1000, 3));
    ByteRange range = new ByteRange(0, 1000);
    try (RangeCache cache = RangeCache.open(folder(), BOUND);
        RangeReader reader = wrap(cache, object)) {
      for (int i = 0; i < 3; i++) {
        byte[] read = reader.read(range).array();
        assertThat(read).isEqualTo(object.expected(range));
        read[i] ^= 1;
      }
    }
  }

  @Test
  void otherVersionsAndObjectsShareNothing() {
    Instant time = Instant.parse("2024-01-01T00:00:00Z");
    SourceIdentity version = new SourceIdentity(1000, "\"a\"", time);
    List<SourceIdentity> others =
        List.of(
            new SourceIdentity(1000, "\"b\"", time),
            new SourceIdentity(1000, null, time),
            new SourceIdentity(1000, "\"a\"", null),
            new SourceIdentity(1000, "\"a\"", time.plusSeconds(1)),
            new SourceIdentity(1001, "\"a\"", time));
    ByteRange range = new ByteRange(10, 100);
    try (RangeCache cache = RangeCache.open(folder(), BOUND)) {
      MemoryReader first = new MemoryReader(MemoryReader.noise(1001, 4));
      cache.wrap(first, MemoryReader.URI, version).read(range);
      long seed = 5;
      for (SourceIdentity other : others) {
        MemoryReader object = new MemoryReader(MemoryReader.noise(1001, seed++));
        RangeReader reader = cache.wrap(object, MemoryReader.URI, other);
        assertThat(reader.read(range).array()).isEqualTo(object.expected(range));
        assertThat(object.requests).hasSize(1);
      }
      MemoryReader elsewhere = new MemoryReader(MemoryReader.noise(1001, seed));
      RangeReader reader = cache.wrap(elsewhere, MemoryReader.URI + "x", version);
      assertThat(reader.read(range).array()).isEqualTo(elsewhere.expected(range));

      MemoryReader again = new MemoryReader(first.bytes);
      SourceIdentity same = new SourceIdentity(1000, "\"a\"", time.plusMillis(999));
      assertThat(cache.wrap(again, MemoryReader.URI, same).read(range).array())
          .isEqualTo(first.expected(range));
      assertThat(again.requests).isEmpty();
    }
  }

  @Test
  void versionsThatNothingTellsApartAreNotCached() {
    MemoryReader object = new MemoryReader(MemoryReader.noise(1000, 6));
    Instant time = Instant.parse("2024-01-01T00:00:00Z");
    try (RangeCache cache = RangeCache.open(folder(), BOUND)) {
      assertThat(cache.wrap(object, MemoryReader.URI, new SourceIdentity(1000, null, null)))
          .isSameAs(object);
      assertThat(cache.wrap(object, MemoryReader.URI, new SourceIdentity(1000, "W/\"a\"", null)))
          .isSameAs(object);
      assertThat(cache.wrap(object, MemoryReader.URI + "?id=1", new SourceIdentity(9, null, time)))
          .isSameAs(object);
      assertThat(cache.wrap(object, MemoryReader.URI, new SourceIdentity(1000, "W/\"a\"", time)))
          .isNotSameAs(object);
    }
  }

  @Test
  void nothingOfSignedUrlsGetsIntoTheFolder() throws Exception {
    MemoryReader object = new MemoryReader(MemoryReader.noise(1000, 7));
    ByteRange range = new ByteRange(0, 1000);
    try (RangeCache cache = RangeCache.open(folder(), BOUND)) {
      for (String signature : new String[] {"SENTINEL1", "SENTINEL2"}) {
        String url = MemoryReader.URI + "?X-Amz-Signature=" + signature + "&A=userid";
        cache.wrap(object, url, object.identity()).read(range);
      }
    }
    assertThat(object.requests).containsExactly(range);
    for (Path path : CacheFiles.all(folder())) {
      assertThat(path.toString()).doesNotContain("SENTINEL", "Amz", "userid", "archive", "a.h5");
      if (Files.isRegularFile(path)) {
        assertThat(new String(Files.readAllBytes(path), StandardCharsets.US_ASCII))
            .doesNotContain("SENTINEL", "Amz", "userid", "archive", "a.h5");
      }
    }
  }

  @Test
  void rangesBeyondTheEndAreLeftToTheReader() {
    MemoryReader object = new MemoryReader(MemoryReader.noise(1000, 8));
    try (RangeCache cache = RangeCache.open(folder(), BOUND);
        RangeReader reader = wrap(cache, object)) {
      assertThatThrownBy(() -> reader.read(new ByteRange(900, 200)))
          .isInstanceOf(SourceUnavailableException.class)
          .hasMessage("ends at byte 1000");
      assertThat(object.requests).containsExactly(new ByteRange(900, 200));
    }
    assertThat(CacheFiles.pieces(folder())).isEmpty();
  }

  @Test
  void foldersAreMarkedAndPrivate() throws Exception {
    RangeCache.open(folder(), BOUND).close();
    assertThat(folder().resolve("CACHEDIR.TAG"))
        .content()
        .startsWith("Signature: 8a477f597d28d172789f06886806bc55");
    if (Files.getFileStore(folder()).supportsFileAttributeView("posix")) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder())))
          .isEqualTo("rwx------");
    }
  }

  @Test
  void foldersOfOthersAreRefusedAndNeverDeleted() throws Exception {
    Path other = Files.createDirectory(parent.resolve("other"));
    Path file = Files.writeString(other.resolve("thesis.txt"), "words");
    assertThatThrownBy(() -> RangeCache.open(other, BOUND))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("is not empty");
    assertThatThrownBy(() -> RangeCache.open(file, BOUND))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("is not a folder");
    assertThatThrownBy(() -> RangeCache.delete(other)).isInstanceOf(UsageException.class);
    assertThat(CacheFiles.all(other)).containsExactly(other, file);
  }

  @Test
  void cachesOfOtherVersionsAreRefusedAndCanBeDeleted() throws Exception {
    Path other = Files.createDirectory(parent.resolve("other"));
    Files.createFile(other.resolve("groundtrack-range-cache-2"));
    assertThatThrownBy(() -> RangeCache.open(other, BOUND))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("no cache of this version");
    RangeCache.delete(other);
    assertThat(other).doesNotExist();
  }

  @Test
  void deletedCachesLeaveOnlyWhatIsNotTheirs() throws Exception {
    MemoryReader object = new MemoryReader(MemoryReader.noise(1000, 9));
    try (RangeCache cache = RangeCache.open(folder(), BOUND)) {
      wrap(cache, object).read(new ByteRange(0, 1000));
    }
    RangeCache.delete(folder());
    assertThat(folder()).doesNotExist();
    RangeCache.delete(folder());

    RangeCache.open(folder(), BOUND).close();
    Path note = Files.writeString(folder().resolve("note.txt"), "mine");
    RangeCache.delete(folder());
    assertThat(CacheFiles.all(folder())).containsExactly(folder(), note);
  }

  @Test
  void clearedCachesFetchAgainAndGoOnStoring() {
    MemoryReader object = new MemoryReader(MemoryReader.noise(1000, 10));
    ByteRange range = new ByteRange(0, 1000);
    try (RangeCache cache = RangeCache.open(folder(), BOUND);
        RangeReader reader = wrap(cache, object)) {
      reader.read(range);
      cache.clear();
      assertThat(CacheFiles.pieces(folder())).isEmpty();
      for (int i = 0; i < 3; i++) {
        assertThat(reader.read(range).array()).isEqualTo(object.bytes);
      }
      assertThat(object.requests).containsExactly(range, range);
      assertThat(cache.isStoring()).isTrue();
    }
  }
}
