package org.groundtrack.search;

import java.util.Objects;
import org.groundtrack.error.UsageException;
import org.groundtrack.geo.Aoi;
import org.groundtrack.plan.GranuleFilter;
import org.groundtrack.plan.TimeRange;

/**
 * Which granules are looked for. Pure data, immutable.
 *
 * @param product short name, such as {@code ATL06}, as layouts or the catalogue have it
 * @param version such as {@code 006} or {@code 6}; {@code null} for the newest
 * @param provider id of who holds the collection, such as {@code NSIDC_CPRD}; {@code null} for any
 * @param aoi what they lie over, or {@code null} for anywhere
 * @param time when they were taken
 * @param granules tracks, cycles, regions, orbits and names that are wanted; no versions
 * @param access how they are to be reached
 * @param generous whether the area is widened by what footprints are known to miss
 */
public record SearchQuery(
    String product,
    String version,
    String provider,
    Aoi aoi,
    TimeRange time,
    GranuleFilter granules,
    Access access,
    boolean generous) {

  /** How granules are reached. */
  public enum Access {
    /** By {@code https:}, from anywhere. */
    HTTPS,
    /** By {@code s3:}, from machines in the archive's region. */
    S3
  }

  public SearchQuery {
    Objects.requireNonNull(time, "time");
    Objects.requireNonNull(access, "access");
    if (!product.matches("[A-Za-z0-9_.-]{1,85}")) {
      throw new UsageException(
          "'%s' is no product: give a short name such as ATL06 or GEDI02_A".formatted(product));
    }
    if (provider != null && !provider.matches("[A-Za-z0-9_]{1,40}")) {
      throw new UsageException(
          "'%s' is no provider: give its id in the catalogue, such as NSIDC_CPRD"
              .formatted(provider));
    }
    if (!granules.versions().isEmpty()) {
      throw new UsageException(
          "Granules are chosen by versions %s: a search is of one version of the product"
              .formatted(granules.versions()));
    }
  }

  /** All granules of a product's newest version, by {@code https:}. */
  public static SearchQuery of(String product) {
    return new SearchQuery(
        product, null, null, null, TimeRange.ALL, GranuleFilter.NEWEST, Access.HTTPS, false);
  }

  /** Only of a version; {@code null} for the newest. */
  public SearchQuery ofVersion(String other) {
    return new SearchQuery(product, other, provider, aoi, time, granules, access, generous);
  }

  /** Only what a provider holds; {@code null} for any. */
  public SearchQuery heldBy(String other) {
    return new SearchQuery(product, version, other, aoi, time, granules, access, generous);
  }

  /** Only granules over an area; {@code null} for anywhere. */
  public SearchQuery within(Aoi area) {
    return new SearchQuery(product, version, provider, area, time, granules, access, generous);
  }

  /** Only granules of some time. */
  public SearchQuery during(TimeRange other) {
    return new SearchQuery(product, version, provider, aoi, other, granules, access, generous);
  }

  /** Only granules of some tracks, cycles, regions, orbits or names. */
  public SearchQuery matching(GranuleFilter filter) {
    return new SearchQuery(product, version, provider, aoi, time, filter, access, generous);
  }

  /** Reached in some way. */
  public SearchQuery by(Access other) {
    return new SearchQuery(product, version, provider, aoi, time, granules, other, generous);
  }

  /** With the area widened by what footprints are known to miss, or not. */
  public SearchQuery generously(boolean widened) {
    return new SearchQuery(product, version, provider, aoi, time, granules, access, widened);
  }
}
