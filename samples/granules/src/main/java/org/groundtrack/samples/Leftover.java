package org.groundtrack.samples;

import io.jhdf.api.WritableDataset;
import io.jhdf.api.WritableGroup;
import java.util.Map;
import java.util.Optional;

/** What is left of a part of a beam that has no rows. */
public enum Leftover {
  /** Not even a group, as where a rate came with a later release. */
  NOTHING,
  /** Groups without a dataset, as ICESat2VegR leaves them. */
  GROUPS,
  /** Groups with a dimension scale each, as NSIDC's and Harmony's subsetters leave them. */
  SCALES;

  private static final String SCALE = "ds_bins";

  /**
   * What is left of a dataset; empty if it is there.
   *
   * @param emptied by the path of a beam, group or dataset from the root, what is left of it
   * @param path of the dataset from the root
   */
  static Optional<Leftover> of(Map<String, Leftover> emptied, String path) {
    for (String part = path; ; part = part.substring(0, part.lastIndexOf('/'))) {
      if (emptied.containsKey(part)) {
        return Optional.of(emptied.get(part));
      }
      if (part.indexOf('/') < 0) {
        return Optional.empty();
      }
    }
  }

  /** Writes what is left into a group. */
  void write(WritableGroup group) {
    if (this == SCALES && group.getChild(SCALE) == null) {
      WritableDataset scale = group.putDataset(SCALE, new int[] {1, 2, 3, 4, 5});
      scale.putAttribute("CLASS", "DIMENSION_SCALE");
      scale.putAttribute("NAME", SCALE);
    }
  }
}
