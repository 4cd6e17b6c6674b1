package org.groundtrack.area;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The encoding of an XML document: by its byte order mark, else by its declaration. */
final class XmlEncoding {
  /** A declaration is no longer. */
  static final int START_BYTES = 1024;

  private static final Pattern DECLARED =
      Pattern.compile("^\\s*<\\?xml[^>]*?encoding\\s*=\\s*[\"']([^\"']*)[\"']");

  private XmlEncoding() {}

  static Charset of(byte[] start, AreaDocument document) {
    int a = start.length < 2 ? -1 : start[0] & 0xFF;
    int b = start.length < 2 ? -1 : start[1] & 0xFF;
    if (a == 0xFE && b == 0xFF || a == 0xFF && b == 0xFE) {
      return StandardCharsets.UTF_16;
    }
    if (a == 0 && b == '<') {
      return StandardCharsets.UTF_16BE;
    }
    if (a == '<' && b == 0) {
      return StandardCharsets.UTF_16LE;
    }
    String text = new String(start, StandardCharsets.ISO_8859_1);
    if (text.startsWith("\u00EF\u00BB\u00BF")) {
      return StandardCharsets.UTF_8;
    }
    Matcher declared = DECLARED.matcher(text);
    if (!declared.find()) {
      return StandardCharsets.UTF_8;
    }
    String name = declared.group(1).strip();
    try {
      Charset charset = Charset.forName(name);
      // The declaration was read as ASCII: it can't be in one of these.
      return charset.name().startsWith("UTF-16") || charset.name().startsWith("UTF-32")
          ? StandardCharsets.UTF_8
          : charset;
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      throw document.invalid(
          "is XML in the encoding '%s', which is not known: save it as UTF-8"
              .formatted(Rings.shortened(name)),
          e);
    }
  }
}
