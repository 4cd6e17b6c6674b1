package org.groundtrack.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that goes when it is told to. */
public class SettableClock extends Clock {
  private Instant now;

  public SettableClock(Instant start) {
    now = start;
  }

  /** Goes on, or back. */
  public final synchronized void advance(Duration duration) {
    now = now.plus(duration);
  }

  /** Goes to a time. */
  public final synchronized void set(Instant time) {
    now = time;
  }

  @Override
  public final synchronized Instant instant() {
    return now;
  }

  @Override
  public final ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public final Clock withZone(ZoneId zone) {
    return this;
  }
}
