package org.groundtrack.http;

import java.time.Duration;

/** Waits; tests replace it, so that waiting takes no time. */
interface Waiter {
  Waiter REAL = wait -> Thread.sleep(wait.toMillis());

  void await(Duration wait) throws InterruptedException;
}
