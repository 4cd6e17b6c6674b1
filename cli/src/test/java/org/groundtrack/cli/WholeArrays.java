package org.groundtrack.cli;

import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.api.Node;
import java.lang.reflect.Array;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Whole datasets of a granule as jHDF decodes them: an oracle that shares neither chunks nor
 * decoder with what is tested.
 */
final class WholeArrays implements AutoCloseable {
  private final HdfFile file;

  private WholeArrays(HdfFile file) {
    this.file = file;
  }

  static WholeArrays of(Path granule) {
    return new WholeArrays(new HdfFile(granule));
  }

  /** Names of the groups at the root, sorted, that hold a dataset. */
  List<String> beamsWith(String path) {
    List<String> beams = new ArrayList<>();
    for (String name : file.getChildren().keySet().stream().sorted().toList()) {
      if (has(name, path)) {
        beams.add(name);
      }
    }
    return beams;
  }

  boolean has(String beam, String path) {
    try {
      Node node = file.getByPath(full(beam, path));
      return node instanceof Dataset;
    } catch (RuntimeException e) {
      // jHDF's way of saying that there is none.
      return false;
    }
  }

  /**
   * A dataset as jHDF gives it: an array, whose elements are arrays where it has more dimensions.
   */
  Object data(String beam, String path) {
    return ((Dataset) file.getByPath(full(beam, path))).getData();
  }

  /** From the root; without a beam's name the dataset lies there. */
  private static String full(String beam, String path) {
    return beam.isEmpty() ? "/" + path : "/" + beam + "/" + path;
  }

  /** The first number of an attribute. */
  float attribute(String path, String attribute) {
    Object data = file.getByPath("/" + path).getAttribute(attribute).getData();
    return ((Number) (data.getClass().isArray() ? Array.get(data, 0) : data)).floatValue();
  }

  /** The shape of a dataset. */
  int[] shape(String beam, String path) {
    return ((Dataset) file.getByPath(full(beam, path))).getDimensions();
  }

  /** Numbers of a dataset with one dimension; unsigned ones beyond a long's range don't occur. */
  double[] doubles(String beam, String path) {
    Object data = data(beam, path);
    double[] values = new double[Array.getLength(data)];
    for (int i = 0; i < values.length; i++) {
      values[i] = ((Number) Array.get(data, i)).doubleValue();
    }
    return values;
  }

  /** The same as whole numbers. */
  long[] longs(String beam, String path) {
    Object data = data(beam, path);
    long[] values = new long[Array.getLength(data)];
    for (int i = 0; i < values.length; i++) {
      values[i] = ((Number) Array.get(data, i)).longValue();
    }
    return values;
  }

  /** Numbers of a dataset with two dimensions. */
  double[][] table(String beam, String path) {
    Object data = data(beam, path);
    double[][] values = new double[Array.getLength(data)][];
    for (int i = 0; i < values.length; i++) {
      Object row = Array.get(data, i);
      values[i] = new double[Array.getLength(row)];
      for (int k = 0; k < values[i].length; k++) {
        values[i][k] = ((Number) Array.get(row, k)).doubleValue();
      }
    }
    return values;
  }

  /** One plane of a dataset of 16-bit integers with three dimensions at the root. */
  int[][] plane(String path, int number) {
    short[][] stored = ((short[][][]) data("", path))[number];
    int[][] values = new int[stored.length][];
    for (int i = 0; i < stored.length; i++) {
      values[i] = new int[stored[i].length];
      for (int k = 0; k < values[i].length; k++) {
        values[i][k] = stored[i][k];
      }
    }
    return values;
  }

  @Override
  public void close() {
    file.close();
  }
}
