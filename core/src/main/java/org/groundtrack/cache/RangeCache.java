package org.groundtrack.cache;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.groundtrack.error.LimitExceededException;
import org.groundtrack.error.UsageException;
import org.groundtrack.io.RangeReader;
import org.groundtrack.io.SourceIdentity;

/**
 * Keeps fetched byte ranges in a folder, so that they need not be fetched again. Bytes are kept by
 * object and version, and verified whenever they are read: a damaged piece is fetched again.
 *
 * <p>Safe for use by many threads at once, and by several processes in one folder. Within a process
 * a byte that one thread is fetching is not asked for by another.
 *
 * <p>The least recently used pieces, to a minute, are deleted when the bound is reached, until a
 * tenth of it is free. By count of 4 KiB blocks, files and folders take at most the bound, and
 * beyond it what is taken but not written yet when one thread measures: 256 KiB for each process,
 * and 16 MiB for each thread that is storing just then. A range longer than a quarter of the bound
 * is not stored.
 *
 * <p>A disk that is full or fails is never the reader's failure: a warning is logged once, and
 * nothing more is stored by this object. Checksums find damage, not forgery: whoever can write to
 * the folder decides what is read from it.
 */
public final class RangeCache implements AutoCloseable {
  /** The least bound, in bytes. */
  public static final long MIN_BYTES = 4 << 20;

  private record Entry(CachedObject object, int readers) {}

  private final CacheFolder folder;
  private final PieceStore store;
  private final Counters counters = new Counters();
  private final Map<ObjectKey, Entry> objects = new HashMap<>();

  private RangeCache(CacheFolder folder, long maxBytes, Clock clock) {
    this.folder = folder;
    this.store = new PieceStore(folder, maxBytes, clock, counters);
  }

  /**
   * Opens a cache, and makes it if there is none. What has been stored beyond the bound is deleted.
   * If the folder can't be written to, what it holds is used, and nothing is added.
   *
   * @param folder absent, empty or a cache; only its owner may enter it if it is made here
   * @param maxBytes bytes that the files may take (at least {@link #MIN_BYTES})
   * @throws UsageException if the folder is not a folder, or holds something else
   */
  public static RangeCache open(Path folder, long maxBytes) {
    return open(folder, maxBytes, Clock.systemUTC());
  }

  static RangeCache open(Path folder, long maxBytes, Clock clock) {
    if (maxBytes < MIN_BYTES) {
      throw new UsageException(
          "A cache of %s bytes was asked for: it needs %s or more".formatted(maxBytes, MIN_BYTES));
    }
    RangeCache cache = new RangeCache(new CacheFolder(folder), maxBytes, clock);
    try {
      cache.folder.create();
      cache.store.settle();
    } catch (IOException e) {
      cache.store.fail(e);
    }
    return cache;
  }

  /**
   * A reader that serves what is stored, and fetches and stores what is not: only the missing parts
   * of a range, each run of them by one request. Its {@link RangeReader#identity()} is the one
   * given here, and asks nobody. If all of a range is stored, the object is not looked at: bytes of
   * the version named are served even if the object has changed since.
   *
   * <p>A version is only cached if it has a strong entity tag, or a time of last modification and a
   * URI without query; else the reader itself is returned.
   *
   * @param reader reads the version {@code identity}; closed by the reader returned
   * @param canonicalUri where the object is, without a signature; a query does not get into keys
   * @param identity which version is to be read
   */
  public RangeReader wrap(RangeReader reader, String canonicalUri, SourceIdentity identity) {
    Optional<ObjectKey> key = ObjectKey.of(canonicalUri, identity);
    if (key.isEmpty()) {
      return reader;
    }
    return new CachedRangeReader(
        reader, identity, acquire(key.get()), counters, () -> release(key.get()));
  }

  private synchronized CachedObject acquire(ObjectKey key) {
    Entry entry = objects.get(key);
    CachedObject object = entry == null ? new CachedObject(key, store) : entry.object();
    objects.put(key, new Entry(object, entry == null ? 1 : entry.readers() + 1));
    return object;
  }

  private synchronized void release(ObjectKey key) {
    objects.computeIfPresent(
        key,
        (same, entry) ->
            entry.readers() == 1 ? null : new Entry(entry.object(), entry.readers() - 1));
  }

  /** What was done so far. */
  public CacheStatistics statistics() {
    return counters.statistics();
  }

  /** Whether fetched bytes are stored: not after a failure, nor after {@link #close()}. */
  public boolean isStoring() {
    return store.isStoring();
  }

  /**
   * Deletes all that is stored. Readers go on; what others store meanwhile may stay.
   *
   * @throws LimitExceededException if it can't be deleted
   */
  public void clear() {
    try {
      CacheFolder.deleteBelow(folder.objects());
    } catch (IOException e) {
      throw notDeleted(folder.root(), e);
    }
  }

  /**
   * Deletes a cache of any version, and its folder unless that holds something else. Nothing
   * happens if it does not exist.
   *
   * @throws UsageException if the folder is no cache
   * @throws LimitExceededException if it can't be deleted
   */
  public static void delete(Path folder) {
    try {
      new CacheFolder(folder).delete();
    } catch (IOException e) {
      throw notDeleted(folder, e);
    }
  }

  private static LimitExceededException notDeleted(Path folder, IOException e) {
    return new LimitExceededException(
        "Cache [%s] can't be deleted: %s".formatted(folder, e.getMessage()), e);
  }

  /** Stores nothing more. Readers that were made go on, and are closed by who has them. */
  @Override
  public void close() {
    store.stop();
  }
}
