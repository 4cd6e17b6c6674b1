package org.groundtrack.error;

/**
 * Any failure that Groundtrack foresees. The message is one line that names the granule, dataset,
 * chunk, row or option, what was found, what was expected, and the remedy.
 */
public class GroundtrackException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;

  /**
   * @param code what kind of failure it is
   * @param message one line: what, found, expected, remedy
   */
  public GroundtrackException(ErrorCode code, String message) {
    this(code, message, null);
  }

  /**
   * @param code what kind of failure it is
   * @param message one line: what, found, expected, remedy
   * @param cause what was caught, or {@code null}
   */
  public GroundtrackException(ErrorCode code, String message, Throwable cause) {
    super(printable(message), cause);
    this.code = code;
  }

  /** What kind of failure it is. */
  public ErrorCode code() {
    return code;
  }

  /** Names come from untrusted granules and indexes: no control character reaches a terminal. */
  private static String printable(String message) {
    StringBuilder text = new StringBuilder(message.length());
    message
        .codePoints()
        .forEach(c -> text.appendCodePoint(Character.isISOControl(c) || c == 0x202E ? '?' : c));
    return text.toString();
  }
}
