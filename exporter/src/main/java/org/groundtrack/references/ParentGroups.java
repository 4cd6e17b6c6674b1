package org.groundtrack.references;

import java.util.ArrayList;
import java.util.List;

/** Which groups above others were not named yet, as groups come in order. */
final class ParentGroups {
  private List<String> last = List.of();

  /** The keys of a group and of those above it that are new, the uppermost first. */
  List<String> fresh(List<String> path) {
    int shared = 0;
    while (shared < Math.min(last.size(), path.size())
        && last.get(shared).equals(path.get(shared))) {
      shared++;
    }
    List<String> fresh = new ArrayList<>();
    for (int i = shared; i < path.size(); i++) {
      fresh.add(String.join("/", path.subList(0, i + 1)));
    }
    last = List.copyOf(path);
    return fresh;
  }
}
