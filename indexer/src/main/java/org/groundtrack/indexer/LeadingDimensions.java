package org.groundtrack.indexer;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.groundtrack.granule.Dataset;
import org.groundtrack.layout.Rate;

/**
 * Drops leading dimensions of length 1, as swaths of a time have them ({@code [1, lines, pixels]}):
 * they say nothing of where a row is. Positions say how rows are stored, in one dimension or two;
 * other datasets lose what is before that. Grids keep all, since their layouts name them.
 */
final class LeadingDimensions {
  private static final int SWATH = 2;

  private final Rate rate;

  /** Shape of the rows. */
  private final List<Long> rows;

  /** Number of dimensions that the positions have lost. */
  private final int dropped;

  private LeadingDimensions(Rate rate, List<Long> positions) {
    this.rate = rate;
    this.dropped = Math.max(0, Math.min(ones(positions), positions.size() - SWATH));
    this.rows = positions.subList(dropped, positions.size());
  }

  /**
   * Drops them in the datasets of some rates.
   *
   * @param byPath datasets by their path within the beam, which are changed
   */
  static void drop(Collection<Rate> rates, Map<String, Dataset> byPath) {
    List<LeadingDimensions> swaths =
        rates.stream()
            .filter(rate -> rate.isPositioned() && !rate.isGrid())
            .filter(rate -> byPath.containsKey(rate.latitude()))
            .map(rate -> new LeadingDimensions(rate, positions(rate, byPath)))
            .filter(swath -> !swath.rows.isEmpty() && swath.rows.size() <= SWATH)
            .toList();
    byPath.replaceAll(
        (path, dataset) -> {
          boolean named = rates.stream().anyMatch(rate -> rate.isGrid() && rate.holds(path));
          // Where a dataset fits a rate as it is, no other rate takes anything of it.
          int least = Integer.MAX_VALUE;
          for (LeadingDimensions swath : swaths) {
            int count = named || ones(dataset.shape()) == 0 ? -1 : swath.of(path, dataset.shape());
            least = count < 0 ? least : Math.min(least, count);
          }
          return least == Integer.MAX_VALUE
              ? dataset
              : dataset.withoutLeading(least).orElse(dataset);
        });
  }

  /** The shape of the latitudes, or of the longitudes if these have fewer dimensions. */
  private static List<Long> positions(Rate rate, Map<String, Dataset> byPath) {
    Dataset latitude = byPath.get(rate.latitude());
    Dataset longitude = byPath.getOrDefault(rate.longitude(), latitude);
    return longitude.rank() > 0 && longitude.rank() < latitude.rank()
        ? longitude.shape()
        : latitude.shape();
  }

  private static int ones(List<Long> shape) {
    int ones = 0;
    while (ones < shape.size() && shape.get(ones) == 1) {
      ones++;
    }
    return ones;
  }

  /** Number of dimensions that a dataset of the rate loses; -1 if it is not of the rate's rows. */
  private int of(String path, List<Long> shape) {
    boolean own = rate.holds(path) || rate.positionPaths().contains(path);
    if (!own || rate.transposed().contains(path) || rate.linkTo(path).isPresent()) {
      return -1;
    }
    int most = Math.min(ones(shape), shape.size() - 1);
    if (rows.size() == SWATH) {
      for (int count = 0; count <= most; count++) {
        if (shape.subList(count, shape.size()).equals(rows)) {
          return count;
        }
      }
      // Several values of each cell, or one of each line, as deep as the positions were.
      if (dropped <= most && shape.get(dropped).equals(rows.get(0))) {
        return dropped;
      }
    }
    for (int count = 0; count <= most; count++) {
      if (shape.get(count).equals(rows.get(0))) {
        return count;
      }
    }
    return -1;
  }
}
