package org.groundtrack.geo;

import com.uber.h3core.util.LatLng;
import java.util.List;
import org.groundtrack.granule.Positions;

/**
 * Finds the cells of positions that follow each other along a track: the same cells as {@link
 * H3Cells#cell}, several times faster.
 *
 * <p>Most positions lie well inside the cell of the one before. A disk round the cell's centre that
 * no edge reaches is kept, and only positions outside of it are put to H3.
 *
 * <p>Not safe for use by several threads at once.
 */
public final class CellFinder {
  /** No disk: no position is within a negative distance. */
  private static final double NONE = -1;

  /**
   * Of the distance to the nearest edge. The rest is more than H3's rounding, and than what edges,
   * measured as chords here, bend outwards at resolution 0.
   */
  private static final double SAFE_PART = 0.95;

  private final int resolution;
  private long cell;
  private long disk;
  private double centreLongitude;
  private double centreLatitude;
  private double longitudeScale;
  private double squaredRadius = NONE;

  /**
   * @param resolution 0 (coarse) to 15
   */
  public CellFinder(int resolution) {
    this.resolution = resolution;
  }

  /**
   * The cell that holds a position.
   *
   * @param longitude degrees in [-180, 180]
   * @param latitude degrees in [-90, 90]
   * @throws IllegalArgumentException if the position is out of range or not a number
   */
  public long cell(double longitude, double latitude) {
    // A path straight in degrees is no shorter than this says, and no way is shorter than the
    // great circle: whatever passes is inside the disk. NaN fails.
    double east = (longitude - centreLongitude) * longitudeScale;
    double north = latitude - centreLatitude;
    if (east * east + north * north < squaredRadius && Positions.isValid(longitude, latitude)) {
      return disk;
    }
    long found = H3Cells.cell(longitude, latitude, resolution);
    // A disk is worth its making where a cell holds more than one position.
    if (found == cell && found != disk) {
      keepDisk(found);
    }
    cell = found;
    return found;
  }

  private void keepDisk(long id) {
    LatLng centre = H3Cells.core().cellToLatLng(id);
    List<LatLng> boundary = H3Cells.core().cellToBoundary(id);
    double[] middle = direction(centre);
    double nearest = Double.POSITIVE_INFINITY;
    double[] from = direction(boundary.get(boundary.size() - 1));
    for (LatLng vertex : boundary) {
      double[] to = direction(vertex);
      nearest = Math.min(nearest, distance(middle, from, to));
      from = to;
    }
    double radius = SAFE_PART * Math.toDegrees(nearest);
    disk = id;
    centreLongitude = centre.lng;
    centreLatitude = centre.lat;
    // A degree of longitude is longest where the disk is nearest to the equator.
    longitudeScale = Math.cos(Math.toRadians(Math.max(0, Math.abs(centre.lat) - radius)));
    squaredRadius = radius * radius;
  }

  private static double[] direction(LatLng position) {
    double latitude = Math.toRadians(position.lat);
    double longitude = Math.toRadians(position.lng);
    return new double[] {
      Math.cos(latitude) * Math.cos(longitude),
      Math.cos(latitude) * Math.sin(longitude),
      Math.sin(latitude)
    };
  }

  /**
   * From a point of the unit sphere to a chord of an edge. Not more than the angle to the edge's
   * arc, since a cell's centre is farther from an edge than the edge is long by half.
   */
  private static double distance(double[] point, double[] from, double[] to) {
    double along = 0;
    double length = 0;
    for (int i = 0; i < 3; i++) {
      along += (point[i] - from[i]) * (to[i] - from[i]);
      length += (to[i] - from[i]) * (to[i] - from[i]);
    }
    double part = length == 0 ? 0 : Math.max(0, Math.min(1, along / length));
    double squares = 0;
    for (int i = 0; i < 3; i++) {
      double difference = from[i] + part * (to[i] - from[i]) - point[i];
      squares += difference * difference;
    }
    return Math.sqrt(squares);
  }
}
