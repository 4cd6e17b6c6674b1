package org.groundtrack.geo;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntConsumer;
import org.groundtrack.error.InvalidAoiException;
import org.locationtech.jts.geom.Envelope;

/**
 * The features of an area, each with an id and an area of its own; they may overlap. Numbers of
 * features are their places in the order in which they were given, from 0. Immutable and safe for
 * use by many threads at once.
 *
 * <p>A tree over the bounds of all polygons finds the features near a point, and each one's own
 * area decides. So a point is in a feature exactly if it is in that feature given alone, and a test
 * takes about as long for a hundred thousand features as for a few.
 */
public final class AoiFeatures {
  private final List<Feature> features;
  private final ShapeTree tree;

  /**
   * One feature.
   *
   * @param id by which exports name it; not blank
   * @param area what it covers; an area without features of its own
   */
  public record Feature(String id, Aoi area) {
    public Feature {
      Objects.requireNonNull(area, "area");
      if (id.isBlank() || area.features().isPresent()) {
        throw new IllegalArgumentException(
            "A feature needs an id and an area without features: '%s', %s".formatted(id, area));
      }
    }
  }

  AoiFeatures(String name, List<Feature> features) {
    this.features = List.copyOf(features);
    if (features.isEmpty()) {
      throw new InvalidAoiException("[%s] has no feature: give a polygon".formatted(name));
    }
    Map<String, Integer> numbers = new HashMap<>();
    for (int i = 0; i < features.size(); i++) {
      Integer before = numbers.put(features.get(i).id(), i);
      if (before != null) {
        throw new InvalidAoiException(
            "[%s] features %s and %s have one id, '%s': ids tell features apart"
                .formatted(name, before + 1, i + 1, features.get(i).id()));
      }
    }
    tree = new ShapeTree(features.stream().map(feature -> feature.area().shape()).toList());
  }

  /** Number of features, at least 1. */
  public int count() {
    return features.size();
  }

  /** The features in their order. */
  public List<Feature> list() {
    return features;
  }

  ShapeTree tree() {
    return tree;
  }

  /** A finder of the features that hold points. */
  public Finder finder() {
    return new Finder();
  }

  /**
   * Finds the features that may hold a point of a box, by {@link Aoi#relation}.
   *
   * @param box degrees; may be a point or a line; its edges belong to it
   * @param consumer receives their numbers, ascending
   */
  public void near(Envelope box, IntConsumer consumer) {
    tree.near(box, consumer);
  }

  /** Finds the features that hold points. For one thread. */
  public final class Finder {
    private final ShapeTree.Finder finder = tree.new Finder();

    private Finder() {}

    /**
     * Finds the features that hold a point; on its edge it is in a feature.
     *
     * @param longitude degrees; outside [-180, 180] no point is in a feature
     * @param latitude degrees; outside [-90, 90] no point is in a feature
     * @return how many hold it
     */
    public int find(double longitude, double latitude) {
      return finder.find(longitude, latitude);
    }

    /**
     * The number of a feature that holds the last point.
     *
     * @param i 0 to what {@link #find} returned, without that; numbers ascend
     */
    public int feature(int i) {
      return finder.number(i);
    }
  }
}
