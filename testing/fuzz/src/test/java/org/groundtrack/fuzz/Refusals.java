package org.groundtrack.fuzz;

import java.util.regex.Pattern;
import org.groundtrack.error.ErrorCode;
import org.groundtrack.error.GroundtrackException;

/** Says which ends of a reading are fine: it succeeds, or is refused in words for a user. */
final class Refusals {
  /** A user reads a message in one glance: what was given is quoted in part. */
  private static final int MAX_CHARACTERS = 1500;

  /** Names of Java's own exceptions, which tell a user nothing. */
  private static final Pattern NAMES_EXCEPTION =
      Pattern.compile("\\b(java|javax|com|org|io)\\.[a-z.]+[A-Z]\\w*(Exception|Error)\\b");

  private static final Pattern ENDS_IN_NULL = Pattern.compile("[:(] ?null\\)?$");

  private Refusals() {}

  /**
   * Runs a reading; any exception that is none of ours goes on to the caller.
   *
   * @throws AssertionError if it is refused in words that help nobody, or as a bug of ours
   */
  static void allow(Runnable reading) {
    try {
      reading.run();
    } catch (GroundtrackException e) {
      check(e);
    }
  }

  /** Fails on a refusal in words that help nobody, or as a bug of ours. */
  static void check(GroundtrackException e) {
    String message = e.getMessage();
    if (e.code() == ErrorCode.INTERNAL) {
      throw new AssertionError("told as a bug: " + message, e);
    }
    if (message == null
        || message.isBlank()
        || message.length() > MAX_CHARACTERS
        || NAMES_EXCEPTION.matcher(message).find()
        || ENDS_IN_NULL.matcher(message).find()) {
      throw new AssertionError("a message for nobody: " + message, e);
    }
  }
}
