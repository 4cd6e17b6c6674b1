package org.groundtrack.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.groundtrack.error.SourceUnavailableException;
import org.groundtrack.testing.RoundsRangeReader;
import org.groundtrack.testing.RoundsRangeReader.Rounds;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrefetchedRangeReaderTest {
  private static final int SIZE = 1 << 20;
  private static final CoalescePolicy POLICY = new CoalescePolicy(0.05, 1e8, 4, 1.0, 1000, 100_000);

  @TempDir Path folder;

  private final byte[] bytes = new byte[SIZE];
  private final ExecutorService threads = Executors.newFixedThreadPool(4);
  private LocalRangeReader local;
  private CountingRangeReader source;

  @BeforeEach
  void open() throws Exception {
    new Random(1).nextBytes(bytes);
    local = LocalRangeReader.open(Files.write(folder.resolve("object"), bytes));
    source = new CountingRangeReader(local);
  }

  @AfterEach
  void close() {
    threads.shutdownNow();
    local.close();
  }

  private PrefetchedRangeReader prefetched(List<ByteRange> wanted, long window) {
    return new PrefetchedRangeReader(source, wanted, new Fetching(POLICY, threads), window);
  }

  private void assertReads(RangeReader reader, long offset, int length) {
    ByteBuffer read = reader.read(new ByteRange(offset, length));
    assertThat(read.position()).isZero();
    assertThat(read.capacity()).isEqualTo(length);
    assertThat(read)
        .as("%s bytes from %s", length, offset)
        .isEqualTo(ByteBuffer.wrap(bytes, (int) offset, length));
  }

  @Test
  void nearRangesShareARequestThatIsMadeOnce() {
    PrefetchedRangeReader reader =
        prefetched(
            List.of(new ByteRange(5000, 500), new ByteRange(100, 1000), new ByteRange(1200, 1000)),
            SIZE);
    assertReads(reader, 5000, 500);
    assertReads(reader, 1200, 1000);
    // In pieces.
    assertReads(reader, 100, 300);
    assertReads(reader, 400, 700);
    assertThat(source.requests()).isEqualTo(2);
    assertThat(source.bytes()).isEqualTo(2100 + 500);
  }

  @Test
  void otherReadsPassThrough() {
    PrefetchedRangeReader reader = prefetched(List.of(new ByteRange(100, 100)), SIZE);
    assertReads(reader, 150, 100);
    assertReads(reader, 50, 60);
    assertReads(reader, 7000, 1);
    assertReads(reader, 100, 100);
    assertThat(source.requests()).isEqualTo(4);
    // What was read is let go, so that reading it again is a request again.
    assertReads(reader, 100, 100);
    assertThat(source.requests()).isEqualTo(5);
  }

  @Test
  void readsAcrossWantedRangesThatTouchAreServed() {
    PrefetchedRangeReader reader =
        prefetched(
            List.of(
                new ByteRange(0, 60_000), new ByteRange(60_000, 60_000), new ByteRange(120_000, 9)),
            SIZE);
    assertReads(reader, 10, 119_999);
    // A request is at most 100,000 bytes long.
    assertThat(source.requests()).isEqualTo(2);
  }

  @Test
  void requestsAreUnderWayAtOnce() {
    List<ByteRange> wanted = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      wanted.add(new ByteRange(i * 50_000L, 100));
    }
    Rounds rounds = Rounds.of(4);
    PrefetchedRangeReader reader =
        new PrefetchedRangeReader(
            new RoundsRangeReader(local, rounds), wanted, new Fetching(POLICY, threads), SIZE);
    for (ByteRange range : wanted) {
      assertReads(reader, range.offset(), 100);
    }
    assertThat(rounds.reads()).isEqualTo(4);
  }

  @Test
  void whatIsHeldStaysWithinTheWindow() {
    // The executor keeps what it is given, so that only what is begun is counted.
    List<Runnable> begun = new ArrayList<>();
    List<ByteRange> wanted = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      wanted.add(new ByteRange(i * 50_000L, 10_000));
    }
    PrefetchedRangeReader reader =
        new PrefetchedRangeReader(source, wanted, new Fetching(POLICY, begun::add), 40_000);
    assertThat(begun).hasSize(4);
    assertThat(source.requests()).isZero();
    for (int i = 0; i < 10; i++) {
      assertReads(reader, i * 50_000L, 10_000);
      assertThat(begun).hasSize(Math.min(10, 5 + i));
    }
    begun.forEach(Runnable::run);
    assertThat(source.requests()).isEqualTo(10);
  }

  @Test
  void rangeLargerThanTheWindowIsFetchedWhenItIsRead() {
    PrefetchedRangeReader reader =
        prefetched(List.of(new ByteRange(0, 50_000), new ByteRange(60_000, 100)), 10_000);
    assertReads(reader, 0, 50_000);
    assertReads(reader, 60_000, 100);
    assertThat(source.requests()).isEqualTo(2);
  }

  @Test
  void readerWithoutThreadsFetchesWhatItIsAskedFor() {
    threads.shutdown();
    PrefetchedRangeReader reader = prefetched(List.of(new ByteRange(10, 10)), SIZE);
    assertReads(reader, 10, 10);
    PrefetchedRangeReader lazy =
        new PrefetchedRangeReader(source, List.of(new ByteRange(10, 10)), Fetching.LOCAL, SIZE);
    assertReads(lazy, 10, 10);
    assertThat(source.requests()).isEqualTo(2);
  }

  @Test
  void failedRequestFailsTheReadsOfItsRangesOnly() {
    PrefetchedRangeReader reader =
        prefetched(List.of(new ByteRange(SIZE - 10, 20), new ByteRange(10, 20)), SIZE);
    assertReads(reader, 10, 20);
    assertThatThrownBy(() -> reader.read(new ByteRange(SIZE - 10, 20)))
        .isInstanceOf(SourceUnavailableException.class)
        .hasMessageContaining("it ends at byte " + SIZE);
  }

  @Test
  void forgettingBeginsNothingMore() {
    List<Runnable> begun = new ArrayList<>();
    PrefetchedRangeReader reader =
        new PrefetchedRangeReader(
            source, List.of(new ByteRange(0, 10)), new Fetching(POLICY, begun::add), SIZE);
    reader.forget();
    begun.forEach(Runnable::run);
    assertThat(source.requests()).isZero();
    assertReads(reader, 0, 10);
  }

  @Test
  void randomReadsByManyThreadsGiveTheBytesOfTheObject() throws Exception {
    long seed = System.nanoTime();
    System.out.println("PrefetchedRangeReaderTest: seed " + seed);
    Random random = new Random(seed);
    for (int round = 0; round < 50; round++) {
      List<ByteRange> wanted = new ArrayList<>();
      for (int i = random.nextInt(200); i >= 0; i--) {
        wanted.add(new ByteRange(random.nextInt(SIZE - 5000), 1 + random.nextInt(5000)));
      }
      PrefetchedRangeReader reader = prefetched(wanted, 1 + random.nextInt(200_000));
      List<ByteRange> reads = new ArrayList<>(wanted);
      for (int i = 0; i < 50; i++) {
        reads.add(new ByteRange(random.nextInt(SIZE - 20_000), 1 + random.nextInt(20_000)));
      }
      List<Future<?>> done = new ArrayList<>();
      ExecutorService readers = Executors.newFixedThreadPool(3);
      for (ByteRange range : reads) {
        done.add(readers.submit(() -> assertReads(reader, range.offset(), (int) range.length())));
      }
      for (Future<?> read : done) {
        read.get();
      }
      readers.shutdown();
      reader.forget();
    }
  }
}
