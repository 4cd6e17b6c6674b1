package org.groundtrack.cli;

import java.nio.file.Path;
import org.groundtrack.error.UsageException;
import org.groundtrack.source.Location;

/** An index that is to be written to. */
final class LocalIndex {
  private LocalIndex() {}

  /**
   * The folder of an index.
   *
   * @param what is done with it, for the message
   * @throws UsageException if it is remote
   */
  static Path folder(String index, String what) {
    // Not a Path: "https://host" would lose a slash.
    Location location = Location.of(index);
    if (!location.isLocal()) {
      throw new UsageException(
          "[%s] is a remote index, which can't be %s: use the local index that it is a copy of, and copy that again"
              .formatted(location, what));
    }
    return location.path();
  }
}
