package org.groundtrack.http;

/** What was learnt of a host. Safe for use by many threads at once. */
final class HostState {
  private final RetryBudget budget = new RetryBudget();
  private boolean known;
  private boolean busy;
  private boolean redirects;

  RetryBudget budget() {
    return budget;
  }

  /**
   * Lets the first request to a host go alone, so that a login happens once: others wait until it
   * is over.
   *
   * @return whether the caller is that first one, who then calls {@link #leave}
   */
  synchronized boolean enter() throws InterruptedException {
    while (busy) {
      wait();
    }
    if (known) {
      return false;
    }
    busy = true;
    return true;
  }

  /** Ends what {@link #enter} began. */
  synchronized void leave(boolean answered) {
    known |= answered;
    busy = false;
    notifyAll();
  }

  /** Whether the host is known to answer itself: its objects need no resolution. */
  synchronized boolean answersItself() {
    return known && !redirects;
  }

  synchronized void redirected() {
    redirects = true;
  }
}
