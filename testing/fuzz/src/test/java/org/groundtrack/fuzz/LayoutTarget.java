package org.groundtrack.fuzz;

import org.groundtrack.layout.LayoutReader;

/** Layouts of a user's own, which an index carries too. */
public final class LayoutTarget {
  private LayoutTarget() {}

  /** Reads a layout and, if it is one, writes it. */
  public static void fuzzerTestOneInput(byte[] data) {
    Refusals.allow(() -> LayoutReader.write(LayoutReader.read("layout.json", data)));
  }
}
