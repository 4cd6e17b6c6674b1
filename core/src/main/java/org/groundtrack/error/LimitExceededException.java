package org.groundtrack.error;

/** A limit was reached: memory, cells, bytes, disk. */
public final class LimitExceededException extends GroundtrackException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message one line: what, found, expected, remedy
   */
  public LimitExceededException(String message) {
    super(ErrorCode.LIMIT_EXCEEDED, message);
  }

  /**
   * @param message one line: what, found, expected, remedy
   * @param cause what was caught
   */
  public LimitExceededException(String message, Throwable cause) {
    super(ErrorCode.LIMIT_EXCEEDED, message, cause);
  }
}
