package org.groundtrack.index;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Function;
import java.util.function.Supplier;
import org.groundtrack.error.SourceUnavailableException;
import org.groundtrack.io.RangeReader;

/**
 * A part file that is opened, and whose pages are found, ahead of its turn; by any thread. Only one
 * gives its rows, and closes it.
 */
final class PartOnItsWay<T> implements Runnable, AutoCloseable {
  private final FutureTask<PartRows<T>> preparing;
  private RangeReader reader;
  private PartRows<T> prepared;
  private boolean closed;

  /**
   * @param decoding whether whoever opens it decodes its first rows, too
   */
  PartOnItsWay(
      Supplier<RangeReader> opener, Function<RangeReader, PartRows<T>> prepare, boolean decoding) {
    this.preparing =
        new FutureTask<>(
            () -> {
              PartRows<T> rows = prepare.apply(open(opener));
              try {
                if (decoding) {
                  rows.begin();
                }
                return kept(rows);
              } catch (RuntimeException | Error e) {
                rows.close();
                throw e;
              }
            });
  }

  /** Rows whose part was closed meanwhile are given to nobody. */
  private PartRows<T> kept(PartRows<T> rows) {
    synchronized (this) {
      if (!closed) {
        prepared = rows;
        return rows;
      }
    }
    throw new IllegalStateException("Nobody waits for this part any more");
  }

  private RangeReader open(Supplier<RangeReader> opener) {
    RangeReader opened = opener.get();
    synchronized (this) {
      if (!closed) {
        reader = opened;
        return opened;
      }
    }
    opened.close();
    throw new IllegalStateException("Nobody waits for this part any more");
  }

  /** Opens it; once, whoever calls first. */
  @Override
  public void run() {
    preparing.run();
  }

  /** Waits for it, or opens it if nobody has begun to; the rows are the caller's to close. */
  PartRows<T> await() {
    run();
    try {
      PartRows<T> rows = preparing.get();
      synchronized (this) {
        prepared = null;
      }
      return rows;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SourceUnavailableException("Reading the index was interrupted", e);
    }
  }

  @Override
  public void close() {
    preparing.cancel(false);
    RangeReader opened;
    PartRows<T> rows;
    synchronized (this) {
      closed = true;
      opened = reader;
      rows = prepared;
      reader = null;
      prepared = null;
    }
    if (rows != null) {
      rows.close();
    }
    if (opened != null) {
      opened.close();
    }
  }
}
