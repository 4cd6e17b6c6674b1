package org.groundtrack.fuzz;

import java.nio.charset.StandardCharsets;
import org.groundtrack.condition.Conditions;

/** Conditions on values. */
public final class ConditionTarget {
  private ConditionTarget() {}

  /** Parses a condition. */
  public static void fuzzerTestOneInput(byte[] data) {
    String text = new String(data, StandardCharsets.UTF_8);
    Refusals.allow(() -> Conditions.parse(text));
  }
}
