package org.groundtrack.error;

/** A source could not be reached, read or found. */
public class SourceUnavailableException extends GroundtrackException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message one line: what, found, expected, remedy
   */
  public SourceUnavailableException(String message) {
    super(ErrorCode.SOURCE_UNAVAILABLE, message);
  }

  /**
   * @param message one line: what, found, expected, remedy
   * @param cause what was caught
   */
  public SourceUnavailableException(String message, Throwable cause) {
    super(ErrorCode.SOURCE_UNAVAILABLE, message, cause);
  }
}
