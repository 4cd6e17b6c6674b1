package org.groundtrack.cache;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.groundtrack.error.SourceUnavailableException;
import org.groundtrack.io.ByteRange;
import org.groundtrack.io.RangeReader;
import org.groundtrack.io.SourceIdentity;

/** Reads what is stored from the cache, and the rest from the reader that it wraps. */
final class CachedRangeReader implements RangeReader {
  private final RangeReader reader;
  private final SourceIdentity identity;
  private final CachedObject object;
  private final Counters counters;
  private final Runnable onClose;
  private final AtomicBoolean closed = new AtomicBoolean();

  CachedRangeReader(
      RangeReader reader,
      SourceIdentity identity,
      CachedObject object,
      Counters counters,
      Runnable onClose) {
    this.reader = reader;
    this.identity = identity;
    this.object = object;
    this.counters = counters;
    this.onClose = onClose;
  }

  @Override
  public String name() {
    return reader.name();
  }

  @Override
  public SourceIdentity identity() {
    return identity;
  }

  @Override
  public ByteBuffer read(ByteRange range) {
    if (range.end() > identity.size()) {
      // It knows what to say.
      return reader.read(range);
    }
    ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(range.length()));
    boolean asked = false;
    Deque<ByteRange> missing = new ArrayDeque<>();
    missing.add(range);
    // A part that fails, because its piece is damaged or was evicted, or another thread could not
    // fetch it, is looked for again. It ends: a piece fails once, and an own fetch throws.
    while (!missing.isEmpty()) {
      CachedObject.Plan plan = object.plan(missing.remove());
      asked |= !plan.own().isEmpty();
      // Own fetches come before waiting, or two threads could wait for each other.
      fetch(plan, range, bytes);
      for (RangeMap.Part<Piece> part : plan.stored()) {
        if (!readStored(part, place(part.range(), range, bytes))) {
          missing.add(part.range());
        }
      }
      for (RangeMap.Part<CachedObject.Fetch> part : plan.others()) {
        if (!await(part, place(part.range(), range, bytes))) {
          missing.add(part.range());
        }
      }
    }
    if (!asked) {
      counters.requestsSaved.increment();
    }
    return bytes;
  }

  private static ByteBuffer place(ByteRange part, ByteRange range, ByteBuffer bytes) {
    return bytes.slice(
        Math.toIntExact(part.offset() - range.offset()), Math.toIntExact(part.length()));
  }

  private void fetch(CachedObject.Plan plan, ByteRange range, ByteBuffer bytes) {
    try {
      for (CachedObject.Fetch fetch : plan.own()) {
        ByteBuffer fetched = reader.read(fetch.range());
        counters.requests.increment();
        counters.missBytes.add(fetch.range().length());
        // A copy, since the caller may change what it gets while others still read this.
        place(fetch.range(), range, bytes).put(fetched.duplicate());
        object.succeed(fetch, fetched);
      }
    } catch (RuntimeException | Error e) {
      for (CachedObject.Fetch fetch : plan.own()) {
        object.abandon(fetch, e);
      }
      throw e;
    }
  }

  private boolean readStored(RangeMap.Part<Piece> part, ByteBuffer into) {
    try {
      object.read(part, into);
      counters.hitBytes.add(part.range().length());
      return true;
    } catch (ClosedByInterruptException e) {
      Thread.currentThread().interrupt();
      throw interrupted(part.range(), e);
    } catch (NoSuchFileException e) {
      // Evicted.
      object.drop(part.value());
      return false;
    } catch (IOException e) {
      counters.damagedPieces.increment();
      object.drop(part.value());
      return false;
    }
  }

  private boolean await(RangeMap.Part<CachedObject.Fetch> part, ByteBuffer into) {
    try {
      ByteBuffer fetched = part.value().bytes().get();
      long at = part.range().offset() - part.value().range().offset();
      into.put(fetched.slice(fetched.position() + (int) at, into.remaining()));
      counters.hitBytes.add(part.range().length());
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw interrupted(part.range(), e);
    } catch (ExecutionException e) {
      // Why is told to the thread that fetched; this one tries itself.
      return false;
    }
  }

  private SourceUnavailableException interrupted(ByteRange range, Exception cause) {
    return new SourceUnavailableException(
        "[%s] bytes %s: reading was interrupted".formatted(name(), range), cause);
  }

  @Override
  public boolean isAtHand(ByteRange range) {
    return object.holds(range);
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      onClose.run();
    }
    reader.close();
  }
}
