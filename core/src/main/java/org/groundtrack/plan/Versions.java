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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.groundtrack.granule.Granule;

/**
 * Versions of the same granule. Granules are that if they are of one product, say the same
 * {@linkplain TrackNumber numbers} of their track, and these are all that tell granules apart:
 * reference ground track, cycle and region. Where they say less, such as an orbit of which there
 * are several pieces, newer ones must lie in nearly all of the time of an older one to take its
 * place. For one thread at a time.
 */
public final class Versions {
  /** Share of an older granule's time that newer ones have to lie in. */
  private static final double MOST = 0.9;

  private static final Pattern REVISION = Pattern.compile("(.*_\\d{3}_)(\\d{2})(\\.[^.]*)");

  private static final String UNKNOWN = "unknown";

  private final Map<Track, List<Version>> tracks = new HashMap<>();

  /** What versions of one granule have in common. */
  private record Track(String product, List<Integer> numbers, boolean whole) {}

  private record Version(String id, String version, Instant start, Instant end) {
    boolean isNewerThan(Version other) {
      int order = compare(version, other.version);
      return order > 0 || (order == 0 && isLaterRevision(id, other.id));
    }
  }

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
   * Adds a granule; of it just the numbers and the times are kept. One whose version, times or
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
      boolean whole = granule.rgt() != null && granule.cycle() != null && granule.region() != null;
      tracks
          .computeIfAbsent(new Track(granule.product(), numbers, whole), t -> new ArrayList<>())
          .add(new Version(granule.id(), granule.version(), granule.start(), granule.end()));
    }
  }

  /** The ids of those granules of which a newer version was added. */
  public Set<String> older() {
    Set<String> older = new HashSet<>();
    tracks.forEach(
        (track, versions) -> {
          for (Version version : versions) {
            List<Version> newer =
                versions.stream().filter(other -> other.isNewerThan(version)).toList();
            if (track.whole() ? !newer.isEmpty() : areInMostOf(version, newer)) {
              older.add(version.id());
            }
          }
        });
    return older;
  }

  /** Whether granules lie in nearly all of the time of another. */
  private static boolean areInMostOf(Version version, List<Version> others) {
    List<Version> sorted = new ArrayList<>(others);
    sorted.sort(Comparator.comparing(Version::start));
    long covered = 0;
    Instant from = version.start();
    boolean any = false;
    for (Version other : sorted) {
      Instant first = other.start().isAfter(from) ? other.start() : from;
      Instant last = other.end().isBefore(version.end()) ? other.end() : version.end();
      if (!first.isAfter(last)) {
        any = true;
        covered += Duration.between(first, last).toNanos();
        from = last;
      }
    }
    return any && covered >= MOST * Duration.between(version.start(), version.end()).toNanos();
  }

  /** Whether ids are equal but for a later revision at their end: two digits, as in _006_02.h5. */
  private static boolean isLaterRevision(String id, String other) {
    Matcher own = REVISION.matcher(id);
    Matcher its = REVISION.matcher(other);
    return own.matches()
        && its.matches()
        && own.group(1).equals(its.group(1))
        && own.group(3).equals(its.group(3))
        && own.group(2).compareTo(its.group(2)) > 0;
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
