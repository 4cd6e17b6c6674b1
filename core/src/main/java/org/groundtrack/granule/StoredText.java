package org.groundtrack.granule;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.groundtrack.error.BadGranuleException;

/**
 * Decodes texts of granules, which are UTF-8 by the rules of HDF5, or ASCII, which is part of it.
 */
public final class StoredText {
  /** Enough to find the text by. */
  private static final int SHOWN_BYTES = 24;

  private static final char REPLACEMENT = '\uFFFD';

  private StoredText() {}

  /**
   * The text up to its first NUL, where it ends for programs in C.
   *
   * @return {@code null} if it is not UTF-8: nothing says which other characters its bytes are
   */
  public static String utf8OrNull(byte[] bytes) {
    int length = length(bytes);
    String text = new String(bytes, 0, length, StandardCharsets.UTF_8);
    if (text.indexOf(REPLACEMENT) < 0) {
      return text;
    }
    // The character may have been written as such.
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(bytes, 0, length))
          .toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  /**
   * The same of a text that only describes: what is not UTF-8 keeps its bytes, a character each, as
   * ISO 8859-1 has them, by which most such signs of units are right.
   */
  public static String description(byte[] bytes) {
    String text = utf8OrNull(bytes);
    return text != null ? text : new String(bytes, 0, length(bytes), StandardCharsets.ISO_8859_1);
  }

  /** The error of a text that is not UTF-8. */
  public static BadGranuleException notUtf8(String granule, String path, byte[] bytes) {
    byte[] text = Arrays.copyOf(bytes, Math.min(SHOWN_BYTES, length(bytes)));
    return new BadGranuleException(
        "[%s /%s] has a text that is not UTF-8, with the bytes %s: nothing says which characters these are. Leave the variable out"
            .formatted(granule, path, HexFormat.ofDelimiter(" ").formatHex(text)));
  }

  private static int length(byte[] bytes) {
    int length = 0;
    while (length < bytes.length && bytes[length] != 0) {
      length++;
    }
    return length;
  }
}
