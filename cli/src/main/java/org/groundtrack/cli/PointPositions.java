package org.groundtrack.cli;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import org.groundtrack.granule.Positions;
import org.groundtrack.parquet.TableRows;

/** Where the points of a file are: two columns of degrees, or WKB. */
final class PointPositions {
  private static final int POINT = 1;
  private static final int EWKB_SRID = 0x20000000;
  private static final int EWKB_FLAGS = 0xE0000000;

  /** Of ISO: 1001 is a point with a height. */
  private static final int DIMENSIONS = 1000;

  private final String longitude;
  private final String latitude;
  private final String wkb;

  private PointPositions(String longitude, String latitude, String wkb) {
    this.longitude = longitude;
    this.latitude = latitude;
    this.wkb = wkb;
  }

  static PointPositions ofColumns(String longitude, String latitude) {
    return new PointPositions(longitude, latitude, null);
  }

  static PointPositions ofWkb(String column) {
    return new PointPositions(null, null, column);
  }

  /** Columns to read. */
  List<String> columns() {
    return wkb == null ? List.of(longitude, latitude) : List.of(wkb);
  }

  /** The column of geometries, whether or not positions are taken from it. */
  String geometry() {
    return wkb == null ? "geometry" : wkb;
  }

  /**
   * Positions of some rows; NaN where there is none on the earth.
   *
   * @param longitude degrees
   * @param latitude degrees
   */
  record InRows(double[] longitude, double[] latitude) {
    boolean isKnown(int row) {
      return !Double.isNaN(longitude[row]);
    }
  }

  /**
   * Those of rows.
   *
   * @param first number of the first row, for messages
   */
  InRows in(TableRows rows, long first, Path file) {
    double[] x = new double[rows.size()];
    double[] y = new double[rows.size()];
    if (wkb == null) {
      System.arraycopy(rows.doubles(longitude), 0, x, 0, x.length);
      System.arraycopy(rows.doubles(latitude), 0, y, 0, y.length);
    } else {
      decode(rows.binaries(wkb), x, y, first, file);
    }
    for (int i = 0; i < x.length; i++) {
      boolean missing =
          wkb == null && (rows.isMissing(longitude, i) || rows.isMissing(latitude, i));
      if (missing || !Positions.isValid(x[i], y[i])) {
        x[i] = Double.NaN;
        y[i] = Double.NaN;
      }
    }
    return new InRows(x, y);
  }

  private void decode(byte[][] geometries, double[] x, double[] y, long first, Path file) {
    for (int i = 0; i < x.length; i++) {
      x[i] = Double.NaN;
      if (geometries[i] != null) {
        ByteBuffer bytes = ByteBuffer.wrap(geometries[i]);
        try {
          bytes.order(bytes.get() == 0 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
          int type = bytes.getInt();
          int shape = (type & ~EWKB_FLAGS) % DIMENSIONS;
          if (shape != POINT) {
            throw PointsFile.bad(
                file,
                "row %s: its geometry '%s' is of WKB type %s, expected points (1)"
                    .formatted(first + i + 1, wkb, shape),
                null);
          }
          if ((type & EWKB_SRID) != 0) {
            bytes.getInt();
          }
          x[i] = bytes.getDouble();
          y[i] = bytes.getDouble();
        } catch (BufferUnderflowException e) {
          throw PointsFile.bad(
              file,
              "row %s: its geometry '%s' has %s bytes, which is no point of WKB"
                  .formatted(first + i + 1, wkb, geometries[i].length),
              e);
        }
      }
    }
  }
}
