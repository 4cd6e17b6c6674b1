package org.groundtrack.geo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntConsumer;
import org.groundtrack.error.InvalidAoiException;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.index.ItemVisitor;
import org.locationtech.jts.index.hprtree.HPRtree;

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
  private static final int MAX_VERTICES = 1_000_000;

  private final List<Feature> features;
  private final HPRtree tree = new HPRtree();

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
    long vertices = 0;
    for (int i = 0; i < features.size(); i++) {
      Feature feature = features.get(i);
      Integer before = numbers.put(feature.id(), i);
      if (before != null) {
        throw new InvalidAoiException(
            "[%s] features %s and %s have one id, '%s': ids tell features apart"
                .formatted(name, before + 1, i + 1, feature.id()));
      }
      Geometry geometry = feature.area().geometry();
      vertices += geometry.getNumPoints();
      for (int part = 0; part < geometry.getNumGeometries(); part++) {
        tree.insert(geometry.getGeometryN(part).getEnvelopeInternal(), i);
      }
    }
    checkVertices(name, vertices);
    tree.build();
  }

  /**
   * That features have not too many vertices together.
   *
   * @param name of the area, for messages
   * @throws InvalidAoiException if they have more than 1,000,000
   */
  public static void checkVertices(String name, long vertices) {
    if (vertices > MAX_VERTICES) {
      throw new InvalidAoiException(
          "[%s] has features of more than %s vertices, buffers included: simplify them, or give fewer at once"
              .formatted(name, MAX_VERTICES));
    }
  }

  /** Number of features, at least 1. */
  public int count() {
    return features.size();
  }

  /** The features in their order. */
  public List<Feature> list() {
    return features;
  }

  /** The polygons of all features. */
  Geometry polygons() {
    List<Geometry> polygons = new ArrayList<>();
    for (Feature feature : features) {
      Geometry geometry = feature.area().geometry();
      for (int i = 0; i < geometry.getNumGeometries(); i++) {
        polygons.add(geometry.getGeometryN(i));
      }
    }
    return new GeometryFactory().createGeometryCollection(polygons.toArray(Geometry[]::new));
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
    Numbers near = candidates(box);
    for (int i = 0; i < near.size; i++) {
      if (features.get(near.values[i]).area().relation(box) != Aoi.Relation.DISJOINT) {
        consumer.accept(near.values[i]);
      }
    }
  }

  /** How a box lies to all features together, by the rule of {@link Aoi#relation}. */
  Aoi.Relation relation(Envelope box) {
    Numbers near = candidates(box);
    for (int i = 0; i < near.size; i++) {
      // If another covers the box, that it intersects this one is true as well.
      Aoi.Relation relation = features.get(near.values[i]).area().relation(box);
      if (relation != Aoi.Relation.DISJOINT) {
        return relation;
      }
    }
    return Aoi.Relation.DISJOINT;
  }

  private Numbers candidates(Envelope box) {
    Numbers numbers = new Numbers();
    boolean anyLongitude =
        box.getMaxX() >= 180
            || box.getMinX() <= -180
            || box.getMaxY() >= 90
            || box.getMinY() <= -90;
    tree.query(anyLongitude ? new Envelope(-180, 180, box.getMinY(), box.getMaxY()) : box, numbers);
    numbers.sort();
    return numbers;
  }

  /** Numbers that the tree gives, in an array that is used again. */
  private static final class Numbers implements ItemVisitor {
    private int[] values = new int[16];
    private int size;

    @Override
    public void visitItem(Object item) {
      if (size == values.length) {
        values = Arrays.copyOf(values, size * 2);
      }
      values[size++] = (Integer) item;
    }

    /** Ascending, each but once: a feature of several parts may have been given several times. */
    void sort() {
      if (size < 2) {
        return;
      }
      Arrays.sort(values, 0, size);
      int kept = 1;
      for (int i = 1; i < size; i++) {
        if (values[i] != values[kept - 1]) {
          values[kept++] = values[i];
        }
      }
      size = kept;
    }
  }

  /** Finds the features that hold points. For one thread. */
  public final class Finder {
    private final Numbers found = new Numbers();
    private final Envelope box = new Envelope();
    private final Coordinate point = new Coordinate();

    private Finder() {}

    /**
     * Finds the features that hold a point; on its edge it is in a feature.
     *
     * @param longitude degrees; outside [-180, 180] no point is in a feature
     * @param latitude degrees; outside [-90, 90] no point is in a feature
     * @return how many hold it
     */
    public int find(double longitude, double latitude) {
      found.size = 0;
      // Comparisons are written so that NaN fails them: the tree would give everything.
      if (!(Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90)) {
        return 0;
      }
      if (Math.abs(latitude) == 90) {
        query(-180, 180, latitude);
      } else if (Math.abs(longitude) == 180) {
        query(-180, -180, latitude);
        query(180, 180, latitude);
      } else {
        query(longitude, longitude, latitude);
      }
      found.sort();
      int kept = 0;
      for (int i = 0; i < found.size; i++) {
        int number = found.values[i];
        if (features.get(number).area().contains(longitude, latitude, point)) {
          found.values[kept++] = number;
        }
      }
      found.size = kept;
      return kept;
    }

    private void query(double west, double east, double latitude) {
      box.init(west, east, latitude, latitude);
      tree.query(box, found);
    }

    /**
     * The number of a feature that holds the last point.
     *
     * @param i 0 to what {@link #find} returned, without that; numbers ascend
     */
    public int feature(int i) {
      return found.values[Objects.checkIndex(i, found.size)];
    }

    /** As {@link Aoi#select}. */
    int select(double[] longitude, double[] latitude, int from, int to, int[] inside) {
      int count = 0;
      for (int i = from; i < to; i++) {
        if (find(longitude[i], latitude[i]) > 0) {
          inside[count++] = i;
        }
      }
      return count;
    }
  }
}
