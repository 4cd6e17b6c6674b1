package org.groundtrack.layout;

import java.util.Set;

/** Names that an export gives to columns of its own, so that no variable is called so. */
public final class OwnColumns {
  /** In lower case. */
  public static final Set<String> NAMES =
      Set.of(
          "geometry",
          "bbox",
          "longitude",
          "latitude",
          "time",
          "track_id",
          "granule",
          "feature_id",
          "rgt",
          "cycle",
          "region",
          "orbit",
          "spot");

  private OwnColumns() {}
}
