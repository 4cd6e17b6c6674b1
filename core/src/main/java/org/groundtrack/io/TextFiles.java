package org.groundtrack.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Texts that people write by hand: UTF-8, with or without the byte order mark that editors of
 * Windows begin files with.
 */
public final class TextFiles {
  private static final String MARK = "\uFEFF";

  private TextFiles() {}

  /**
   * The lines of a file.
   *
   * @throws CharacterCodingException if it is no UTF-8
   */
  public static List<String> lines(Path file) throws IOException {
    return text(Files.readAllBytes(file)).lines().toList();
  }

  /**
   * The text of some bytes.
   *
   * @throws CharacterCodingException if they are no UTF-8
   */
  public static String text(byte[] bytes) throws CharacterCodingException {
    return withoutMark(
        StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
  }

  /** A text without a byte order mark at its start. */
  public static String withoutMark(String text) {
    return text.startsWith(MARK) ? text.substring(MARK.length()) : text;
  }
}
