package org.groundtrack.cli;

/** The width of the terminal that standard output goes to. */
final class TerminalWidth {
  /** Set by the launcher, which asks the terminal. */
  private static final String PROPERTY = "groundtrack.columns";

  /** Of a file or a pipe, whose lines are not cut. */
  static final int UNLIMITED = Integer.MAX_VALUE;

  private TerminalWidth() {}

  /** Letters in a line; {@link #UNLIMITED} if it is no terminal, or does not say. */
  static int columns() {
    Integer columns = Integer.getInteger(PROPERTY);
    return columns == null || columns < 1 ? UNLIMITED : columns;
  }
}
