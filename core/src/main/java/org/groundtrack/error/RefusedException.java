package org.groundtrack.error;

/** A source is not allowed: its scheme, host, address or folder. */
public final class RefusedException extends GroundtrackException {
  private static final long serialVersionUID = 1L;

  /** With a message that names the source, the rule, and what would allow it. */
  public RefusedException(String message) {
    super(ErrorCode.REFUSED, message);
  }

  /** The same with a cause. */
  public RefusedException(String message, Throwable cause) {
    super(ErrorCode.REFUSED, message, cause);
  }
}
