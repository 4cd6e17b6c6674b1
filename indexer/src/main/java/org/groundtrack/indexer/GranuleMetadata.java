package org.groundtrack.indexer;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import org.groundtrack.error.BadGranuleException;
import org.groundtrack.granule.ChunkManifest;
import org.groundtrack.granule.GpsTime;
import org.groundtrack.granule.ProductLayout;
import org.groundtrack.granule.ProductLayouts;

/** What a granule says of itself: product, version, track, orientation, epoch. */
final class GranuleMetadata {
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
    Matcher matcher = layout.granuleName().matcher(id);
    this.name = matcher.find() ? matcher : null;
  }

  /**
   * Recognises the product from the granule's attributes, else from its name.
   *
   * @throws BadGranuleException if it is of no known product or version
   */
  static GranuleMetadata of(ChunkManifest file, SmallValues values, String id) {
    String claimed = null;
    for (ProductLayout layout : ProductLayouts.all()) {
      for (String attribute : layout.productAttributes()) {
        Optional<String> product = file.attribute("", attribute);
        if (product.isPresent()) {
          claimed = claimed == null ? product.get() : claimed;
          if (product.get().equalsIgnoreCase(layout.product())) {
            return new GranuleMetadata(file, values, id, layout).checked();
          }
        }
      }
    }
    if (claimed == null) {
      for (ProductLayout layout : ProductLayouts.all()) {
        if (layout.granuleName().matcher(id).find()) {
          return new GranuleMetadata(file, values, id, layout).checked();
        }
      }
    }
    throw new BadGranuleException(
        "[%s] is of no known product: it says %s; known: %s"
            .formatted(
                file.name(),
                claimed == null ? "nothing of one in its attributes or name" : claimed,
                ProductLayouts.known()));
  }

  private GranuleMetadata checked() {
    if (!layout.versions().contains(version())) {
      throw new BadGranuleException(
          "[%s] no layout for %s %s; known: %s"
              .formatted(file.name(), layout.product(), version(), ProductLayouts.known()));
    }
    return this;
  }

  ProductLayout layout() {
    return layout;
  }

  String version() {
    return values
        .text(layout.metadata().getOrDefault("version", List.of()))
        .or(() -> fromName("version"))
        .orElse("unknown");
  }

  /** A whole number such as the cycle, from its datasets, else from the granule's name. */
  Integer integer(String item) {
    return values
        .integer(layout.metadata().getOrDefault(item, List.of()))
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

  /** The instant from which the granule's times count. */
  Instant epoch() {
    return values
        .integer(layout.metadata().getOrDefault("gpsEpoch", List.of()))
        .map(GpsTime::utc)
        .orElseThrow(
            () ->
                new BadGranuleException(
                    "[%s] does not say from when its times count: expected %s"
                        .formatted(file.name(), layout.metadata().get("gpsEpoch"))));
  }

  /** {@code strong} or {@code weak} by the beam's own word, else by the orientation. */
  String strength(String beam) {
    Optional<String> stated =
        file.attribute(beam, layout.beams().strengthAttribute())
            .map(s -> s.toLowerCase(Locale.ROOT));
    if (stated.isPresent() && (stated.get().equals("strong") || stated.get().equals("weak"))) {
      return stated.get();
    }
    String orientation = orientation();
    if ("forward".equals(orientation)) {
      return layout.beams().strongForward().contains(beam) ? "strong" : "weak";
    }
    if ("backward".equals(orientation)) {
      return layout.beams().strongBackward().contains(beam) ? "strong" : "weak";
    }
    return null;
  }

  Integer spot(String beam) {
    return file.attribute(beam, layout.beams().spotAttribute())
        .filter(s -> s.matches("[1-6]"))
        .map(Integer::valueOf)
        .orElse(null);
  }

  String citation() {
    return file.attribute("", layout.citationAttribute()).orElse(null);
  }

  String license() {
    return file.attribute("", layout.licenseAttribute()).orElse(null);
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
