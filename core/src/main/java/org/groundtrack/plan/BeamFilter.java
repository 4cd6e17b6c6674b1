package org.groundtrack.plan;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.groundtrack.error.UsageException;
import org.groundtrack.layout.BeamRole;
import org.groundtrack.layout.Beams;
import org.groundtrack.layout.ProductLayout;

/**
 * Which beams are wanted. What is not known of a beam is none of what is asked for. Immutable.
 *
 * @param names such as {@code gt1l}; none means all
 * @param strengths such as {@code strong}, in lower case; none means any, and unknown ones too
 * @param spots laser spots, 1 to 6
 * @param pairs pairs of tracks, 1 to 3: {@code gt1l} and {@code gt1r} are 1
 */
public record BeamFilter(Set<String> names, Set<String> strengths, Numbers spots, Numbers pairs) {
  /** All beams. */
  public static final BeamFilter ALL = new BeamFilter(Set.of(), Set.of(), Numbers.ANY, Numbers.ANY);

  private static final int SPOTS = 6;
  private static final int PAIRS = 3;

  public BeamFilter {
    names = Set.copyOf(names);
    strengths = strengths.stream().map(s -> s.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
    strengths = Set.copyOf(strengths);
  }

  /** Only beams of some names; none means all. */
  public BeamFilter named(Collection<String> other) {
    return new BeamFilter(Set.copyOf(other), strengths, spots, pairs);
  }

  /** Only beams, or those of their rows, that are so strong; none means any. */
  public BeamFilter strong(Collection<String> other) {
    return new BeamFilter(names, Set.copyOf(other), spots, pairs);
  }

  /** Only beams, or those of their rows, of some laser spots. */
  public BeamFilter ofSpots(Numbers other) {
    return new BeamFilter(names, strengths, other, pairs);
  }

  /** Only beams of some pairs of tracks. */
  public BeamFilter ofPairs(Numbers other) {
    return new BeamFilter(names, strengths, spots, other);
  }

  /** Whether beams of a name may be wanted, whatever they are otherwise. */
  public boolean mayHold(String beam) {
    if (!names.isEmpty() && !names.contains(beam)) {
      return false;
    }
    OptionalInt pair = Beams.pair(beam);
    return pairs.contains(pair.isPresent() ? (Integer) pair.getAsInt() : null);
  }

  /** Whether it asks for what a beam is at a time. */
  public boolean asksForRole() {
    return !strengths.isEmpty() || !spots.isAny();
  }

  /**
   * Whether a beam is wanted by what it is at a time.
   *
   * @param nanos since 1970 (UTC); of no matter unless it {@linkplain BeamRole#changes changes}
   */
  boolean accepts(BeamRole role, long nanos) {
    if (!strengths.isEmpty()) {
      String strength = role.strength(nanos);
      if (strength == null || !strengths.contains(strength)) {
        return false;
      }
    }
    return spots.isAny() || spots.contains(role.spot(nanos));
  }

  /** Refuses what a product's beams can't be. */
  void check(ProductLayout layout) {
    Beams beams = layout.beams();
    for (String name : new TreeSet<>(names)) {
      if (!beams.names().contains(name)) {
        throw new UsageException(
            "No beam is called '%s': %s has %s"
                .formatted(
                    name,
                    layout.product(),
                    beams.exist() ? String.join(", ", beams.names()) : "no beams"));
      }
    }
    Set<String> known = beams.strengthWords();
    for (String strength : new TreeSet<>(strengths)) {
      if (!known.contains(strength)) {
        throw new UsageException(
            "No beam of %s is of strength '%s': %s"
                .formatted(
                    layout.product(),
                    strength,
                    known.isEmpty()
                        ? "none is told apart by it"
                        : "allowed are " + String.join(", ", known)));
      }
    }
    if (!spots.isAny() && beams.spotAttribute() == null) {
      throw new UsageException(
          "Beams of %s have no spots: choose them by name%s"
              .formatted(layout.product(), known.isEmpty() ? "" : " or strength"));
    }
    spots.check("spot", 1, SPOTS);
    if (!pairs.isAny() && beams.names().stream().noneMatch(b -> Beams.pair(b).isPresent())) {
      throw new UsageException(
          "Beams of %s come in no pairs of tracks: choose them by name%s"
              .formatted(layout.product(), known.isEmpty() ? "" : " or strength"));
    }
    pairs.check("track-pair", 1, PAIRS);
  }

  void addWords(Map<String, String> words) {
    add(words, "beams", names);
    add(words, "strength", strengths);
    Filters.add(words, "spot", spots.toString());
    Filters.add(words, "track-pair", pairs.toString());
  }

  private static void add(Map<String, String> words, String name, Set<String> values) {
    Filters.add(words, name, String.join(",", List.copyOf(new TreeSet<>(values))));
  }
}
