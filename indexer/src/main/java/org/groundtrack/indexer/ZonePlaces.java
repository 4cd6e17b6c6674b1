package org.groundtrack.indexer;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.groundtrack.error.UsageException;
import org.groundtrack.index.ZoneColumn;
import org.groundtrack.layout.Rate;

/** Finds which variables of a granule the names of zones stand for. */
final class ZonePlaces {
  private static final Pattern NAME = Pattern.compile("([^\\[\\]]+)(?:\\[\\s*(-?\\d{1,9})\\s*])?");

  private ZonePlaces() {}

  /**
   * That names can be of variables.
   *
   * @throws UsageException if one can not, or there are too many
   */
  static void check(List<String> names) {
    ZoneColumn.of(names);
    for (String name : names) {
      if (!NAME.matcher(name).matches() || name.indexOf('*') >= 0) {
        throw new UsageException(
            "--zones: found '%s', expected a variable such as h_li, or one of its elements such as rh[98]"
                .formatted(name));
      }
    }
  }

  /**
   * The variables of a granule.
   *
   * @param names of zones
   * @param rates that are indexed
   * @param beams of the granule
   * @return by the names; those that the granule has not are left out
   * @throws UsageException if a name may be several variables
   */
  static Map<String, ZoneColumn.Place> of(
      List<String> names, List<Rate> rates, Collection<BeamScan> beams) {
    Map<String, ZoneColumn.Place> places = new LinkedHashMap<>();
    for (String name : names) {
      Set<ZoneColumn.Place> found = new LinkedHashSet<>();
      for (Rate rate : rates) {
        if (rate.isPositioned() && !rate.isGrid()) {
          found.addAll(of(name, rate, beams));
        }
      }
      if (found.size() > 1) {
        throw new UsageException(
            "--zones: '%s' is ambiguous: it may be %s; give the path"
                .formatted(
                    name,
                    found.stream()
                        .map(place -> place + " of rate " + place.rate())
                        .collect(Collectors.joining(" or "))));
      }
      found.forEach(place -> places.put(name, place));
    }
    return places;
  }

  private static List<ZoneColumn.Place> of(String name, Rate rate, Collection<BeamScan> beams) {
    Matcher matcher = NAME.matcher(rate.meant(name));
    if (!matcher.matches()) {
      return List.of();
    }
    String path =
        matcher.group(1).startsWith("/") ? matcher.group(1).substring(1) : matcher.group(1);
    Integer element = matcher.group(2) == null ? null : Integer.valueOf(matcher.group(2));
    List<String> whole = new ArrayList<>();
    whole.add(path);
    rate.groups().stream().filter(g -> !g.isEmpty()).forEach(g -> whole.add(g + "/" + path));
    for (String candidate : whole) {
      if (beams.stream().anyMatch(beam -> beam.hasVariable(rate, candidate))) {
        return List.of(new ZoneColumn.Place(rate.name(), candidate, element));
      }
    }
    return beams.stream()
        .flatMap(beam -> beam.variables(rate).stream())
        .filter(variable -> variable.endsWith("/" + path))
        .distinct()
        .map(variable -> new ZoneColumn.Place(rate.name(), variable, element))
        .toList();
  }
}
