package org.groundtrack.search;

import org.groundtrack.plan.Versions;

/**
 * A collection of the catalogue: one version of a product, as one provider holds it.
 *
 * @param conceptId its id in the catalogue
 * @param shortName of the product, as the catalogue has it
 * @param version as the catalogue has it, such as {@code 006} or {@code 2.1}
 * @param provider id of who holds it, such as {@code NSIDC_CPRD}
 * @param cloud whether it is said to be in Earthdata's cloud
 */
public record CmrCollection(
    String conceptId, String shortName, String version, String provider, boolean cloud) {

  /** Whether it is of a version, be it written 6 or 006. */
  boolean isOf(String other) {
    return Versions.canonical(version).equals(Versions.canonical(other));
  }

  /** Product, version, provider and id. */
  @Override
  public String toString() {
    return "%s %s at %s (%s)".formatted(shortName, version, provider, conceptId);
  }
}
