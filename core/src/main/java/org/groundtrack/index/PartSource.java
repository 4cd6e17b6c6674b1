package org.groundtrack.index;

import org.groundtrack.io.RangeReader;
import org.groundtrack.io.SourceIdentity;
import org.groundtrack.source.Location;

/** Opens what an index is made of. Safe for use by many threads at once. */
interface PartSource {
  /**
   * Opens an object.
   *
   * @param expected the version that must be found, or {@code null} for any
   */
  RangeReader open(Location location, SourceIdentity expected);
}
