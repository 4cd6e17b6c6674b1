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
<<<<<<< HEAD
      Node node = file.getByPath(full(beam, path));
=======
      Node node = file.getByPath(from(beam, path));
>>>>>>> 0f4b0ac986ccdc1d3ff6643084e263ed260bb19e
      return node instanceof Dataset;
    } catch (RuntimeException e) {
      // jHDF's way of saying that there is none.
      return false;
    }
  }

<<<<<<< HEAD
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
=======
  /** A path from the root; an empty beam is the root itself. */
  private static String from(String beam, String path) {
    return beam.isEmpty() ? "/" + path : "/" + beam + "/" + path;
  }

  /** The elements of a dataset as arrays of arrays, one for each dimension. */
  Object data(String beam, String path) {
    return ((Dataset) file.getByPath(from(beam, path))).getData();
>>>>>>> 0f4b0ac986ccdc1d3ff6643084e263ed260bb19e
  }

  /** The shape of a dataset. */
  int[] shape(String beam, String path) {
<<<<<<< HEAD
    return ((Dataset) file.getByPath(full(beam, path))).getDimensions();
=======
    return ((Dataset) file.getByPath(from(beam, path))).getDimensions();
>>>>>>> 0f4b0ac986ccdc1d3ff6643084e263ed260bb19e
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

  /**
   * Values of a dataset at the root as the conventions of netCDF have them: unsigned where it says
   * so, single precision where a scale is, {@code null} where a fill value is.
   */
  Object[] unpacked(String path) {
    Dataset dataset = (Dataset) file.getByPath("/" + path);
    Object unsigned = attribute(dataset, "_Unsigned");
    Object fill = attribute(dataset, "_FillValue");
    Object scale = attribute(dataset, "scale_factor");
    Object offset = attribute(dataset, "add_offset");
    Object data = dataset.getData();
    Object[] values = new Object[Array.getLength(data)];
    for (int i = 0; i < values.length; i++) {
      Number stored = (Number) Array.get(data, i);
      long raw = stored.longValue();
      if ("true".equals(unsigned)) {
        raw &= stored instanceof Short ? 0xFFFFL : stored instanceof Byte ? 0xFFL : 0xFFFFFFFFL;
      }
      if (fill != null && ((Number) fill).longValue() == stored.longValue()) {
        values[i] = null;
      } else if (scale == null) {
        values[i] = stored instanceof Float ? stored : (Object) raw;
      } else {
        float moved = offset == null ? 0 : ((Number) offset).floatValue();
        values[i] = raw * ((Number) scale).floatValue() + moved;
      }
    }
    return values;
  }

  private static Object attribute(Dataset dataset, String name) {
    Object value = dataset.getAttribute(name) == null ? null : dataset.getAttribute(name).getData();
    return value != null && value.getClass().isArray() ? Array.get(value, 0) : value;
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
