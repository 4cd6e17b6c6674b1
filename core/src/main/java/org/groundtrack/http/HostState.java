package org.groundtrack.http;

import java.io.IOException;

/** What was learnt of a host. Safe for use by many threads at once. */
final class HostState {
  private final RetryBudget budget = new RetryBudget();
  private boolean known;
  private Turn first;
  private boolean redirects;

  RetryBudget budget() {
    return budget;
  }

  /**
   * Lets the first request to a host go alone, so that a login happens once: others wait until it
   * is over.
   *
   * @return whether the caller is that first one, who then calls {@link #leave}
   * @throws IOException if the first one did not reach the host, which is then not tried again
   */
  boolean enter() throws IOException, InterruptedException {
    while (true) {
      Turn before;
      synchronized (this) {
        if (first == null) {
          if (!known) {
            first = new Turn();
          }
          return !known;
        }
        before = first;
      }
      before.await();
    }
  }

  /**
   * Ends what {@link #enter} began.
   *
   * @param failure why the request failed, or {@code null}
   */
  synchronized void leave(boolean answered, IOException failure) {
    known |= answered;
    first.end(failure);
    first = null;
  }

  /** Whether the host is known to answer itself: its objects need no resolution. */
  synchronized boolean answersItself() {
    return known && !redirects;
  }

  synchronized void redirected() {
    redirects = true;
  }
}
