package org.groundtrack.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.groundtrack.plan.GranuleChoice;

/** Which granules are left out since others hold the same points, for people and for machines. */
final class ChoiceText {
  /** Names of granules take a line each. */
  private static final int SHOWN = 5;

  private ChoiceText() {}

  /** That granules were left out, for which others, and what to do about it; none if all count. */
  static List<String> lines(GranuleChoice choice) {
    List<String> lines = new ArrayList<>();
    add(
        lines,
        choice.leftOut(),
        "left out: the index holds them in newer versions or under other names; --all-versions keeps them");
    add(
        lines,
        choice.sharedWith(),
        "in part: the same granules as others; only points that those lack are taken; --all-versions takes all");
    return lines;
  }

  /** That an index holds granules more than once. */
  static List<String> found(GranuleChoice choice) {
    List<String> lines = new ArrayList<>();
    add(
        lines,
        choice.leftOut(),
        "held in a newer version or under another name, too: exports take the points once");
    add(lines, choice.sharedWith(), "held in part by others, too: exports take each point once");
    return lines;
  }

  private static void add(List<String> lines, Map<String, String> granules, String what) {
    if (granules.isEmpty()) {
      return;
    }
    lines.add("%s %s".formatted(Text.count(granules.size(), "granule"), what));
    granules.entrySet().stream()
        .limit(SHOWN)
        .forEach(entry -> lines.add("%s, for %s".formatted(entry.getKey(), entry.getValue())));
    if (granules.size() > SHOWN) {
      lines.add("and %s more; --json lists all".formatted(Text.count(granules.size() - SHOWN)));
    }
  }

  /** Adds the same for machines. */
  static void addMembers(GranuleChoice choice, Map<String, Object> members) {
    members.put("olderGranules", choice.leftOut().size());
    members.put("leftOut", pairs(choice.leftOut()));
    members.put("inPart", pairs(choice.sharedWith()));
  }

  private static List<Map<String, Object>> pairs(Map<String, String> granules) {
    List<Map<String, Object>> pairs = new ArrayList<>();
    granules.forEach(
        (granule, instead) -> {
          Map<String, Object> pair = new LinkedHashMap<>();
          pair.put("granule", granule);
          pair.put("for", instead);
          pairs.add(pair);
        });
    return pairs;
  }
}
