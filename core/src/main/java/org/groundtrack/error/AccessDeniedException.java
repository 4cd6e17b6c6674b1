package org.groundtrack.error;

/** Access was denied: no credentials, expired or unusable ones, or terms that are not accepted. */
public final class AccessDeniedException extends GroundtrackException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message one line: what, found, expected, remedy; never a secret
   */
  public AccessDeniedException(String message) {
    super(ErrorCode.ACCESS_DENIED, message);
  }

  /**
   * @param message one line: what, found, expected, remedy; never a secret
   * @param cause what was caught; its message is printed by {@code --debug}, so no secret either
   */
  public AccessDeniedException(String message, Throwable cause) {
    super(ErrorCode.ACCESS_DENIED, message, cause);
  }
}
