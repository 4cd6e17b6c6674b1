package org.groundtrack.error;

/** An index is malformed, or of a format that this version does not read. */
public final class BadIndexException extends GroundtrackException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message one line: what, found, expected, remedy
   */
  public BadIndexException(String message) {
    super(ErrorCode.BAD_INDEX, message);
  }

  /**
   * @param message one line: what, found, expected, remedy
   * @param cause what was caught
   */
  public BadIndexException(String message, Throwable cause) {
    super(ErrorCode.BAD_INDEX, message, cause);
  }
}
