package org.groundtrack.error;

/** A source is not the one that was indexed. */
public final class SourceChangedException extends GroundtrackException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message one line: what, found, expected, remedy
   */
  public SourceChangedException(String message) {
    super(ErrorCode.SOURCE_CHANGED, message);
  }

  /**
   * @param message one line: what, found, expected, remedy
   * @param cause what was caught
   */
  public SourceChangedException(String message, Throwable cause) {
    super(ErrorCode.SOURCE_CHANGED, message, cause);
  }
}
