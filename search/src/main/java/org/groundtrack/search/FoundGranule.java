package org.groundtrack.search;

import java.time.Instant;
import java.util.Objects;
import org.groundtrack.source.Location;

/**
 * A granule that the catalogue has.
 *
 * @param id its file name, as an index has it
 * @param conceptId its id in the catalogue
 * @param location where it is, by the access that was asked for
 * @param bytes its size as the catalogue has it, or -1 if it does not say
 * @param sidecar where the catalogue has its DMR++, or {@code null}
 * @param start when it begins, or {@code null} if the catalogue does not say
 * @param end when it ends, or {@code null}
 */
public record FoundGranule(
    String id,
    String conceptId,
    Location location,
    long bytes,
    Location sidecar,
    Instant start,
    Instant end) {

  public FoundGranule {
    Objects.requireNonNull(location, "location");
    if (id.isBlank() || bytes < -1) {
      throw new IllegalArgumentException(
          "Granule '%s' of %s bytes: expected a name, and -1 or more".formatted(id, bytes));
    }
  }
}
