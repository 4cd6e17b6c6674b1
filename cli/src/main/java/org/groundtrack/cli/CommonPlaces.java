package org.groundtrack.cli;

import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.groundtrack.source.Location;

/** The fewest options that let exports open granules at some places. */
final class CommonPlaces {
  private CommonPlaces() {}

  /**
   * An option for the folder that holds all local granules, and one for each host or bucket: the
   * path that its granules have in common. Never a root folder: then an option for each folder.
   */
  static Set<String> options(Collection<Location> granules) {
    Set<Path> folders = new LinkedHashSet<>();
    Map<String, String> prefixes = new TreeMap<>();
    for (Location granule : granules) {
      if (granule.isLocal()) {
        folders.add(granule.path().getParent());
      } else {
        String folder = granule.toString().replaceFirst("[^/]*$", "");
        prefixes.merge(folder.replaceFirst("(?<=[^/]/)[^/].*$", ""), folder, CommonPlaces::common);
      }
    }
    Set<String> options = new LinkedHashSet<>();
    Path parent = folders.stream().reduce(CommonPlaces::common).orElse(null);
    if (parent != null && parent.getNameCount() > 1) {
      options.add("--allow-dir " + parent);
    } else {
      folders.forEach(folder -> options.add("--allow-dir " + folder));
    }
    prefixes.values().forEach(prefix -> options.add("--allow-source " + prefix));
    return options;
  }

  private static Path common(Path a, Path b) {
    Path common = a;
    while (common != null && !b.startsWith(common)) {
      common = common.getParent();
    }
    return common == null ? a.getRoot() : common;
  }

  private static String common(String a, String b) {
    int end = 0;
    for (int i = 0; i < Math.min(a.length(), b.length()) && a.charAt(i) == b.charAt(i); i++) {
      end = a.charAt(i) == '/' ? i + 1 : end;
    }
    return a.substring(0, end);
  }
}
