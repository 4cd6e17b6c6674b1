package org.groundtrack.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.groundtrack.error.SourceChangedException;
import org.groundtrack.error.SourceUnavailableException;
import org.groundtrack.io.ByteRange;
import org.groundtrack.io.RangeReader;
import org.groundtrack.io.SourceIdentity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheFailureTest {
  private static final long BOUND = 1L << 30;

  @TempDir Path parent;

  private Path folder() {
    return parent.resolve("cache");
  }

  private static RangeReader wrap(RangeCache cache, RangeReader object) {
    return cache.wrap(object, MemoryReader.URI, object.identity());
  }

  /** A way to break a cache. */
  private interface Harm {
    void to(Path folder) throws Exception;
  }

  private void readsGoOnWithoutStoring(Harm harm) throws Exception {
    MemoryReader object = new MemoryReader(MemoryReader.noise(1_000_000, 1));
    try (RangeCache cache = RangeCache.open(folder(), BOUND);
        RangeReader reader = wrap(cache, object)) {
      reader.read(new ByteRange(0, 1000));
      assertThat(cache.isStoring()).isTrue();
      harm.to(folder());
      for (int length = 1_000_000; length > 0; length -= 50_000) {
        ByteRange range = new ByteRange(0, length);
        assertThat(reader.read(range).array()).isEqualTo(object.expected(range));
      }
      assertThat(cache.isStoring()).isFalse();
    }
  }

  @Test
  void aFolderDeletedUnderACacheFailsNoRead() throws Exception {
    readsGoOnWithoutStoring(RangeCache::delete);
    assertThat(folder()).doesNotExist();
  }

  @Test
  void aFileInPlaceOfAFolderFailsNoRead() throws Exception {
    readsGoOnWithoutStoring(
        folder -> {
          CacheFolder.deleteBelow(folder.resolve("objects"));
          Files.delete(folder.resolve("objects"));
          Files.createFile(folder.resolve("objects"));
        });
    // Nor does it stop the next run.
    try (RangeCache cache = RangeCache.open(folder(), BOUND)) {
      assertThat(cache.isStoring()).isFalse();
    }
  }

  @Test
  void aFolderForTemporaryFilesThatIsGoneFailsNoRead() throws Exception {
    readsGoOnWithoutStoring(folder -> Files.delete(folder.resolve("tmp")));
  }

  @Test
  void aFullDiskFailsNoRead() throws Exception {
    // A device that is always full, where there is one.
    assumeThat(Path.of("/dev/full")).exists();
    readsGoOnWithoutStoring(
        folder -> {
          Files.delete(folder.resolve("growth"));
          Files.createSymbolicLink(folder.resolve("growth"), Path.of("/dev/full"));
        });
    Files.delete(folder().resolve("growth"));
  }

  @Test
  void whatIsStoredIsReadFromAFolderThatCannotBeWrittenTo() throws Exception {
    MemoryReader object = new MemoryReader(MemoryReader.noise(10_000, 2));
    ByteRange range = new ByteRange(0, 1000);
    try (RangeCache cache = RangeCache.open(folder(), BOUND)) {
      wrap(cache, object).read(range);
    }
    Files.delete(folder().resolve("tmp"));
    Files.createFile(folder().resolve("tmp"));
    object.requests.clear();
    try (RangeCache cache = RangeCache.open(folder(), BOUND)) {
      assertThat(wrap(cache, object).read(range).array()).isEqualTo(object.expected(range));
      assertThat(object.requests).isEmpty();
      assertThat(cache.isStoring()).isFalse();
    }
  }

  @Test
  void failuresOfTheReaderAreItsOwnAndAreNotStored() {
    MemoryReader object = new MemoryReader(MemoryReader.noise(10_000, 3));
    AtomicInteger calls = new AtomicInteger();
    RangeReader failing =
        new Scripted(
            object,
            range -> {
              if (calls.incrementAndGet() == 1) {
                throw new SourceChangedException("changed");
              }
              return object.read(range);
            });
    ByteRange range = new ByteRange(0, 5000);
    try (RangeCache cache = RangeCache.open(folder(), BOUND);
        RangeReader reader = wrap(cache, failing)) {
      assertThatThrownBy(() -> reader.read(range)).isInstanceOf(SourceChangedException.class);
      assertThat(CacheFiles.pieces(folder())).isEmpty();
      assertThat(reader.read(range).array()).isEqualTo(object.expected(range));
      assertThat(reader.read(range).array()).isEqualTo(object.expected(range));
      assertThat(calls).hasValue(2);
      assertThat(cache.isStoring()).isTrue();
    }
  }

  @Test
  void interruptedReadsEndAndStopNoCaching() {
    MemoryReader object = new MemoryReader(MemoryReader.noise(10_000, 4));
    ByteRange range = new ByteRange(0, 5000);
    try (RangeCache cache = RangeCache.open(folder(), BOUND);
        RangeReader reader = wrap(cache, object)) {
      Thread.currentThread().interrupt();
      assertThat(reader.read(range).array()).isEqualTo(object.expected(range));
      assertThat(Thread.interrupted()).isTrue();
      assertThat(cache.isStoring()).isTrue();

      reader.read(range);
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> reader.read(range))
          .isInstanceOf(SourceUnavailableException.class)
          .hasMessageContaining("interrupted");
      assertThat(Thread.interrupted()).isTrue();
      assertThat(reader.read(range).array()).isEqualTo(object.expected(range));
      assertThat(object.requests).hasSize(2);
      assertThat(CacheFiles.all(folder().resolve("tmp"))).hasSize(1);
    }
  }

  @Test
  void whoWaitsForAFetchThatFailsFetchesItself() throws Exception {
    MemoryReader object = new MemoryReader(MemoryReader.noise(10_000, 5));
    CountDownLatch fetching = new CountDownLatch(1);
    CountDownLatch fail = new CountDownLatch(1);
    RangeReader failing =
        new Scripted(
            object,
            range -> {
              fetching.countDown();
              await(fail);
              throw new SourceUnavailableException("gone");
            });
    ByteRange range = new ByteRange(0, 5000);
    ExecutorService pool = Executors.newFixedThreadPool(2);
    try (RangeCache cache = RangeCache.open(folder(), BOUND)) {
      Future<?> first = pool.submit(() -> wrap(cache, failing).read(range));
      await(fetching);
      Future<byte[]> second = pool.submit(() -> wrap(cache, object).read(range).array());
      ByteRange beside = new ByteRange(5000, 5000);
      assertThat(wrap(cache, object).read(beside).array()).isEqualTo(object.expected(beside));
      fail.countDown();
      assertThat(second.get(1, TimeUnit.MINUTES)).isEqualTo(object.expected(range));
      assertThatThrownBy(first::get).hasCauseInstanceOf(SourceUnavailableException.class);
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void sixteenThreadsFetchEachByteOnce() throws Exception {
    long seed = new Random().nextLong();
    System.out.println("CacheFailureTest seed " + seed);
    MemoryReader object = new MemoryReader(MemoryReader.noise(4_000_000, seed));
    ExecutorService pool = Executors.newFixedThreadPool(16);
    try (RangeCache cache = RangeCache.open(folder(), BOUND)) {
      List<Callable<Void>> tasks = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        Random random = new Random(seed + i);
        tasks.add(
            () -> {
              try (RangeReader reader = wrap(cache, object)) {
                for (int j = 0; j < 200; j++) {
                  int length = 1 + random.nextInt(1 << random.nextInt(20));
                  int offset = random.nextInt(object.bytes.length - length);
                  ByteRange range = new ByteRange(offset, length);
                  assertThat(reader.read(range).array())
                      .as("seed %s", seed)
                      .isEqualTo(object.expected(range));
                }
                return null;
              }
            });
      }
      for (Future<Void> done : pool.invokeAll(tasks)) {
        done.get();
      }
      assertThat(cache.isStoring()).isTrue();
    } finally {
      pool.shutdownNow();
    }
    assertThat(object.mostFetches()).as("seed %s", seed).isEqualTo(1);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** A reader of an object that goes wrong in its own way. */
  private record Scripted(RangeReader object, Function<ByteRange, ByteBuffer> script)
      implements RangeReader {
    @Override
    public String name() {
      return object.name();
    }

    @Override
    public SourceIdentity identity() {
      return object.identity();
    }

    @Override
    public ByteBuffer read(ByteRange range) {
      return script.apply(range);
    }

    @Override
    public void close() {
      object.close();
    }
  }
}
