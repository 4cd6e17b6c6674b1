package org.groundtrack.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.groundtrack.credentials.UserHome;
import org.groundtrack.error.UsageException;

/**
 * Options that a file and the environment set. An option on the command line comes before a
 * variable, a variable before the file, the file before the built-in default.
 *
 * <p>They may only say how granules are reached and with how much of the machine. What a command
 * asks for and what it writes is on its command line, so that the same command means the same
 * points wherever it is run.
 */
final class Settings {
  /** Names the file. */
  static final String CONFIG = "--config";

  /** Before the name of an option in the environment. */
  private static final String PREFIX = "GROUNDTRACK_";

  /** The options that may be set so. */
  static final List<String> OPTIONS =
      List.of(
          "--threads",
          "--max-memory",
          "--parallel",
          "--cache",
          "--cache-size",
          "--allow-source",
          "--allow-dir",
          "--allow-http",
          "--s3-endpoint",
          "--s3-region",
          "--s3-anonymous",
          "--aws-profile",
          "--latency",
          "--bandwidth",
          "--overfetch",
          "--max-gap",
          "--max-request");

  private final Map<String, List<Setting>> settings;

  private Settings(Map<String, List<Setting>> settings) {
    this.settings = settings;
  }

  /**
   * Reads the file and the environment.
   *
   * @param named the file that {@code --config} names; null if none
   * @param environment variables by name; without any, no file is read that is not named
   */
  static Settings read(String named, Map<String, String> environment) {
    Map<String, List<Setting>> settings = new LinkedHashMap<>();
    Path file = file(named, environment);
    if (file != null) {
      settings.putAll(SettingsFile.read(file, UserHome.of(environment)));
    }
    for (String option : OPTIONS) {
      String variable = variable(option);
      String value = environment.getOrDefault(variable, "").strip();
      if (!value.isEmpty()) {
        settings.put(option, List.of(new Setting(option, value, variable)));
      }
    }
    return new Settings(settings);
  }

  /** What is set of an option; nothing if it is not. */
  List<Setting> of(String option) {
    return settings.getOrDefault(option, List.of());
  }

  /** The variable that sets an option: {@code GROUNDTRACK_CACHE_SIZE} for {@code --cache-size}. */
  static String variable(String option) {
    return PREFIX + option.substring(2).replace('-', '_').toUpperCase(Locale.ROOT);
  }

  /** The file to read; null if there is none. Only one that is asked for must exist. */
  private static Path file(String named, Map<String, String> environment) {
    String asked = named == null ? environment.getOrDefault(variable(CONFIG), "") : named;
    if (!asked.isEmpty()) {
      Path file = Path.of(asked);
      if (!Files.exists(file)) {
        throw new UsageException(
            "%s is %s, which does not exist"
                .formatted(named == null ? variable(CONFIG) : CONFIG, asked));
      }
      return file;
    }
    String folder = environment.getOrDefault("XDG_CONFIG_HOME", "");
    if (folder.isEmpty()) {
      if (environment.isEmpty()) {
        return null;
      }
      folder = UserHome.of(environment).resolve(".config").toString();
    }
    Path file = Path.of(folder, "groundtrack", "config");
    return Files.exists(file) ? file : null;
  }
}
