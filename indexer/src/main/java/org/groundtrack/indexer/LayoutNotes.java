package org.groundtrack.indexer;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.groundtrack.granule.Beam;
import org.groundtrack.granule.Dataset;
import org.groundtrack.layout.Beams;
import org.groundtrack.layout.ProductLayout;
import org.groundtrack.layout.Rate;

/**
 * What of a layout a granule does without. Versions differ, so it is no fault; but a name that is
 * misspelt in a layout looks the same, and would come out as a column of nulls.
 */
final class LayoutNotes {
  private LayoutNotes() {}

  /**
   * What a granule that was scanned does without.
   *
   * @param held names of the rates that it has
   * @return a line for each, without the granule's name
   */
  static List<String> of(
      ProductLayout layout, List<Beam> beams, Collection<String> held, List<Dataset> datasets) {
    Set<String> paths =
        datasets.stream().map(dataset -> within(beams, dataset)).collect(Collectors.toSet());
    return of(layout, held, paths);
  }

  private static String within(Collection<Beam> beams, Dataset dataset) {
    return beams.stream()
        .flatMap(beam -> Beams.within(beam.name(), dataset.path()).stream())
        .findFirst()
        .orElse(dataset.path());
  }

  /**
   * What a granule does without.
   *
   * @param held names of the rates that it has
   * @param paths of its datasets within any of its beams
   */
  static List<String> of(ProductLayout layout, Collection<String> held, Set<String> paths) {
    List<String> notes = new ArrayList<>();
    for (Rate rate : layout.rates()) {
      if (!held.contains(rate.name())) {
        continue;
      }
      if (rate.isPositioned() && rate.time() == null && rate.times() == null) {
        notes.add(
            "%s, rate %s: the layout names no time, so points have none and can't be chosen by --start, --end, --months or --season"
                .formatted(layout.product(), rate.name()));
      }
      if (rate.isPositioned() && rate.time() != null && !paths.contains(rate.time())) {
        notes.add(
            "%s, rate %s: %s is absent, so points have no time, and --start and --end leave all out"
                .formatted(layout.product(), rate.name(), rate.time()));
      }
      Stream.concat(rate.variables().stream(), rate.trailingVariables().stream())
          .filter(variable -> rate.placesOf(variable).stream().noneMatch(paths::contains))
          .map(variable -> Rate.path(rate.meant(variable)))
          .distinct()
          .forEach(
              path ->
                  notes.add(
                      "%s, rate %s: the default variable %s is absent"
                          .formatted(layout.product(), rate.name(), path)));
    }
    return notes;
  }
}
