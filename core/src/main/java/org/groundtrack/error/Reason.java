package org.groundtrack.error;

import java.nio.BufferUnderflowException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.regex.Pattern;

/** Words for what a library or the system threw, to stand in a message of ours. */
public final class Reason {
  /** Enough to tell what it was; some parsers quote all that they read. */
  private static final int MAX_CHARACTERS = 300;

  /** A cause's {@code toString()}, as Java puts it into the message of what it caused. */
  private static final Pattern CLASS_NAMES =
      Pattern.compile("\\b(?:[a-z]\\w*\\.)+[A-Z][\\w$]*(?:Exception|Error)(?:: )?");

  private Reason() {}

  /**
   * The reason in words: short, in one line, without names of classes.
   *
   * @param thrown what was thrown
   */
  public static String of(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof CharacterCodingException) {
        return "it has bytes that are no text in its encoding";
      }
    }
    if (thrown instanceof NoSuchFileException) {
      return "it does not exist";
    }
    if (thrown instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (thrown instanceof FileSystemException system && system.getReason() != null) {
      return system.getReason();
    }
    if (thrown instanceof IndexOutOfBoundsException || thrown instanceof BufferUnderflowException) {
      return "it ends too early, or points beyond its end";
    }
    if (thrown instanceof StackOverflowError) {
      return "it is nested too deeply";
    }
    if (thrown instanceof OutOfMemoryError) {
      return "it takes more memory than there is";
    }
    String message = thrown.getMessage();
    if (message == null) {
      return thrown.getCause() == null ? "it is not of the expected form" : of(thrown.getCause());
    }
    String words = CLASS_NAMES.matcher(message).replaceAll("").replaceAll("\\s+", " ").strip();
    return words.isEmpty() || words.equals("null")
        ? "it is not of the expected form"
        : words.length() <= MAX_CHARACTERS ? words : words.substring(0, MAX_CHARACTERS) + " …";
  }
}
