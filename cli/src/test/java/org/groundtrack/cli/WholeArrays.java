package org.groundtrack.cli;

import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.api.Node;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
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
    return new WholeArrays(open(granule));
  }

  /**
   * A granule in memory. Of a file jHDF maps each chunk, until the collector comes by: thousands of
   * small chunks are more than a process may map.
   */
  static HdfFile open(Path granule) {
    try {
      return HdfFile.fromBytes(Files.readAllBytes(granule));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
      Node node = file.getByPath(from(beam, path));
      return node instanceof Dataset;
    } catch (RuntimeException e) {
      // jHDF's way of saying that there is none.
      return false;
    }
  }

  /** A path from the root; an empty beam is the root itself. */
  private static String from(String beam, String path) {
    return beam.isEmpty() ? "/" + path : "/" + beam + "/" + path;
  }

  /** The elements of a dataset as arrays of arrays, one for each dimension. */
  Object data(String beam, String path) {
    return ((Dataset) file.getByPath(from(beam, path))).getData();
  }

  /** The shape of a dataset. */
  int[] shape(String beam, String path) {
    return ((Dataset) file.getByPath(from(beam, path))).getDimensions();
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

  /** When a {@code delta_time} of ICESat-2 or GEDI is, in nanoseconds since 1970, by decimals. */
  static long nanos(double deltaTime) {
    return new BigDecimal(deltaTime)
            .movePointRight(9)
            .setScale(0, RoundingMode.HALF_UP)
            .longValueExact()
        + Instant.parse("2018-01-01T00:00:00Z").getEpochSecond() * 1_000_000_000L;
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

  @Override
  public void close() {
    file.close();
  }
}
