package org.groundtrack.references;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.groundtrack.granule.ChunkTable;
import org.groundtrack.granule.Dataset;
import org.groundtrack.granule.StorageLayout;
import org.groundtrack.rows.RowRun;

/**
 * The chunks of a dataset that hold some of its rows, as an array of their own: chunk after chunk,
 * whatever lies between them. So no chunk of the array is missing, and only its last can be
 * partial, as only the dataset's last is. Immutable.
 *
 * @param name within its group
 * @param dataset whose chunks they are: chunked or contiguous
 * @param rowAxis the dimension of rows, 0 or 1
 * @param rows that the chunks hold: sorted, apart, whole bands of chunks; of a contiguous dataset
 *     one run, of any rows
 * @param dimensions names, one for each dimension, or none yet
 * @param attributes units and the like
 */
record ReferenceArray(
    String name,
    Dataset dataset,
    int rowAxis,
    List<RowRun> rows,
    List<String> dimensions,
    Map<String, Object> attributes) {
  ReferenceArray {
    rows = List.copyOf(rows);
    dimensions = List.copyOf(dimensions);
  }

  /** The same along named dimensions. */
  ReferenceArray along(List<String> names) {
    return new ReferenceArray(name, dataset, rowAxis, rows, names, attributes);
  }

  /** Takes chunks. */
  interface Chunks {
    /**
     * A chunk.
     *
     * @param key place in the grid of the array's chunks, such as {@code 0.2}
     * @param offset first byte in the granule
     * @param size stored bytes
     */
    void add(String key, long offset, long size);
  }

  /** Length of each dimension. */
  List<Long> shape() {
    List<Long> shape = new ArrayList<>(dataset.shape());
    shape.set(rowAxis, RowRun.total(rows));
    return shape;
  }

  /** Length of each dimension of a chunk. */
  List<Long> chunkShape() {
    return dataset.layout() == StorageLayout.CHUNKED
        ? dataset.chunkShape().stream().map(Long::valueOf).toList()
        : shape();
  }

  /** Gives all chunks, in row-major order. */
  void each(Chunks chunks) {
    ChunkTable table = dataset.chunks();
    if (dataset.layout() != StorageLayout.CHUNKED) {
      long first = rows.get(0).first() * dataset.rowBytes();
      long bytes = rowAxis == 0 ? RowRun.total(rows) * dataset.rowBytes() : table.size(0);
      chunks.add("0" + ".0".repeat(dataset.rank() - 1), table.offset(0) + first, bytes);
      return;
    }
    numbers((key, number) -> chunks.add(key, table.offset(number), table.size(number)));
  }

  /** Takes numbers of chunks in the dataset's table. */
  interface Numbers {
    /** A chunk by its key in the array and its number in the dataset's table. */
    void add(String key, int number);
  }

  /** Gives the numbers of all chunks of a chunked dataset, in row-major order of the array. */
  void numbers(Numbers numbers) {
    long[] bands = bands();
    int rank = dataset.rank();
    long[] grid = new long[rank];
    for (int i = 0; i < rank; i++) {
      long chunk = dataset.chunkShape().get(i);
      grid[i] = (dataset.shape().get(i) + chunk - 1) / chunk;
    }
    long[] place = new long[rank];
    while (place[0] < (rowAxis == 0 ? bands.length : grid[0])) {
      StringBuilder key = new StringBuilder();
      long number = 0;
      for (int i = 0; i < rank; i++) {
        key.append(i == 0 ? "" : ".").append(place[i]);
        number = number * grid[i] + (i == rowAxis ? bands[(int) place[i]] : place[i]);
      }
      numbers.add(key.toString(), Math.toIntExact(number));
      int axis = rank - 1;
      while (axis > 0 && place[axis] + 1 == (axis == rowAxis ? bands.length : grid[axis])) {
        place[axis--] = 0;
      }
      place[axis]++;
    }
  }

  /** Numbers of the bands of chunks along the rows. */
  private long[] bands() {
    long side = dataset.chunkShape().get(rowAxis);
    long count = 0;
    for (RowRun run : rows) {
      count += (run.end() - 1) / side - run.first() / side + 1;
    }
    long[] bands = new long[Math.toIntExact(count)];
    int at = 0;
    for (RowRun run : rows) {
      for (long band = run.first() / side; band * side < run.end(); band++) {
        bands[at++] = band;
      }
    }
    return bands;
  }
}
