package org.groundtrack.geo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.index.ItemVisitor;
import org.locationtech.jts.index.hprtree.HPRtree;

/**
 * Many shapes, and a tree over their boxes that finds those near a place. As a shape it covers what
 * any of them covers: nothing is merged, so that no edge moves.
 */
final class ShapeTree implements Shape {
  private final List<Shape> shapes;
  private final HPRtree tree = new HPRtree();
  private final Envelope bounds = new Envelope();

  ShapeTree(List<Shape> shapes) {
    this.shapes = List.copyOf(shapes);
    for (int i = 0; i < shapes.size(); i++) {
      Integer number = i;
      for (Envelope box : shapes.get(i).boxes()) {
        tree.insert(box, number);
        bounds.expandToInclude(box);
      }
    }
    tree.build();
  }

  @Override
  public boolean contains(double longitude, double latitude) {
    Numbers near = new Numbers();
    near.query(longitude, latitude);
    for (int i = 0; i < near.size; i++) {
      if (shapes.get(near.values[i]).contains(longitude, latitude)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Gives the shapes that may hold a point of a box, by {@link Shape#relation}.
   *
   * @param consumer receives their numbers, ascending
   */
  void near(Envelope box, IntConsumer consumer) {
    Numbers near = candidates(box);
    for (int i = 0; i < near.size; i++) {
      if (shapes.get(near.values[i]).relation(box) != Aoi.Relation.DISJOINT) {
        consumer.accept(near.values[i]);
      }
    }
  }

  @Override
  public Aoi.Relation relation(Envelope box) {
    Numbers near = candidates(box);
    for (int i = 0; i < near.size; i++) {
      // If another covers the box, that it intersects this one is true as well.
      Aoi.Relation relation = shapes.get(near.values[i]).relation(box);
      if (relation != Aoi.Relation.DISJOINT) {
        return relation;
      }
    }
    return Aoi.Relation.DISJOINT;
  }

  @Override
  public Aoi.Relation onPlane(Envelope box) {
    return relation(box);
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

  @Override
  public List<Envelope> boxes() {
    return List.of(bounds);
  }

  @Override
  public Envelope bounds() {
    return bounds;
  }

  @Override
  public Geometry geometry() {
    List<Geometry> polygons = new ArrayList<>();
    for (Shape shape : shapes) {
      Geometry geometry = shape.geometry();
      for (int i = 0; i < geometry.getNumGeometries(); i++) {
        polygons.add(geometry.getGeometryN(i));
      }
    }
    return new GeometryFactory().createGeometryCollection(polygons.toArray(Geometry[]::new));
  }

  @Override
  public long vertices() {
    return shapes.stream().mapToLong(Shape::vertices).sum();
  }

  @Override
  public double squareKm() {
    return shapes.stream().mapToDouble(Shape::squareKm).sum();
  }

  @Override
  public List<Shape> members() {
    return shapes;
  }

  /** Numbers that the tree gives, in an array that is used again. */
  private final class Numbers implements ItemVisitor {
    private final Envelope box = new Envelope();
    private int[] values = new int[16];
    private int size;

    @Override
    public void visitItem(Object item) {
      if (size == values.length) {
        values = Arrays.copyOf(values, size * 2);
      }
      values[size++] = (Integer) item;
    }

    /** The shapes near a place, ascending. */
    void query(double longitude, double latitude) {
      size = 0;
      // Comparisons are written so that NaN fails them: the tree would give everything.
      if (!(Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90)) {
        return;
      }
      if (Math.abs(latitude) == 90) {
        query(-180, 180, latitude);
      } else if (Math.abs(longitude) == 180) {
        query(-180, -180, latitude);
        query(180, 180, latitude);
      } else {
        query(longitude, longitude, latitude);
      }
      sort();
    }

    private void query(double west, double east, double latitude) {
      box.init(west, east, latitude, latitude);
      tree.query(box, this);
    }

    /** Ascending, each but once: a shape of several boxes may have been given several times. */
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

    /** Leaves out numbers that fail a test. */
    void keep(IntPredicate test) {
      int kept = 0;
      for (int i = 0; i < size; i++) {
        if (test.test(values[i])) {
          values[kept++] = values[i];
        }
      }
      size = kept;
    }
  }

  /** Finds the shapes that hold places. For one thread. */
  final class Finder {
    private final Numbers found = new Numbers();

    /** Number of shapes that hold a place, whose numbers are kept until the next. */
    int find(double longitude, double latitude) {
      found.query(longitude, latitude);
      found.keep(number -> shapes.get(number).contains(longitude, latitude));
      return found.size;
    }

    /** Tells whether a shape holds a place. */
    boolean any(double longitude, double latitude) {
      found.query(longitude, latitude);
      for (int i = 0; i < found.size; i++) {
        if (shapes.get(found.values[i]).contains(longitude, latitude)) {
          return true;
        }
      }
      return false;
    }

    /** The number of a shape that holds the last place. */
    int number(int i) {
      return found.values[Objects.checkIndex(i, found.size)];
    }
  }
}
