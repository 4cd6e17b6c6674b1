package org.groundtrack.plan;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.groundtrack.granule.Granule;

/**
 * Versions of the same granule. Two granules are that if they are of one product, say the same
 * {@linkplain TrackNumber numbers} of their track, at least one, and start at the same time. For
 * one thread at a time.
 */
public final class Versions {
  /**
   * How far starts of the same granule may lie apart: versions compute times anew, and granules of
   * one track and orbit start minutes apart.
   */
  private static final Duration SAME_START = Duration.ofSeconds(1);

  private static final String UNKNOWN = "unknown";

  private final Map<Track, List<Version>> tracks = new HashMap<>();

  /** What versions of one granule have in common beside the start. */
  private record Track(String product, List<Integer> numbers) {}

  private record Version(String id, String version, Instant start) {}

  /** A version as the index writes it: whole numbers with three digits. */
  public static String canonical(String version) {
    String stripped = version.strip();
    return stripped.matches("\\d{1,3}")
        ? String.format(Locale.ROOT, "%03d", Integer.parseInt(stripped))
        : stripped;
  }

  /** Of some granules, those {@linkplain #older() that are old}. */
  public static Set<String> older(Collection<Granule> granules) {
    Versions versions = new Versions();
    granules.forEach(versions::add);
    return versions.older();
  }

  /**
   * Adds a granule; of it just the numbers and the start are kept. One whose version, start or
   * numbers are not known is neither older nor newer than any.
   */
  public void add(Granule granule) {
    List<Integer> numbers = new ArrayList<>();
    for (TrackNumber item : TrackNumber.values()) {
      numbers.add(item.of(granule));
    }
    if (numbers.stream().anyMatch(number -> number != null)
        && granule.start() != null
        && !granule.version().equals(UNKNOWN)) {
      tracks
          .computeIfAbsent(new Track(granule.product(), numbers), t -> new ArrayList<>())
          .add(new Version(granule.id(), granule.version(), granule.start()));
    }
  }

  /** The ids of those granules of which a newer version was added. */
  public Set<String> older() {
    Set<String> older = new HashSet<>();
    for (List<Version> track : tracks.values()) {
      addOlder(track, older);
    }
    return older;
  }

  private static void addOlder(List<Version> track, Set<String> older) {
    track.sort(Comparator.comparing(Version::start));
    for (int i = 0; i < track.size(); i++) {
      Version granule = track.get(i);
      for (int j = i + 1; j < track.size(); j++) {
        Version other = track.get(j);
        if (Duration.between(granule.start(), other.start()).compareTo(SAME_START) > 0) {
          break;
        }
        int order = compare(granule.version(), other.version());
        if (order != 0) {
          older.add((order < 0 ? granule : other).id());
        }
      }
    }
  }

  /** By the number at the front, then by the rest: 6 before 007, 06A before 06B. */
  static int compare(String a, String b) {
    String first = digits(a);
    String second = digits(b);
    if (!first.isEmpty() && !second.isEmpty()) {
      int byNumber = new BigInteger(first).compareTo(new BigInteger(second));
      if (byNumber != 0) {
        return byNumber;
      }
    }
    return a.substring(first.length()).compareTo(b.substring(second.length()));
  }

  private static String digits(String version) {
    int end = 0;
    while (end < version.length() && version.charAt(end) >= '0' && version.charAt(end) <= '9') {
      end++;
    }
    return version.substring(0, end);
  }
}
