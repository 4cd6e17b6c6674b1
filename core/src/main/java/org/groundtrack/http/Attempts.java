package org.groundtrack.http;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.groundtrack.error.RefusedException;
import org.groundtrack.error.SourceUnavailableException;
import org.groundtrack.io.ReadCounters;

/** Makes a request until it succeeds, fails for good, or enough was tried. */
final class Attempts {
  /** A failure that another try may mend. */
  static final class Retryable extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient Optional<Duration> asked;

    Retryable(String message) {
      this(message, Optional.empty());
    }

    /**
     * @param asked how long the server asks to wait
     */
    Retryable(String message, Optional<Duration> asked) {
      super(message);
      this.asked = asked;
    }
  }

  /** One try. */
  interface Try<T> {
    T run() throws IOException, Retryable, InterruptedException;
  }

  private final String what;
  private final RetryPolicy policy;
  private final RetryBudget budget;
  private final ReadCounters counters;
  private final Clock clock;
  private final Waiter waiter;

  /**
   * @param what is asked for, in the brackets of a message
   */
  Attempts(
      String what,
      RetryPolicy policy,
      RetryBudget budget,
      ReadCounters counters,
      Clock clock,
      Waiter waiter) {
    this.what = what;
    this.policy = policy;
    this.budget = budget;
    this.counters = counters;
    this.clock = clock;
    this.waiter = waiter;
  }

  /**
   * Tries until one succeeds.
   *
   * @throws SourceUnavailableException if none does, with the last one's reason
   */
  <T> T run(Try<T> attempt) {
    Instant start = clock.instant();
    Duration wait = Duration.ZERO;
    for (int number = 1; ; number++) {
      Exception failure;
      Optional<Duration> asked = Optional.empty();
      try {
        T result = attempt.run();
        budget.success();
        return result;
      } catch (Retryable e) {
        failure = e;
        asked = e.asked;
      } catch (RefusedAddressException e) {
        throw new RefusedException("[%s] %s".formatted(what, e.getMessage()), e);
      } catch (SSLHandshakeException | SSLPeerUnverifiedException e) {
        throw new SourceUnavailableException(
            "[%s] no secure connection: %s".formatted(what, HttpTransport.reason(e)), e);
      } catch (IOException e) {
        failure = e;
      } catch (InterruptedException e) {
        throw interrupted(e);
      }
      wait = policy.next(wait, () -> ThreadLocalRandom.current().nextDouble());
      Duration pause = asked.isPresent() && asked.get().compareTo(wait) > 0 ? asked.get() : wait;
      Duration elapsed = Duration.between(start, clock.instant());
      String end = null;
      if (number > policy.maxRetries()) {
        end = "gave up after %s tries in %s".formatted(number, seconds(elapsed));
      } else if (elapsed.plus(pause).compareTo(policy.total()) > 0) {
        end =
            "gave up after %s in %s%s"
                .formatted(
                    number == 1 ? "1 try" : number + " tries",
                    seconds(elapsed),
                    asked.map(a -> ": the server asks to wait " + seconds(a)).orElse(""));
      } else if (!budget.take()) {
        end = "gave up: too many requests to its host failed";
      }
      if (end != null) {
        throw failed(failure, end);
      }
      counters.retry();
      try {
        waiter.await(pause);
      } catch (InterruptedException e) {
        throw interrupted(e);
      }
    }
  }

  private SourceUnavailableException failed(Exception failure, String end) {
    String reason =
        failure instanceof IOException io ? HttpTransport.reason(io) : failure.getMessage();
    return new SourceUnavailableException("[%s] %s; %s".formatted(what, reason, end), failure);
  }

  private SourceUnavailableException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new SourceUnavailableException("[%s] reading was interrupted".formatted(what), e);
  }

  private static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1e3);
  }
}
