package org.groundtrack.indexer;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import org.groundtrack.error.BadGranuleException;
import org.groundtrack.granule.ChunkManifest;
import org.groundtrack.granule.GpsTime;
import org.groundtrack.layout.Beams;
import org.groundtrack.layout.ProductLayout;
import org.groundtrack.layout.ProductLayouts;

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
    Matcher matcher = layout.granuleName() == null ? null : layout.granuleName().matcher(id);
    this.name = matcher != null && matcher.find() ? matcher : null;
  }

  /**
   * Recognises the product from the granule's attributes, else from its name.
   *
   * @throws BadGranuleException if it is of no known product
   */
  static ProductLayout layout(ChunkManifest file, String id, ProductLayouts layouts) {
    String claimed = null;
    for (ProductLayout layout : layouts.all()) {
      for (String place : layout.places("product")) {
        Optional<String> product = SmallValues.attribute(file, place);
        if (product.isPresent()) {
          claimed = claimed == null ? product.get() : claimed;
          if (layout.isCalled(product.get().strip())) {
            return layout;
          }
        }
      }
    }
    if (claimed == null) {
      for (ProductLayout layout : layouts.all()) {
        if (layout.granuleName() != null && layout.granuleName().matcher(id).find()) {
          return layout;
        }
      }
    }
    throw new BadGranuleException(
        "[%s] is of no known product: it says %s; known: %s. Describe it with --layout"
            .formatted(
                file.name(),
                claimed == null ? "nothing of one in its attributes or name" : claimed,
                layouts.known()));
  }

  /**
   * What a granule of a product says.
   *
   * @throws BadGranuleException if no layout fits its version
   */
  static GranuleMetadata of(
      ChunkManifest file, SmallValues values, String id, ProductLayout layout) {
    GranuleMetadata metadata = unchecked(file, values, id, layout);
    Optional<String> problem = metadata.unknownVersion();
    if (problem.isPresent()) {
      throw new BadGranuleException(problem.get());
    }
    return metadata;
  }

  /** The same, whether the layout fits its version or not. */
  static GranuleMetadata unchecked(
      ChunkManifest file, SmallValues values, String id, ProductLayout layout) {
    return new GranuleMetadata(file, values, id, layout);
  }

  /** What is to be said of a version that the layout does not fit; empty if it does. */
  Optional<String> unknownVersion() {
    String version = version();
    if (layout.versions().isEmpty()
        || version.equals(UNKNOWN)
        || layout.versions().contains(version)) {
      return Optional.empty();
    }
    return Optional.of(
        "[%s] no layout for %s %s; known: %s"
            .formatted(
                file.name(),
                layout.product(),
                version,
                layout.product() + " " + String.join(", ", layout.versions())));
  }

  /** The version; whole numbers as archives write them, with three digits. */
  String version() {
    String version =
        values.text(layout.places("version")).or(() -> fromName("version")).orElse(UNKNOWN);
    return version.matches("\\d{1,3}")
        ? String.format(Locale.ROOT, "%03d", Integer.parseInt(version))
        : version;
  }

  /** A whole number such as the cycle, from its places, else from the granule's name. */
  Integer integer(String item) {
    return values
        .integer(layout.places(item))
        .or(() -> fromName(item).map(Long::valueOf))
        .map(Math::toIntExact)
        .orElse(null);
  }

  /** Which way the spacecraft flies, or {@code null}. */
  String orientation() {
    Integer code = integer("orientation");
    if (code == null) {
      return null;
    }
    return switch (code) {
      case 0 -> "backward";
      case 1 -> "forward";
      default -> "transition";
    };
  }

  /** The instant from which the granule's times count; {@code null} if their units say it. */
  Instant epoch() {
    return layout.epoch() == null
        ? null
        : values.integer(layout.places("epoch")).map(GpsTime::utc).orElse(layout.epoch());
  }

  /** By the beam's own word, else by its name, else by the orientation; or {@code null}. */
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
    if (stated.isPresent() || beams.strongForward().isEmpty()) {
      return stated.orElse(null);
    }
    String orientation = orientation();
    if (orientation == null || orientation.equals("transition")) {
      return null;
    }
    boolean forward = orientation.equals("forward");
    return beams.strongForward().contains(beam) == forward ? "strong" : "weak";
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
