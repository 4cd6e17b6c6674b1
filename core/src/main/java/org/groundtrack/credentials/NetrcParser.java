package org.groundtrack.credentials;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.groundtrack.error.AccessDeniedException;

/**
 * The grammar of {@code .netrc}, as ftp(1) and curl read it. A value stands as it is up to white
 * space, or in double quotes, where a backslash takes the next character as it is. For one thread.
 *
 * <p>A {@code #} starts a comment only where a keyword may stand: passwords start with one too.
 */
final class NetrcParser {
  private final Path path;
  private final String text;
  private int position;
  private int line = 1;

  NetrcParser(Path path, String text) {
    this.path = path;
    this.text = text;
  }

  /** The entries by lower-case machine; of several for one, the first. */
  Map<String, Netrc.Entry> parse() {
    Map<String, Netrc.Entry> machines = new HashMap<>();
    // The default entry is read, since its login must not go to the machine before it, and dropped.
    Netrc.Entry entry = null;
    while (skipToToken()) {
      int start = line;
      if (text.charAt(position) == '#') {
        skipLine();
        continue;
      }
      switch (token()) {
        case "machine" -> {
          entry = new Netrc.Entry(start);
          machines.putIfAbsent(value("machine").toLowerCase(Locale.ROOT), entry);
        }
        case "default" -> entry = new Netrc.Entry(start);
        case "login", "user" -> within(entry).user = value("login");
        case "password", "passwd" -> within(entry).password = Secret.of(value("password"));
        case "account" -> value("account");
        case "macdef" -> {
          value("macdef");
          skipMacro();
        }
        default -> throw malformed(start, "a keyword is expected; quote a password with spaces");
      }
    }
    return machines;
  }

  private Netrc.Entry within(Netrc.Entry entry) {
    if (entry == null) {
      throw malformed(line, "no machine stands before it");
    }
    return entry;
  }

  private String value(String keyword) {
    int start = line;
    if (!skipToToken()) {
      throw malformed(start, "no value follows [%s]".formatted(keyword));
    }
    return token();
  }

  private boolean skipToToken() {
    while (position < text.length() && isSpace(text.charAt(position))) {
      advance();
    }
    return position < text.length();
  }

  private String token() {
    if (text.charAt(position) == '"') {
      return quoted();
    }
    int start = position;
    while (position < text.length() && !isSpace(text.charAt(position))) {
      position++;
    }
    return text.substring(start, position);
  }

  private String quoted() {
    int start = line;
    StringBuilder token = new StringBuilder();
    position++;
    while (position < text.length()) {
      char c = text.charAt(position);
      if (c == '\n') {
        break;
      }
      position++;
      if (c == '"') {
        return token.toString();
      }
      if (c == '\\' && position < text.length()) {
        c = text.charAt(position++);
      }
      token.append(c);
    }
    throw malformed(start, "a quote is not closed");
  }

  /** A macro ends at an empty line. */
  private void skipMacro() {
    skipLine();
    while (position < text.length() && !atEmptyLine()) {
      skipLine();
    }
  }

  private boolean atEmptyLine() {
    return text.startsWith("\n", position) || text.startsWith("\r\n", position);
  }

  private void skipLine() {
    while (position < text.length() && text.charAt(position) != '\n') {
      position++;
    }
    if (position < text.length()) {
      advance();
    }
  }

  private void advance() {
    if (text.charAt(position++) == '\n') {
      line++;
    }
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f';
  }

  /** Whatever stands on the line may be a password: it is not shown. */
  private AccessDeniedException malformed(int at, String why) {
    return new AccessDeniedException(
        "[%s] line %s can't be read: %s. Mend the line".formatted(path, at, why));
  }
}
