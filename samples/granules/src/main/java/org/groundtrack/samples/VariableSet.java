package org.groundtrack.samples;

/** How much of the product is written. */
public enum VariableSet {
  /** The eight top-level variables and four others: quick to write and to read. */
  CORE,
  /** All variables of {@code land_ice_segments}, the other rates, and the metadata groups. */
  FULL
}
