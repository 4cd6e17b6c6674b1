package org.groundtrack.source;

import org.groundtrack.error.SourceChangedException;
import org.groundtrack.error.UsageException;
import org.groundtrack.io.LocalRangeReader;
import org.groundtrack.io.RangeReader;
import org.groundtrack.io.SourceIdentity;

/** Opens whatever names an object. Safe for use by many threads at once. */
public final class Sources implements AutoCloseable {
  private static final Sources STANDARD = new Sources();

  private Sources() {}

  /** Sources with the settings that the environment gives; never closed. */
  public static Sources standard() {
    return STANDARD;
  }

  /**
   * Opens an object for range reads. The version that is found first is the version that is read.
   *
   * @throws UsageException if the location can't be
   * @throws org.groundtrack.error.SourceUnavailableException if it can't be opened
   */
  public RangeReader open(Location location) {
    if (!location.isLocal()) {
      throw new UsageException(
          "[%s] is not a local path: this version reads local granules only".formatted(location));
    }
    return LocalRangeReader.open(location.path());
  }

  /**
   * Opens one version of an object; a remote one is not asked for anything yet.
   *
   * @throws SourceChangedException if another version is found, now or at a later read
   */
  public RangeReader open(Location location, SourceIdentity expected) {
    RangeReader reader = open(location);
    SourceIdentity now = reader.identity();
    if (!expected.matches(now)) {
      reader.close();
      throw new SourceChangedException(
          "[%s] changed since it was indexed: %s bytes of %s, found %s bytes of %s. Index it again"
              .formatted(
                  location,
                  expected.size(),
                  expected.lastModified(),
                  now.size(),
                  now.lastModified()));
    }
    return reader;
  }

  /** Ends connections. What was opened is closed by who opened it. */
  @Override
  public void close() {
    // Local readers hold nothing in common.
  }
}
