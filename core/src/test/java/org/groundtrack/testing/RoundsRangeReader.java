package org.groundtrack.testing;

import java.nio.ByteBuffer;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.groundtrack.io.ByteRange;
import org.groundtrack.io.RangeReader;
import org.groundtrack.io.SourceIdentity;

/**
 * A reader whose reads end in rounds: none of a round before all of it have begun. So code that
 * gets through has as many reads that wait for each other as there are rounds, and no more; code
 * that makes reads of one round one after the other does not get through.
 */
public final class RoundsRangeReader implements RangeReader {
  /** Rounds that several readers may share. */
  public static final class Rounds {
    private static final int PATIENCE_SECONDS = 60;

    private final CyclicBarrier[] rounds;
    private final AtomicInteger reads = new AtomicInteger();

    private Rounds(int[] sizes) {
      rounds = new CyclicBarrier[sizes.length];
      for (int i = 0; i < sizes.length; i++) {
        rounds[i] = new CyclicBarrier(sizes[i]);
      }
    }

    /** Rounds of some numbers of reads. */
    public static Rounds of(int... sizes) {
      return new Rounds(sizes);
    }

    /** Reads made so far. */
    public int reads() {
      return reads.get();
    }

    private void join(String what) {
      int number = reads.getAndIncrement();
      int round = 0;
      for (; round < rounds.length && number >= rounds[round].getParties(); round++) {
        number -= rounds[round].getParties();
      }
      if (round == rounds.length) {
        throw new AssertionError("One read too many: " + what);
      }
      try {
        rounds[round].await(PATIENCE_SECONDS, TimeUnit.SECONDS);
      } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
        throw new AssertionError(
            "Round %s never had its %s reads: %s"
                .formatted(round, rounds[round].getParties(), what),
            e);
      }
    }
  }

  private final RangeReader reader;
  private final Rounds rounds;

  public RoundsRangeReader(RangeReader reader, Rounds rounds) {
    this.reader = reader;
    this.rounds = rounds;
  }

  @Override
  public String name() {
    return reader.name();
  }

  @Override
  public SourceIdentity identity() {
    return reader.identity();
  }

  @Override
  public ByteBuffer read(ByteRange range) {
    rounds.join(name() + " " + range);
    return reader.read(range);
  }

  @Override
  public void close() {
    reader.close();
  }
}
