package org.groundtrack.plan;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.groundtrack.granule.Beam;
import org.groundtrack.granule.Granule;

/**
 * Finds granules that are one and the same: under several names, in several versions, whole and cut
 * to an area. Granules are that if they are of one product and hemisphere, say the same {@linkplain
 * TrackNumber numbers} of their track, and their times overlap. Pieces of an orbit, whose times do
 * not, never are. Granules that say no number must have names that are alike, too, and the same
 * times. For one thread at a time.
 *
 * <p>A newer version, or revision, comes before an older one, then the one with more rows. One
 * whose rows those before it have, nearly in all its time, is left out; one of which they have some
 * is {@linkplain GranuleChoice#shared() shared}.
 */
public final class Versions {
  /** Share of an older granule's time that newer ones have to lie in to take its place. */
  private static final double MOST_TIME = 0.9;

  /**
   * Share of its rows in each beam that they need, too: a newer version may have dropped bad rows,
   * but a few areas cut out of one may span as much time.
   */
  private static final double MOST_ROWS = 0.5;

  /** Version and revision in names of ICESat-2 and GEDI: {@code _006_02}. */
  private static final Pattern REVISION = Pattern.compile("_(\\d{3})_(\\d{2})(?=\\D|$)");

  /** The hemisphere in names of sea ice products: {@code ATL07-01_}. */
  private static final Pattern HEMISPHERE = Pattern.compile("ATL\\d\\d-(\\d{2})_");

  /** What services, browsers and file managers add to names. */
  private static final Pattern ADDED =
      Pattern.compile(
          "^processed_|_subset(ted)?$|_clip(ped)?$|\\s*\\(\\d+\\)$|[ _-]+copy( \\d+)?$",
          Pattern.CASE_INSENSITIVE);

  private static final String UNKNOWN = "unknown";

  private final Map<String, Version> versions = new LinkedHashMap<>();

  /** What versions of one granule have in common. */
  private record Track(String product, List<Integer> numbers, String name) {}

  private record Version(
      Track track,
      String id,
      String version,
      int revision,
      String hemisphere,
      Instant start,
      Instant end,
      Set<String> rates,
      Map<String, Long> rows,
      long invalid) {

    /** The newest first; of one version the one with most rows, then the plainest name. */
    static final Comparator<Version> ORDER =
        Comparator.<Version, Boolean>comparing(Version::isKnown)
            .thenComparing(Version::version, Versions::compare)
            .thenComparing(Version::revision)
            .thenComparing(Version::total)
            .reversed()
            .thenComparing(v -> v.id.length())
            .thenComparing(Version::id);

    boolean isNewerThan(Version other) {
      int order = compare(version, other.version);
      return isKnown()
          && other.isKnown()
          && (order > 0 || (order == 0 && other.revision >= 0 && revision > other.revision));
    }

    boolean isKnown() {
      return !version.equals(UNKNOWN);
    }

    long total() {
      return rows.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Tells whether both may have rows of the same place and time. */
    boolean mayShare(Version other) {
      boolean sides =
          hemisphere == null || other.hemisphere == null || hemisphere.equals(other.hemisphere);
      if (!sides || start == null || other.start == null) {
        // Without times all that can be compared are positions, of one version.
        return sides
            && start == null
            && other.start == null
            && track.name == null
            && compare(version, other.version) == 0;
      }
      return track.name == null
          ? !start.isAfter(other.end) && !other.start.isAfter(end)
          : start.equals(other.start) && end.equals(other.end);
    }

    /** Tells whether it is a copy of another one. */
    boolean isCopyOf(Version other) {
      return start != null
          && !rows.isEmpty()
          && start.equals(other.start)
          && end.equals(other.end)
          && rows.equals(other.rows)
          && rates.equals(other.rates)
          && invalid == other.invalid;
    }
  }

  /** A version as the index writes it: whole numbers with three digits. */
  public static String canonical(String version) {
    String stripped = version.strip();
    return stripped.matches("\\d{1,3}")
        ? String.format(Locale.ROOT, "%03d", Integer.parseInt(stripped))
        : stripped;
  }

  /** Which of some granules give their points. */
  public static GranuleChoice choice(Collection<Granule> granules) {
    Versions versions = new Versions();
    granules.forEach(versions::add);
    return versions.choice();
  }

  /** Adds a granule, once; of it just the numbers, the times and the counts of rows are kept. */
  public void add(Granule granule) {
    if (versions.containsKey(granule.id())) {
      return;
    }
    List<Integer> numbers = new ArrayList<>();
    for (TrackNumber item : TrackNumber.values()) {
      numbers.add(item.of(granule));
    }
    boolean numbered = numbers.stream().anyMatch(number -> number != null);
    Map<String, Long> rows = new HashMap<>();
    for (Beam beam : granule.beams()) {
      for (String rate : granule.rates()) {
        if (beam.rows(rate) > 0) {
          rows.put(beam.name() + "/" + rate, beam.rows(rate));
        }
      }
    }
    Matcher revision = REVISION.matcher(granule.id());
    Matcher hemisphere = HEMISPHERE.matcher(granule.id());
    versions.put(
        granule.id(),
        new Version(
            new Track(granule.product(), numbers, numbered ? null : plainName(granule.id())),
            granule.id(),
            granule.version(),
            revision.find() ? Integer.parseInt(revision.group(2)) : -1,
            hemisphere.find() ? hemisphere.group(1) : null,
            granule.start(),
            granule.end(),
            Set.copyOf(granule.rates()),
            rows,
            granule.invalidPositions().total()));
  }

  /** A name without its ending and what was added to it on its way. */
  static String plainName(String id) {
    String name = id.replaceFirst("\\.[A-Za-z0-9]{1,4}$", "");
    String before;
    do {
      before = name;
      name = ADDED.matcher(name).replaceFirst("");
    } while (!name.equals(before) && !name.isEmpty());
    return name.isEmpty() ? before : name;
  }

  /** Which of the granules that were added give their points. */
  public GranuleChoice choice() {
    TreeMap<String, String> leftOut = new TreeMap<>();
    TreeMap<String, List<GranuleChoice.Other>> shared = new TreeMap<>();
    Map<Track, List<Version>> tracks =
        versions.values().stream().collect(Collectors.groupingBy(Version::track));
    for (List<Version> same : tracks.values()) {
      if (same.size() > 1) {
        same.sort(Version.ORDER);
        List<Version> taken = new ArrayList<>();
        for (Version version : same) {
          List<Version> before = taken.stream().filter(other -> other.mayShare(version)).toList();
          String instead = instead(version, before);
          if (instead != null) {
            leftOut.put(version.id(), instead);
            continue;
          }
          taken.add(version);
          if (!before.isEmpty()) {
            shared.put(
                version.id(),
                before.stream()
                    .map(o -> new GranuleChoice.Other(o.id(), !o.isNewerThan(version)))
                    .toList());
          }
        }
      }
    }
    return new GranuleChoice(leftOut, shared);
  }

  /** The granule that takes the place of one as a whole, or {@code null}. */
  private static String instead(Version version, List<Version> before) {
    List<Version> newer = before.stream().filter(o -> o.isNewerThan(version)).toList();
    if (!newer.isEmpty() && haveMostRows(version, newer) && areInMostOf(version, newer)) {
      return newer.get(0).id();
    }
    return before.stream().filter(version::isCopyOf).map(Version::id).findFirst().orElse(null);
  }

  /**
   * Tells whether granules have at least as many rows of each beam as rarely fewer would be left
   * of.
   */
  private static boolean haveMostRows(Version version, List<Version> others) {
    return version.rows().entrySet().stream()
        .allMatch(
            beam ->
                others.stream().mapToLong(o -> o.rows().getOrDefault(beam.getKey(), 0L)).sum()
                    >= MOST_ROWS * beam.getValue());
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
    return any && covered >= MOST_TIME * Duration.between(version.start(), version.end()).toNanos();
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
