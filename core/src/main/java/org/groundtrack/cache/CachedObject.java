package org.groundtrack.cache;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.groundtrack.io.ByteRange;

/**
 * What is known of one version of an object: its stored pieces, and what is being fetched. All its
 * readers of this process share it. Safe for use by many threads at once.
 */
final class CachedObject {
  // A miss looks for pieces of other processes once in so many misses per piece: an object of
  // thousands of pieces is not listed for each.
  private static final int PIECES_PER_MISS = 64;

  /**
   * A range that a thread is fetching.
   *
   * @param bytes what it fetched; fails with the fetch. Nobody changes them
   */
  record Fetch(ByteRange range, CompletableFuture<ByteBuffer> bytes) {}

  /**
   * How a range is had.
   *
   * @param stored parts of pieces
   * @param own parts that the caller fetches; each is to be finished by it
   * @param others parts that other threads fetch
   */
  record Plan(
      List<RangeMap.Part<Piece>> stored, List<Fetch> own, List<RangeMap.Part<Fetch>> others) {
    Plan() {
      this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }
  }

  private final ObjectKey key;
  private final PieceStore store;
  private final RangeMap<Piece> pieces = new RangeMap<>();
  private final RangeMap<Fetch> fetches = new RangeMap<>();
  private final Set<Piece> unreadable = new HashSet<>();
  private final Map<Piece, Instant> used = new ConcurrentHashMap<>();
  private boolean everListed;
  private long listed;
  private long missesUntilListing;

  CachedObject(ObjectKey key, PieceStore store) {
    this.key = key;
    this.store = store;
  }

  /** Says how to get a range. No byte is in the {@code own} of two unfinished plans. */
  synchronized Plan plan(ByteRange range) {
    Plan plan = split(range);
    if (!plan.own().isEmpty() && --missesUntilListing < 0) {
      list();
      plan = split(range);
    }
    for (Fetch fetch : plan.own()) {
      fetches.fill(fetch.range(), fetch);
    }
    return plan;
  }

  /** Whether all of a range is stored, as far as this process knows. */
  synchronized boolean holds(ByteRange range) {
    if (!everListed) {
      list();
    }
    return pieces.split(range).stream().allMatch(part -> part.value() != null);
  }

  private Plan split(ByteRange range) {
    Plan plan = new Plan();
    for (RangeMap.Part<Piece> part : pieces.split(range)) {
      if (part.value() != null) {
        plan.stored().add(part);
        continue;
      }
      for (RangeMap.Part<Fetch> missing : fetches.split(part.range())) {
        if (missing.value() != null) {
          plan.others().add(missing);
        } else {
          plan.own().add(new Fetch(missing.range(), new CompletableFuture<>()));
        }
      }
    }
    return plan;
  }

  private void list() {
    everListed = true;
    pieces.clear();
    listed = 0;
    for (Piece piece : store.list(key)) {
      listed++;
      if (!unreadable.contains(piece)) {
        pieces.fill(piece.range(), piece);
      }
    }
    missesUntilListing = listed / PIECES_PER_MISS;
  }

  /** Stores what was fetched, for threads that wait for it and for later ones. */
  void succeed(Fetch fetch, ByteBuffer bytes) {
    fetch.bytes().complete(bytes);
    List<Piece> stored = List.of();
    try {
      stored = store.store(key, fetch.range(), bytes);
    } finally {
      finish(fetch, stored);
    }
  }

  /** Leaves a range to those who wait for it. Does nothing if it was fetched. */
  void abandon(Fetch fetch, Throwable cause) {
    if (fetch.bytes().completeExceptionally(cause)) {
      finish(fetch, List.of());
    }
  }

  private synchronized void finish(Fetch fetch, List<Piece> stored) {
    fetches.remove(fetch.range(), fetch);
    for (Piece piece : stored) {
      unreadable.remove(piece);
      pieces.fill(piece.range(), piece);
    }
  }

  /** Reads a part of a piece; see {@link PieceFile#read}. */
  void read(RangeMap.Part<Piece> part, ByteBuffer into) throws IOException {
    Piece piece = part.value();
    store.read(key, piece, (int) (part.range().offset() - piece.offset()), into);
    used.compute(piece, (same, last) -> store.use(key, piece, last == null ? Instant.EPOCH : last));
  }

  /**
   * Forgets a piece that could not be read, and deletes it. It stays forgotten even if it can't be
   * deleted, until it is stored again.
   */
  void drop(Piece piece) {
    store.drop(key, piece);
    used.remove(piece);
    synchronized (this) {
      unreadable.add(piece);
      pieces.remove(piece.range(), piece);
      missesUntilListing = 0;
    }
  }
}
