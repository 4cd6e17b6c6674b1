package org.groundtrack.error;

/** A bad option, argument or call. */
public class UsageException extends GroundtrackException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message one line: what, found, expected, remedy
   */
  public UsageException(String message) {
    super(ErrorCode.USAGE, message);
  }

  /**
   * @param message one line: what, found, expected, remedy
   * @param cause what was caught
   */
  public UsageException(String message, Throwable cause) {
    super(ErrorCode.USAGE, message, cause);
  }
}
