package org.groundtrack.cli;

/**
 * A report of aligned lines: a label, and what it says. What granules say is shown without what
 * would steer a terminal.
 */
final class Lines {
  private static final int LABEL_WIDTH = 12;

  private final StringBuilder text = new StringBuilder();

  /** Adds a line. */
  Lines add(String label, String value) {
    String shown = Text.printable(label);
    text.append("  ").append(shown);
    text.append(" ".repeat(Math.max(1, LABEL_WIDTH - shown.length())));
    text.append(Text.printable(value)).append(System.lineSeparator());
    return this;
  }

  /** Adds a line that stands by itself. */
  Lines title(String line) {
    text.append(Text.printable(line)).append(System.lineSeparator());
    return this;
  }

  /** Adds an empty line. */
  Lines gap() {
    text.append(System.lineSeparator());
    return this;
  }

  /** Adds a table. */
  Lines table(Table table) {
    text.append(table);
    return this;
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
