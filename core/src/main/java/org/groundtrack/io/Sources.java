package org.groundtrack.io;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.groundtrack.error.UsageException;

/** Opens whatever names an object: a path, or a {@code file:} URI. */
public final class Sources {
  // A scheme has two letters or more, so that C:\data is a path.
  private static final Pattern SCHEME = Pattern.compile("^[A-Za-z][A-Za-z0-9+.-]+:.*");

  private Sources() {}

  /**
   * Opens an object for range reads.
   *
   * @param location a path or a {@code file:} URI
   * @throws UsageException if it is neither
   * @throws org.groundtrack.error.SourceUnavailableException if it can't be opened
   */
  public static RangeReader open(String location) {
    return LocalRangeReader.open(path(location));
  }

  /**
   * The local path that a location names.
   *
   * @throws UsageException if it names none
   */
  public static Path path(String location) {
    try {
      if (!SCHEME.matcher(location).matches()) {
        return Path.of(location);
      }
      URI uri = new URI(location);
      if (!"file".equalsIgnoreCase(uri.getScheme())) {
        throw new UsageException(
            "[%s] is not a local path: this version reads local granules only".formatted(location));
      }
      return Path.of(uri);
    } catch (URISyntaxException | IllegalArgumentException | FileSystemNotFoundException e) {
      throw new UsageException(
          "[%s] is neither a path nor a file: URI: %s".formatted(location, e.getMessage()), e);
    }
  }
}
