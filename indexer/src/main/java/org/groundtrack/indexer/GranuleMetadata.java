package org.groundtrack.indexer;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import org.groundtrack.error.BadGranuleException;
import org.groundtrack.error.UsageException;
import org.groundtrack.granule.ChunkManifest;
import org.groundtrack.granule.GpsTime;
import org.groundtrack.granule.Granule;
import org.groundtrack.layout.Beams;
import org.groundtrack.layout.ProductLayout;
import org.groundtrack.layout.ProductLayouts;
import org.groundtrack.layout.Rate;
import org.groundtrack.rows.TimeScale;

/** What a granule says of itself: product, version, track, orientation, epoch. */
final class GranuleMetadata {
  private static final String UNKNOWN = "unknown";

  private final ChunkManifest file;
  private final SmallValues values;
  private final String id;
  private final ProductLayout layout;
  private final Matcher name;

  private GranuleMetadata(ChunkManifest file, SmallValues values, String id, ProductLayout layout) {
    this.file = file;
    this.values = values;
    this.id = id;
    this.layout = layout;
    Matcher matcher = layout.granuleName() == null ? null : matcher(layout, id);
    this.name = matcher != null && matcher.find() ? matcher : null;
  }

  private static Matcher matcher(ProductLayout layout, String id) {
    return layout.granuleName().matcher(new BoundedText(id, layout.product()));
  }

  /**
   * Recognises the product: by what the granule says where its layout looks for it, else by its
   * name. A layout that says of no place where to look goes by the granule's name, or by what it
   * says where other layouts look.
   *
   * @param assumed product of a granule that says nothing of a known one, or {@code null}
   * @throws BadGranuleException if it is of no known product
   */
  static ProductLayout layout(
      ChunkManifest file, String id, ProductLayouts layouts, String assumed) {
    checkKnown(layouts, assumed);
    for (ProductLayout layout : layouts.all()) {
      // In this order: a place costs a look at the granule's metadata, which may be far away.
      boolean is =
          layout.places("product").isEmpty()
              ? isNamed(layout, id)
                  || layouts.all().stream()
                      .flatMap(other -> claims(file, other))
                      .anyMatch(layout::isCalled)
              : claims(file, layout).anyMatch(layout::isCalled);
      if (is) {
        return layout;
      }
    }
    // What a granule says of itself is unknown, so its name counts: GEDI04_C says GEDI_WSCI.
    for (ProductLayout layout : layouts.all()) {
      if (isNamed(layout, id)) {
        return layout;
      }
    }
    if (assumed != null) {
      return layouts.of(assumed).orElseThrow();
    }
    List<String> said =
        layouts.all().stream().flatMap(layout -> claims(file, layout)).distinct().toList();
    throw new BadGranuleException(
        "[%s] is of no known product: it says %s. Say which it is with --product, or describe it with --layout; known: %s"
            .formatted(
                file.name(),
                said.isEmpty()
                    ? "nothing of one in its attributes or name"
                    : String.join(", ", said),
                String.join(", ", layouts.names())));
  }

  /**
   * That granules are not taken for what nobody knows.
   *
   * @param assumed product, or {@code null}
   * @throws UsageException if there is no such product
   */
  static void checkKnown(ProductLayouts layouts, String assumed) {
    if (assumed != null && layouts.of(assumed).isEmpty()) {
      throw new UsageException(layouts.unknown(assumed));
    }
  }

  /** What a granule says where a layout looks for its product. */
  private static Stream<String> claims(ChunkManifest file, ProductLayout layout) {
    return layout.places("product").stream()
        .flatMap(place -> SmallValues.attribute(file, place).stream())
        .map(String::strip);
  }

  private static boolean isNamed(ProductLayout layout, String id) {
    return layout.granuleName() != null && matcher(layout, id).find();
  }

  /**
   * What a granule of a product says. Where no layout names its version, the nearest counts that
   * fits its structure.
   *
   * @param recognised a layout of its product, perhaps of other versions
   * @param layouts among which the one of its version is
   */
  static GranuleMetadata of(
      ChunkManifest file,
      SmallValues values,
      String id,
      ProductLayout recognised,
      ProductLayouts layouts) {
    String version = new GranuleMetadata(file, values, id, recognised).version();
    Optional<ProductLayout> fitting =
        version.equals(UNKNOWN) ? Optional.empty() : layouts.of(recognised.product(), version);
    List<ProductLayout> nearest = layouts.nearest(recognised.product(), version);
    return new GranuleMetadata(
        file,
        values,
        id,
        fitting
            .or(() -> nearest.stream().filter(layout -> isBuilt(file, layout)).findFirst())
            .orElse(nearest.get(0)));
  }

  /** Tells whether a granule has the positions of a layout's main rate in any beam. */
  private static boolean isBuilt(ChunkManifest file, ProductLayout layout) {
    Rate rate = layout.defaultRate();
    return layout.beams().groups().stream()
        .anyMatch(
            beam ->
                file.exists(Beams.path(beam, rate.longitude()))
                    && file.exists(Beams.path(beam, rate.latitude())));
  }

  ProductLayout layout() {
    return layout;
  }

  /** What is unusual of how it was recognised, in words that a count of granules can follow. */
  List<String> notes() {
    List<String> notes = new ArrayList<>();
    List<String> claims = claims(file, layout).distinct().toList();
    if (!claims.isEmpty() && claims.stream().noneMatch(layout::isCalled)) {
      notes.add(
          "%s: taken for it by the name, though it says %s"
              .formatted(layout.product(), String.join(", ", claims)));
    }
    String version = version();
    if (!version.equals(UNKNOWN) && !layout.fits(version)) {
      notes.add(layout.untried(version));
    }
    return notes;
  }

  /** The version; whole numbers as archives write them, with three digits. */
  String version() {
    return values
        .text(layout.places("version"))
        .or(() -> fromName("version"))
        .map(ProductLayout::asArchived)
        .orElse(UNKNOWN);
  }

  /** A whole number such as the cycle, from its places, else from the granule's name. */
  Integer integer(String item) {
    return values
        .integer(layout.places(item))
        .or(() -> fromName(item).map(Long::valueOf))
        .map(Math::toIntExact)
        .orElse(null);
  }

  /** Which way the spacecraft flies throughout; {@code null} if it turns, or that is not known. */
  String orientation() {
    List<Long> codes = values.integers(layout.places("orientation"));
    return codes.stream().distinct().count() == 1 ? orientation(codes.get(0)) : null;
  }

  /** What changes within the granule, from when on. */
  List<Granule.Turn> turns() {
    List<Granule.Turn> turns = new ArrayList<>(orientations());
    turns.addAll(orbits());
    turns.sort(Comparator.comparing(Granule.Turn::since));
    return turns;
  }

  /**
   * The numbers of the tracks from when on, of a granule of several orbits: those of the layout's
   * places that hold as many numbers as there are times.
   */
  private List<Granule.Turn> orbits() {
    List<Double> times = values.numbers(layout.places("crossingTime"));
    if (times.size() < 2 || epoch() == null) {
      return List.of();
    }
    List<Integer> rgts = series("rgt", times.size());
    List<Integer> cycles = series("cycle", times.size());
    List<Integer> orbits = series("orbit", times.size());
    TimeScale scale = TimeScale.secondsSince(epoch());
    List<Granule.Turn> turns = new ArrayList<>();
    for (int i = 0; i < times.size(); i++) {
      long nanos = scale.nanos(times.get(i));
      if (nanos != TimeScale.NO_TIME) {
        turns.add(
            new Granule.Turn(
                GpsTime.instant(nanos), null, rgts.get(i), cycles.get(i), orbits.get(i)));
      }
    }
    return turns;
  }

  /** The numbers of an item, one for each orbit; all null if it is the same throughout. */
  private List<Integer> series(String item, int count) {
    List<Long> numbers = values.integers(layout.places(item));
    boolean several = numbers.size() == count && numbers.stream().distinct().count() > 1;
    List<Integer> series = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      series.add(several ? (Integer) Math.toIntExact(numbers.get(i)) : null);
    }
    return series;
  }

  private List<Granule.Turn> orientations() {
    List<Long> codes = values.integers(layout.places("orientation"));
    List<Double> times = values.numbers(layout.places("orientationTime"));
    List<Granule.Turn> turns = new ArrayList<>();
    if (codes.stream().distinct().count() > 1 && times.size() == codes.size() && epoch() != null) {
      TimeScale scale = TimeScale.secondsSince(epoch());
      for (int i = 0; i < codes.size(); i++) {
        long nanos = scale.nanos(times.get(i));
        if (nanos != TimeScale.NO_TIME) {
          turns.add(new Granule.Turn(GpsTime.instant(nanos), orientation(codes.get(i))));
        }
      }
    }
    return turns;
  }

  private static String orientation(long code) {
    return code == 0 ? "backward" : code == 1 ? "forward" : "transition";
  }

  /** The instant from which the granule's times count; {@code null} if their units say it. */
  Instant epoch() {
    return layout.epoch() == null
        ? null
        : values.integer(layout.places("epoch")).map(GpsTime::utc).orElse(layout.epoch());
  }

  /**
   * By the beam's own word, else by its name, else by the orientation; {@code null} if that is not
   * known, or changes.
   */
  String strength(String beam) {
    Beams beams = layout.beams();
    if (beams.strengthColumn() == null) {
      return null;
    }
    Optional<String> stated =
        Optional.ofNullable(beams.strengthAttribute())
            .flatMap(attribute -> file.attribute(beam, attribute))
            .map(word -> beams.strengths().get(word.strip().toLowerCase(Locale.ROOT)))
            .or(() -> Optional.ofNullable(beams.strengthByName().get(beam)));
    return stated.orElseGet(() -> beams.strength(beam, orientation()));
  }

  Integer spot(String beam) {
    return Optional.ofNullable(layout.beams().spotAttribute())
        .flatMap(attribute -> file.attribute(beam, attribute))
        .filter(s -> s.matches("[1-6]"))
        .map(Integer::valueOf)
        .orElse(null);
  }

  String citation() {
    return text("citation");
  }

  String license() {
    return text("license");
  }

  private String text(String item) {
    return values.text(layout.places(item)).orElse(null);
  }

  private Optional<String> fromName(String group) {
    if (name == null || !layout.granuleName().pattern().contains("(?<" + group + ">")) {
      return Optional.empty();
    }
    return Optional.ofNullable(name.group(group));
  }

  @Override
  public String toString() {
    return id + ": " + layout.product() + " " + version();
  }
}
