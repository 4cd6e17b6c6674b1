package org.groundtrack.http;

import java.time.Duration;
import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * Measures latency and bandwidth from the requests that are made anyway. Safe for use by many
 * threads at once.
 *
 * <p>Latency is the median time from sending a request to the headers of its answer, over the last
 * {@value #SAMPLES}: a median, since a slow answer now and then says nothing of the next. Bandwidth
 * is the bytes of long bodies over the time in which any of them was being received. Short ones say
 * nothing of it: they arrive with their headers.
 */
public final class LinkMeter {
  private static final int SAMPLES = 64;
  private static final int ENOUGH = 8;
  private static final int LONG_BODY = 128 << 10;
  private static final long ENOUGH_BYTES = 2 << 20;

  private final long[] latencies = new long[SAMPLES];
  private int count;
  private long bytes;
  private long receivingNanos;
  private long receivingSince;
  private int receiving;

  synchronized void answered(Duration latency) {
    latencies[count++ % SAMPLES] = latency.toNanos();
  }

  /** A body begins to arrive. */
  synchronized void begin(long length) {
    if (length >= LONG_BODY && receiving++ == 0) {
      receivingSince = System.nanoTime();
    }
  }

  /** The body that began has ended. */
  synchronized void end(long length, long received) {
    if (length < LONG_BODY) {
      return;
    }
    bytes += received;
    if (--receiving == 0) {
      receivingNanos += System.nanoTime() - receivingSince;
    }
  }

  /** Median seconds from a request to its answer; empty before enough were made. */
  public synchronized OptionalDouble latencySeconds() {
    if (count < ENOUGH) {
      return OptionalDouble.empty();
    }
    long[] sorted = Arrays.copyOf(latencies, Math.min(count, SAMPLES));
    Arrays.sort(sorted);
    return OptionalDouble.of(sorted[sorted.length / 2] / 1e9);
  }

  /** Bytes a second of all requests together; empty before enough were received. */
  public synchronized OptionalDouble bytesPerSecond() {
    long nanos = receivingNanos + (receiving > 0 ? System.nanoTime() - receivingSince : 0);
    return bytes < ENOUGH_BYTES || nanos == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(bytes / (nanos / 1e9));
  }
}
