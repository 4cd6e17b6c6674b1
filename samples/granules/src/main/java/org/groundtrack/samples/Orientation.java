package org.groundtrack.samples;

/**
 * Which way the spacecraft flies; decides which beams are strong. Order is the value of {@code
 * sc_orient}.
 */
public enum Orientation {
  /** 0: the left beam of a pair is strong. */
  BACKWARD("Backward"),
  /** 1: the right beam of a pair is strong. */
  FORWARD("Forward"),
  /** 2: the spacecraft is turning; beam groups are labelled as when it flew forward. */
  TRANSITION("Transition");

  final String label;

  Orientation(String label) {
    this.label = label;
  }
}
