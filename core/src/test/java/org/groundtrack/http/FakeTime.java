package org.groundtrack.http;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.groundtrack.testing.SettableClock;

/** A clock that goes on only while somebody waits, which takes no time. */
final class FakeTime extends SettableClock implements Waiter {
  private final List<Duration> waits = new ArrayList<>();

  FakeTime() {
    super(Instant.parse("2026-01-01T00:00:00Z"));
  }

  @Override
  public synchronized void await(Duration wait) {
    waits.add(wait);
    advance(wait);
  }

  synchronized List<Duration> waits() {
    return List.copyOf(waits);
  }
}
