package org.groundtrack.io;

import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * How many ranges of an object are fetched: which of them share a request, and who makes requests
 * ahead of need. Immutable and safe for use by many threads.
 *
 * @param policy which ranges share a request
 * @param executor runs requests ahead; it may drop or delay them, since a reader that finds its
 *     request not yet begun makes it itself. So a pool may be shared by tasks that wait for each
 *     other
 */
public record Fetching(CoalescePolicy policy, Executor executor) {
  /** Each read is made when it is needed, by the thread that needs it. */
  public static final Fetching LOCAL = new Fetching(CoalescePolicy.LOCAL, task -> {});

  /**
   * For tables, whose wanted pages are small and apart. Measured on the manifest of 2400 granules
   * (5.2 MB), of 50 granules: 2.1 MB in 132 requests with an overfetch of 1, 2.9 MB in 74 with 2,
   * 4.4 MB in 22 with 4. With 16 at once and 50 ms each, 74 take 250 ms; the extra bytes take 8 ms.
   */
  private static final double TABLE_OVERFETCH = 2;

  private static final long IDLE_SECONDS = 10;

  public Fetching {
    Objects.requireNonNull(policy, "policy");
    Objects.requireNonNull(executor, "executor");
  }

  /** For tables behind HTTP: as many requests at once as the policy says, over one pool. */
  public static Fetching remote() {
    return Remote.FETCHING;
  }

  /** Threads come with the first remote object, and end when they are idle. */
  private static final class Remote {
    static final Fetching FETCHING = new Fetching(tables(), pool());

    private static CoalescePolicy tables() {
      CoalescePolicy remote = CoalescePolicy.REMOTE;
      return new CoalescePolicy(
          remote.latencySeconds(),
          remote.bytesPerSecond(),
          remote.parallelRequests(),
          TABLE_OVERFETCH,
          remote.maxGapBytes(),
          remote.maxRequestBytes());
    }

    private static Executor pool() {
      int threads = CoalescePolicy.REMOTE.parallelRequests();
      ThreadPoolExecutor pool =
          new ThreadPoolExecutor(
              threads,
              threads,
              IDLE_SECONDS,
              TimeUnit.SECONDS,
              new LinkedBlockingQueue<>(),
              work -> {
                Thread thread = new Thread(work, "fetch");
                thread.setDaemon(true);
                return thread;
              });
      pool.allowCoreThreadTimeOut(true);
      return pool;
    }
  }
}
