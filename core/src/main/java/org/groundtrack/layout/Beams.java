package org.groundtrack.layout;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The beams of a granule; any may be missing. A product without beams, such as a grid, has none:
 * its datasets lie at the root, and stand for one beam whose name is empty.
 *
 * @param names groups at the root, in the order of output
 * @param strengthColumn column that says how strong a beam is, such as {@code beam_strength}; none
 *     if {@code null}
 * @param strengthAttribute attribute of a beam that says how strong it is, or {@code null}
 * @param strengths by the attribute's words, in lower case, what the column says
 * @param strengthByName what the column says by a beam's name, where the attribute says nothing
 * @param strongForward beams that are strong while the spacecraft flies forward, the others being
 *     weak, where neither attribute nor name says; the other way round while it flies backward
 * @param spotAttribute attribute of a beam that holds the laser spot's number, or {@code null}
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Beams(
    List<String> names,
    String strengthColumn,
    String strengthAttribute,
    Map<String, String> strengths,
    Map<String, String> strengthByName,
    List<String> strongForward,
    String spotAttribute) {
  /** No beams. */
  public static final Beams NONE = new Beams(null, null, null, null, null, null, null);

  /** The name of the beam that stands for a granule without beams. */
  public static final String WHOLE_GRANULE = "";

  /** What an orientation is called while the spacecraft turns. */
  public static final String TRANSITION = "transition";

  /** Laser spots of ICESat-2: a track each. */
  private static final int SPOTS = 6;

  private static final Pattern PAIRED = Pattern.compile("gt([1-3])[lr]");

  /** Members that a file may leave out are empty. */
  public Beams {
    names = Defaults.list(names);
    strengths = Defaults.map(strengths);
    strengthByName = Defaults.map(strengthByName);
    strongForward = Defaults.list(strongForward);
  }

  /** Whether granules have beams. */
  @JsonIgnore
  public boolean exist() {
    return !names.isEmpty();
  }

  /** The names under which a granule's rows are looked for: one that is empty without beams. */
  public List<String> groups() {
    return exist() ? names : List.of(WHOLE_GRANULE);
  }

  /**
   * How strong a beam is by the way in which the spacecraft flies; {@code null} where that is not
   * known, as while it turns.
   *
   * @param orientation {@code forward}, {@code backward}, {@code transition}, or {@code null}
   */
  public String strength(String beam, String orientation) {
    if (strongForward.isEmpty() || orientation == null || orientation.equals(TRANSITION)) {
      return null;
    }
    return strongForward.contains(beam) == orientation.equals("forward") ? "strong" : "weak";
  }

  /**
   * The number of a beam's laser spot by the way in which the spacecraft flies; {@code null} where
   * that is not known, as while it turns, or for beams that keep their spots. Spots count from the
   * right of the tracks while it flies forward, from the left while it flies backward.
   *
   * @param orientation {@code forward}, {@code backward}, {@code transition}, or {@code null}
   */
  public Integer spot(String beam, String orientation) {
    int place = names.indexOf(beam);
    if (spotAttribute == null
        || strongForward.isEmpty()
        || names.size() != SPOTS
        || place < 0
        || orientation == null
        || orientation.equals(TRANSITION)) {
      return null;
    }
    return orientation.equals("forward") ? SPOTS - place : place + 1;
  }

  /** The words that say how strong a beam is; none where that is not known of any. */
  public SortedSet<String> strengthWords() {
    SortedSet<String> words = new TreeSet<>(strengths.values());
    words.addAll(strengthByName.values());
    if (!strongForward.isEmpty()) {
      words.addAll(List.of("strong", "weak"));
    }
    return words;
  }

  /** The pair of tracks, 1 to 3, that a beam such as {@code gt1l} belongs to. */
  public static OptionalInt pair(String beam) {
    Matcher matcher = PAIRED.matcher(beam);
    return matcher.matches()
        ? OptionalInt.of(Integer.parseInt(matcher.group(1)))
        : OptionalInt.empty();
  }

  /** Where something of a beam is, from the root. */
  public static String path(String beam, String within) {
    if (beam.isEmpty()) {
      return within;
    }
    return within.isEmpty() ? beam : beam + "/" + within;
  }

  /** What a path is within a beam; empty if it lies elsewhere. */
  public static Optional<String> within(String beam, String path) {
    if (beam.isEmpty()) {
      return Optional.of(path);
    }
    return path.startsWith(beam + "/")
        ? Optional.of(path.substring(beam.length() + 1))
        : Optional.empty();
  }
}
