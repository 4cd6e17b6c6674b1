package org.groundtrack.indexer;

import java.util.List;
import org.groundtrack.granule.Positions;
import org.groundtrack.plan.LinkTask;
import org.groundtrack.plan.PositionTask;

/**
 * Finds runs of rows that are alike, since nothing of them was ever written: one row tells of all
 * of them, be they a thousand or a million million.
 */
final class UnwrittenRows {
  private final PositionTask positions;
  private final List<LinkTask> links;

  /**
   * Runs of some rows.
   *
   * @param links whose rows must be alike, too
   */
  UnwrittenRows(PositionTask positions, List<LinkTask> links) {
    this.positions = positions;
    this.links = List.copyOf(links);
  }

  /**
   * Tells whether some rows from one on are perhaps alike, so that it is worth to read that one.
   */
  boolean mayFollow(long row) {
    return Math.max(positions.unwrittenLongitudes(row), positions.unwrittenLatitudes(row)) > row;
  }

  /**
   * The end of the run of rows that have the position, or the flaw, of its first row.
   *
   * @param row first of the run
   * @param longitude of the first row
   * @param latitude of the first row
   * @return {@code row} if nothing is known of the rows after it
   */
  long end(long row, double longitude, double latitude) {
    long longitudes = positions.unwrittenLongitudes(row);
    long latitudes = positions.unwrittenLatitudes(row);
    long end = Math.min(longitudes, latitudes);
    if (Positions.isValid(longitude, latitude)) {
      end = Math.min(end, positions.unwrittenTimes(row));
    } else if (longitude == Positions.FILL) {
      end = longitudes;
    }
    if (latitude == Positions.FILL && longitude != Positions.NONE) {
      // A fill value of either makes the position one, whatever the other is.
      end = Math.max(end, latitudes);
    }
    for (LinkTask link : links) {
      end = Math.min(end, link.unwritten(row));
    }
    return end;
  }
}
