package org.groundtrack.plan;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.groundtrack.granule.Beam;
import org.groundtrack.granule.Granule;
import org.groundtrack.testing.SampleGranule;

/** Granules that differ in what filters ask for. */
final class FilterGranules {
  static final Instant START = Instant.parse("2019-06-30T23:59:00Z");

  private FilterGranules() {}

  /** A granule of a track; numbers that are {@code null} are not known. */
  static Granule of(String id, String version, Instant start, Integer... numbers) {
    return of(id, version, start, Arrays.asList(numbers), "forward", List.of());
  }

  /** A granule that flies one way, or turns. */
  static Granule turning(String orientation, Granule.Turn... turns) {
    return of("turning", "006", START, List.of(1, 2, 3, 4), orientation, List.of(turns));
  }

  private static Granule of(
      String id,
      String version,
      Instant start,
      List<Integer> numbers,
      String orientation,
      List<Granule.Turn> turns) {
    return SampleGranule.called(id)
        .version(version)
        .during(start, start == null ? null : start.plusSeconds(300))
        .track(numbers.get(0), numbers.get(1), numbers.get(2), numbers.get(3))
        .flying(orientation, turns)
        .granule();
  }

  /** A beam of one row. */
  static Beam beam(String name, String strength, Integer spot) {
    return new Beam(name, strength, spot, Map.of("land_ice_segments", 1L));
  }
}
