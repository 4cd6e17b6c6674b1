package org.groundtrack.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.groundtrack.granule.InvalidPositions;
import org.groundtrack.granule.Positions.Flaw;

/** Rows whose position is not valid, by what is wrong with them. */
final class InvalidText {
  private InvalidText() {}

  /** A line for each reason. */
  static List<String> reasons(InvalidPositions invalid) {
    List<String> lines = new ArrayList<>();
    for (Flaw flaw : Flaw.values()) {
      if (invalid.count(flaw) > 0) {
        lines.add("%s %s".formatted(Text.count(invalid.count(flaw)), flaw.words()));
      }
    }
    return lines;
  }

  /** Every reason with its count. */
  static Map<String, Long> members(InvalidPositions invalid) {
    Map<String, Long> members = new LinkedHashMap<>();
    for (Flaw flaw : Flaw.values()) {
      members.put(flaw.member(), invalid.count(flaw));
    }
    return members;
  }
}
