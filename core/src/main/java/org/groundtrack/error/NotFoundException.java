package org.groundtrack.error;

/** A source does not exist. */
public final class NotFoundException extends SourceUnavailableException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message one line: what, found, expected, remedy
   */
  public NotFoundException(String message) {
    super(message);
  }

  /**
   * @param message one line: what, found, expected, remedy
   * @param cause what was caught
   */
  public NotFoundException(String message, Throwable cause) {
    super(message, cause);
  }
}
