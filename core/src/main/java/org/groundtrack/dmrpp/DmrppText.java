package org.groundtrack.dmrpp;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.groundtrack.error.BadGranuleException;

/**
 * Decodes the characters of a document. The platform's XML reader would know many more encodings
 * than documents have, and prints to the error stream where bytes are none of a character.
 */
final class DmrppText {
  private static final int DECLARATION_BYTES = 256;
  private static final Pattern ENCODING =
      Pattern.compile("^\\s*<\\?xml[^>]*?encoding\\s*=\\s*[\"']([A-Za-z0-9._-]+)[\"']");
  private static final int BOM = 0xFEFF;

  private DmrppText() {}

  static Reader reader(InputStream in, String granule) throws IOException {
    BufferedInputStream bytes = new BufferedInputStream(in, 1 << 16);
    bytes.mark(DECLARATION_BYTES);
    String start = new String(bytes.readNBytes(DECLARATION_BYTES), StandardCharsets.ISO_8859_1);
    bytes.reset();
    Matcher declaration = ENCODING.matcher(start);
    String name = declaration.find() ? declaration.group(1).toUpperCase(Locale.ROOT) : "UTF-8";
    Charset charset =
        switch (name) {
          case "UTF-8", "US-ASCII", "ASCII" -> StandardCharsets.UTF_8;
          case "ISO-8859-1" -> StandardCharsets.ISO_8859_1;
          default ->
              throw new BadGranuleException(
                  "[%s] its DMR++ is encoded in %s, expected UTF-8 or ISO-8859-1: index the granule without it"
                      .formatted(granule, name));
        };
    Reader text =
        new InputStreamReader(
            bytes,
            charset
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT));
    return withoutBom(text);
  }

  private static Reader withoutBom(Reader text) throws IOException {
    PushbackReader reader = new PushbackReader(text);
    int first = reader.read();
    if (first >= 0 && first != BOM) {
      reader.unread(first);
    }
    return reader;
  }
}
