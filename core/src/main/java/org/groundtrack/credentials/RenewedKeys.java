package org.groundtrack.credentials;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.groundtrack.error.AccessDeniedException;
import org.groundtrack.error.SourceUnavailableException;

/**
 * Keys that are got anew some minutes before they end. Whoever finds them old gets new ones, in its
 * own thread, while all others that ask wait for the same answer or failure. After a failure the
 * next to ask tries again.
 */
final class RenewedKeys implements AwsKeyProvider {
  private static final Duration AHEAD = Duration.ofMinutes(5);

  private final String from;
  private final Supplier<AwsKeys> source;
  private final Clock clock;
  private AwsKeys current;
  private Instant renewAt;
  private CompletableFuture<AwsKeys> pending;

  /**
   * @param from who gives them, for messages
   * @param source gets new ones
   */
  RenewedKeys(String from, Supplier<AwsKeys> source, Clock clock) {
    this.from = from;
    this.source = source;
    this.clock = clock;
  }

  @Override
  public Optional<AwsKeys> keys() {
    CompletableFuture<AwsKeys> answer;
    boolean mine = false;
    synchronized (this) {
      if (current != null && (renewAt == null || clock.instant().isBefore(renewAt))) {
        return Optional.of(current);
      }
      if (pending == null) {
        pending = new CompletableFuture<>();
        mine = true;
      }
      answer = pending;
    }
    if (mine) {
      renew(answer);
    }
    return Optional.of(await(answer));
  }

  private void renew(CompletableFuture<AwsKeys> answer) {
    AwsKeys keys = null;
    Throwable failure = null;
    try {
      keys = checked(source.get());
    } catch (RuntimeException | Error e) {
      failure = e; // Nobody may be left waiting, whatever happened.
    }
    synchronized (this) {
      pending = null;
      if (failure == null) {
        current = keys;
        renewAt = renewAt(keys);
      }
    }
    if (failure == null) {
      answer.complete(keys);
    } else {
      answer.completeExceptionally(failure);
    }
  }

  private AwsKeys checked(AwsKeys keys) {
    Instant now = clock.instant();
    if (keys.expiresAt().isPresent() && !keys.expiresAt().get().isAfter(now)) {
      throw new AccessDeniedException(
          "New keys of %s ended at %s, and it is %s here: is the clock right?"
              .formatted(from, keys.expiresAt().get(), now));
    }
    return keys;
  }

  /** Keys that last for less than ten minutes serve for half of their time. */
  private Instant renewAt(AwsKeys keys) {
    if (keys.expiresAt().isEmpty()) {
      return null;
    }
    Instant end = keys.expiresAt().get();
    Duration half = Duration.between(clock.instant(), end).dividedBy(2);
    return end.minus(half.compareTo(AHEAD) < 0 ? half : AHEAD);
  }

  private AwsKeys await(CompletableFuture<AwsKeys> answer) {
    try {
      return answer.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SourceUnavailableException("Interrupted while waiting for keys of " + from, e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw (Error) e.getCause();
    }
  }

  @Override
  public String toString() {
    return "keys of " + from;
  }
}
