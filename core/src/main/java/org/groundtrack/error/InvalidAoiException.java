package org.groundtrack.error;

/** An area of interest is unreadable or invalid. */
public final class InvalidAoiException extends GroundtrackException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message one line: what, found, expected, remedy
   */
  public InvalidAoiException(String message) {
    super(ErrorCode.INVALID_AOI, message);
  }

  /**
   * @param message one line: what, found, expected, remedy
   * @param cause what was caught
   */
  public InvalidAoiException(String message, Throwable cause) {
    super(ErrorCode.INVALID_AOI, message, cause);
  }
}
