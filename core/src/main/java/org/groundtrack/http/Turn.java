package org.groundtrack.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;

/**
 * One request goes first, and others wait for what becomes of it. If it could not reach anybody, or
 * got no answer in time, they fail as it did: to find that out one after the other would take as
 * many timeouts. Safe for use by many threads at once.
 */
final class Turn {
  private boolean over;
  private IOException failure;

  /**
   * Ends it.
   *
   * @param failed why it failed, or {@code null}
   */
  synchronized void end(IOException failed) {
    over = true;
    failure = failed != null && isOfAll(failed) ? failed : null;
    notifyAll();
  }

  /**
   * Waits until it is over.
   *
   * @throws IOException if it failed in a way that whoever waited for it would, too
   */
  synchronized void await() throws IOException, InterruptedException {
    while (!over) {
      wait();
    }
    if (failure != null) {
      throw failure;
    }
  }

  /** A connection that breaks says little of the next one; what a rule refuses, of another URL. */
  private static boolean isOfAll(IOException failure) {
    return failure instanceof ConnectException
        || failure instanceof NoRouteToHostException
        || failure instanceof InterruptedIOException
        || (failure instanceof UnknownHostException
            && !(failure instanceof RefusedAddressException));
  }
}
