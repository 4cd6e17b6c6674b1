package org.groundtrack.error;

/** A granule is malformed, or uses something that is not supported. */
public final class BadGranuleException extends GroundtrackException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message one line: what, found, expected, remedy
   */
  public BadGranuleException(String message) {
    super(ErrorCode.BAD_GRANULE, message);
  }

  /**
   * @param message one line: what, found, expected, remedy
   * @param cause what was caught
   */
  public BadGranuleException(String message, Throwable cause) {
    super(ErrorCode.BAD_GRANULE, message, cause);
  }
}
