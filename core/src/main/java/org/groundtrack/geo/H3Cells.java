package org.groundtrack.geo;

import com.uber.h3core.H3Core;
import java.io.IOException;
import org.groundtrack.error.GroundtrackException;
import org.groundtrack.granule.Positions;
import org.groundtrack.io.NativeLibraries;

/** H3 cells of positions. Safe for use by many threads at once. */
public final class H3Cells {
  private static final int FINEST = 15;
  private static final int BITS_PER_DIGIT = 3;
  private static final int RESOLUTION_SHIFT = 52;

  private H3Cells() {}

  /** The native library is loaded when a cell is first asked for, and then once. */
  private static final class Holder {
    static final H3Core CORE = load();

    private static H3Core load() {
      try {
        return H3Core.newInstance();
      } catch (IOException | LinkageError e) {
        throw NativeLibraries.unusable("H3", e);
      }
    }
  }

  static H3Core core() {
    try {
      return Holder.CORE;
    } catch (ExceptionInInitializerError e) {
      if (e.getCause() instanceof GroundtrackException cause) {
        throw cause;
      }
      throw e;
    }
  }

  /**
   * The cell that holds a position.
   *
   * @param longitude degrees in [-180, 180]
   * @param latitude degrees in [-90, 90]
   * @param resolution 0 (coarse) to 15
   * @throws IllegalArgumentException if the position is out of range or not a number: H3 itself
   *     answers a cell for latitude 91 and for fill values
   */
  public static long cell(double longitude, double latitude, int resolution) {
    if (!Positions.isValid(longitude, latitude)) {
      throw new IllegalArgumentException(
          "No position on the earth: longitude %s, latitude %s".formatted(longitude, latitude));
    }
    return core().latLngToCell(latitude, longitude, resolution);
  }

  /** Whether an id is one of a cell. */
  public static boolean isValid(long cell) {
    return core().isValidCell(cell);
  }

  /** Resolution that an id claims, 0 to 15. */
  public static int resolution(long cell) {
    return (int) (cell >>> RESOLUTION_SHIFT) & 0xF;
  }

  /** The least id that a cell of a finer resolution below this one can have. */
  static long firstDescendant(long cell, int resolution) {
    return descendant(cell, resolution, 0);
  }

  /** The greatest id that a cell of a finer resolution below this one can have. */
  static long lastDescendant(long cell, int resolution) {
    return descendant(cell, resolution, 6);
  }

  /** Ids hold one digit of three bits per resolution; digits that are not used are 7. */
  private static long descendant(long cell, int resolution, long digit) {
    int own = resolution(cell);
    long id = cell & ~(0xFL << RESOLUTION_SHIFT) | (long) resolution << RESOLUTION_SHIFT;
    for (int level = own + 1; level <= resolution; level++) {
      int shift = BITS_PER_DIGIT * (FINEST - level);
      id = id & ~(7L << shift) | digit << shift;
    }
    return id;
  }

  /** How far the ids of neighbouring cells of a resolution lie apart at least. */
  static long step(int resolution) {
    return 1L << BITS_PER_DIGIT * (FINEST - resolution);
  }
}
