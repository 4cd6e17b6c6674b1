package org.groundtrack.granule;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of a granule's structure without reading its values: groups, attributes, and for
 * each dataset where its chunks are and how to decode them. Learnt from the granule's own HDF5
 * metadata, or from a sidecar that describes it; all give the same answers for the same granule.
 *
 * <p>Paths have no leading slash and are relative to the root. Not safe for use by several threads
 * at once. Damaged metadata is a {@link org.groundtrack.error.BadGranuleException}.
 */
public interface ChunkManifest {
  /** The granule's name for messages. */
  String name();

  /** Where the manifest came from, as the index records it: {@code hdf5}, {@code dmrpp}, … */
  String origin();

  /** Whether a group or dataset has that path. */
  boolean exists(String path);

  /** The names in a group, in stored order; none if it is absent or no group. */
  List<String> children(String group);

  /** An attribute as text, a number as its decimal; empty if the object or attribute is absent. */
  Optional<String> attribute(String path, String attribute);

  /**
   * The chunk manifest of one dataset.
   *
   * @throws org.groundtrack.error.BadGranuleException if it is absent, no dataset, damaged, or of a
   *     type that is not supported
   */
  Dataset dataset(String path);

  /**
   * The chunk manifests of all datasets in a group and the groups below it, in stored order. Those
   * that can't be read are left out: of a type that is neither numbers nor strings, with data in
   * other files, or damaged. {@link #unreadable} names them.
   */
  List<Dataset> datasetsUnder(String group);

  /** The paths that {@link #datasetsUnder} has left out so far, and why. */
  default Map<String, String> unreadable() {
    return Map.of();
  }
}
