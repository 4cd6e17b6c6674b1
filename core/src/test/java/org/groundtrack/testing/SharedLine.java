package org.groundtrack.testing;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.TimeUnit;

/** The bandwidth that the connections of a server share. */
final class SharedLine {
  private static final int MOST_AT_A_TIME = 16_384;

  // Turns a second at low rates: few bytes at a time keep the flow even.
  private static final int TURNS = 50;

  private volatile long bytesPerSecond;
  private long freeNanos;

  /** Sets the limit; 0 for none. */
  void bandwidth(long perSecond) {
    bytesPerSecond = perSecond;
  }

  /** Waits for a turn; gives how many of the bytes may be sent now. */
  int reserve(int bytes) throws IOException {
    long rate = bytesPerSecond;
    if (rate <= 0) {
      return bytes;
    }
    int count =
        Math.toIntExact(Math.min(bytes, Math.max(1, Math.min(MOST_AT_A_TIME, rate / TURNS))));
    long turn;
    synchronized (this) {
      freeNanos = Math.max(freeNanos, System.nanoTime()) + Math.round(count * 1e9 / rate);
      turn = freeNanos;
    }
    sleep(turn - System.nanoTime());
    return count;
  }

  /** Waits in real time, until the server is closed at most. */
  static void sleep(long nanos) throws IOException {
    try {
      TimeUnit.NANOSECONDS.sleep(nanos);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the server was closed");
    }
  }
}
