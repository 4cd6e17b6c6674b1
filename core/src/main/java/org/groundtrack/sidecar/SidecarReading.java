package org.groundtrack.sidecar;

import org.groundtrack.error.BadGranuleException;
import org.groundtrack.error.GroundtrackException;
import org.groundtrack.error.Reason;

/** Runs the reading of a sidecar, so that whatever is wrong with it ends as a bad granule. */
public final class SidecarReading {
  /** What is run. */
  @FunctionalInterface
  public interface Body<T> {
    /** Reads, and throws whatever the parser throws. */
    T run() throws Exception;
  }

  private SidecarReading() {}

  /**
   * Runs a body. Parsers answer damage with any exception, a deep recursion, or an array as large
   * as a damaged number says.
   *
   * @param granule name for messages
   * @param kind what the sidecar is, such as DMR++
   */
  public static <T> T guarded(String granule, String kind, Body<T> body) {
    try {
      return body.run();
    } catch (Exception e) {
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (cause instanceof GroundtrackException known) {
          throw known;
        }
      }
      throw damaged(granule, kind, e);
    } catch (StackOverflowError | OutOfMemoryError e) {
      throw damaged(granule, kind, e);
    }
  }

  private static BadGranuleException damaged(String granule, String kind, Throwable e) {
    return new BadGranuleException(
        "[%s] its %s can't be read (%s): it is damaged; index the granule without it"
            .formatted(granule, kind, Reason.of(e)),
        e);
  }
}
