package org.groundtrack.kerchunk;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.groundtrack.error.BadGranuleException;

/**
 * Checks that all references name one object, and that it is the granule. Nothing is ever opened by
 * what a reference says: the offsets are read from the granule that the caller has.
 */
final class GranuleObject {
  private static final Pattern TEMPLATE = Pattern.compile("\\{\\{\\s*(\\w+)\\s*\\}\\}");

  private final String granule;
  private final Map<String, String> templates = new HashMap<>();
  private String url;

  GranuleObject(String granule) {
    this.granule = granule;
  }

  void template(String name, String value) {
    templates.put(name, value);
  }

  /** Takes note of the object that a reference names. */
  void use(String named) {
    if (url == null) {
      url = named;
    } else if (!url.equals(named)) {
      throw refused("name '%s' and '%s', expected one granule's".formatted(url, named));
    }
  }

  /** Compares the object's name with the granule's, when all that is to be known is known. */
  void check() {
    if (url == null) {
      return;
    }
    Matcher matcher = TEMPLATE.matcher(url);
    String resolved =
        matcher.replaceAll(
            found -> {
              String value = templates.get(found.group(1));
              if (value == null) {
                throw refused("use a template '%s', which they don't define".formatted(url));
              }
              return Matcher.quoteReplacement(value);
            });
    if (resolved.contains("{{") || resolved.contains("{%")) {
      throw refused("name '%s', a template that is not supported".formatted(resolved));
    }
    String expected = lastComponent(granule);
    if (!lastComponent(resolved.replaceAll("[?#].*", "")).equals(expected)) {
      throw refused("are those of '%s', expected %s".formatted(resolved, expected));
    }
  }

  private static String lastComponent(String path) {
    return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  }

  private BadGranuleException refused(String what) {
    return new BadGranuleException(
        "[%s] its references %s: give the granule's own, or index it without them"
            .formatted(granule, what));
  }
}
