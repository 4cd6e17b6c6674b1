package org.groundtrack.io;

import java.util.concurrent.atomic.LongAdder;

/** What reading cost so far. Safe for use by many threads at once. */
public final class ReadCounters {
  private final LongAdder requests = new LongAdder();
  private final LongAdder bytes = new LongAdder();
  private final LongAdder retries = new LongAdder();
  private final LongAdder redirects = new LongAdder();
  private final LongAdder renewals = new LongAdder();

  /** A request for bytes of an object is made, the first or a further try. */
  public void request() {
    requests.increment();
  }

  /** Bytes of an object were received. */
  public void received(long count) {
    bytes.add(count);
  }

  /** A request is tried again. */
  public void retry() {
    retries.increment();
  }

  /** A redirect is followed. */
  public void redirect() {
    redirects.increment();
  }

  /** The final URL of an object expired and is asked for again. */
  public void renewal() {
    renewals.increment();
  }

  /** Requests for bytes of objects, each try counted; redirects are not among them. */
  public long requests() {
    return requests.sum();
  }

  /** Bytes of objects received. */
  public long bytes() {
    return bytes.sum();
  }

  /** Requests that were tried again. */
  public long retries() {
    return retries.sum();
  }

  /** Redirects followed, those of logins included. */
  public long redirects() {
    return redirects.sum();
  }

  /** Final URLs that expired and were asked for again. */
  public long renewals() {
    return renewals.sum();
  }
}
