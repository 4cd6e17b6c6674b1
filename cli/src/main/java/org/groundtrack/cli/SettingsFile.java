package org.groundtrack.cli;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.groundtrack.error.UsageException;
import org.groundtrack.io.TextFiles;
import org.groundtrack.layout.NearestName;

/** The file of settings: lines {@code option = value}, and comments after {@code #}. */
final class SettingsFile {
  private static final Set<String> LISTS = Set.of("--allow-source", "--allow-dir");

  private SettingsFile() {}

  /**
   * Reads a file.
   *
   * @param home for values that begin with {@code ~/}
   */
  static Map<String, List<Setting>> read(Path file, Path home) {
    List<String> lines;
    try {
      lines = TextFiles.lines(file);
    } catch (CharacterCodingException e) {
      throw new UsageException("[%s] holds no settings: it is no UTF-8 text".formatted(file), e);
    } catch (IOException e) {
      throw new UsageException("[%s] can't be read: %s".formatted(file, e.getMessage()), e);
    }
    Map<String, List<Setting>> settings = new LinkedHashMap<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (!line.isEmpty() && !line.startsWith("#")) {
        add(settings, line, "%s, line %s".formatted(file, i + 1), home);
      }
    }
    return settings;
  }

  private static void add(
      Map<String, List<Setting>> settings, String line, String place, Path home) {
    int equals = line.indexOf('=');
    String key = (equals < 0 ? line : line.substring(0, equals)).strip();
    String option = "--" + key;
    if (!Settings.OPTIONS.contains(option)) {
      throw new UsageException("[%s] %s".formatted(place, unknown(key)));
    }
    String value = equals < 0 ? "" : line.substring(equals + 1).strip();
    if (value.isEmpty()) {
      throw new UsageException(
          "[%s] expected '%s = VALUE', found '%s'".formatted(place, key, line));
    }
    if (value.startsWith("~/")) {
      value = home.resolve(value.substring(2)).toString();
    }
    List<Setting> set = settings.computeIfAbsent(option, known -> new ArrayList<>());
    if (!set.isEmpty() && !LISTS.contains(option)) {
      throw new UsageException("[%s] sets %s a second time".formatted(place, key));
    }
    set.add(new Setting(option, value, place));
  }

  private static String unknown(String key) {
    if (key.toLowerCase(Locale.ROOT).matches(".*(token|password|secret|login|access).*")) {
      // Not the value: it may be one.
      return "'%s' can't be set here, and no secret is to be in this file: take the line out. Tokens come from EARTHDATA_TOKEN or ~/.netrc, keys from AWS's variables and files"
          .formatted(Text.printable(key));
    }
    List<String> known = Settings.OPTIONS.stream().map(option -> option.substring(2)).toList();
    return "'%s' can't be set here: %s"
        .formatted(Text.printable(key), NearestName.hint(key, known));
  }
}
