package org.groundtrack.expression;

/** What is known of the values of some rows without reading them. */
public interface Zones {
  /**
   * Between what the values of a variable lie.
   *
   * @param name as the expression has it
   * @return {@code null} if nothing is known
   */
  Zone of(String name);
}
