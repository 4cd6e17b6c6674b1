package org.groundtrack.io;

import java.util.function.Supplier;
import org.groundtrack.error.LimitExceededException;

/** Libraries that Java unpacks to its temporary folder before they can be used. */
public final class NativeLibraries {
  private NativeLibraries() {}

  /**
   * Makes what needs a library.
   *
   * @throws LimitExceededException if the library can't be unpacked or loaded, as on a full disk or
   *     in a folder that may not hold programs
   */
  public static <T> T use(String library, Supplier<T> made) {
    try {
      return made.get();
    } catch (LinkageError e) {
      throw unusable(library, e);
    }
  }

  /** The failure of a library that can't be unpacked or loaded. */
  public static LimitExceededException unusable(String library, Throwable cause) {
    return new LimitExceededException(
        "The native library of %s can't be unpacked to %s or loaded from there (%s): name a folder that is writable, has room and may hold programs: GROUNDTRACK_OPTS=-Djava.io.tmpdir=FOLDER"
            .formatted(library, System.getProperty("java.io.tmpdir"), cause.getMessage()),
        cause);
  }
}
