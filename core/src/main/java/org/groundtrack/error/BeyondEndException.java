package org.groundtrack.error;

/**
 * Bytes behind the end of a source were asked for: what describes it is of another version, or it
 * is truncated.
 */
public final class BeyondEndException extends SourceUnavailableException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message one line: what, found, expected, remedy
   */
  public BeyondEndException(String message) {
    super(message);
  }
}
