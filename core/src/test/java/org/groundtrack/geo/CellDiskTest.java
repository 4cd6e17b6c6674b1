package org.groundtrack.geo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class CellDiskTest {
  @Test
  void everyPositionInADiskIsInItsCell() {
    long seed = System.nanoTime();
    System.out.println("everyPositionInADiskIsInItsCell: seed " + seed);
    Random random = new Random(seed);
    int inside = 0;
    int tested = 0;
    for (int i = 0; i < 4000; i++) {
      int resolution = 3 + random.nextInt(5);
      double longitude = 360 * random.nextDouble() - 180;
      double latitude = Math.toDegrees(Math.asin(2 * random.nextDouble() - 1));
      long cell = H3Cells.cell(longitude, latitude, resolution);
      CellDisk disk = CellDisk.of(cell);
      double reach = 0.7 / Math.pow(Math.sqrt(7), resolution - 3);
      double stretch = 1 / Math.max(0.05, Math.cos(Math.toRadians(latitude)));
      for (int k = 0; k < 60; k++) {
        double x = longitude + reach * stretch * random.nextGaussian();
        double y = latitude + reach * random.nextGaussian();
        tested++;
        if (Math.abs(x) <= 180 && Math.abs(y) <= 90 && disk.contains(x, y)) {
          assertThat(H3Cells.cell(x, y, resolution))
              .as("seed %s, position %s %s, cell %s", seed, x, y, Long.toHexString(cell))
              .isEqualTo(cell);
          inside++;
        }
      }
    }
    assertThat(inside).isGreaterThan(tested / 20);
  }

  @Test
  void disksOfPentagonsAndTheirNeighboursAreInside() {
    Random random = new Random(5);
    int inside = 0;
    for (int resolution = 3; resolution <= 6; resolution++) {
      for (long pentagon : H3Cells.core().getPentagons(resolution)) {
        for (long cell : H3Cells.core().gridDisk(pentagon, 2)) {
          CellDisk disk = CellDisk.of(cell);
          double latitude = H3Cells.core().cellToLatLng(cell).lat;
          double longitude = H3Cells.core().cellToLatLng(cell).lng;
          double reach = 0.4 / Math.pow(Math.sqrt(7), resolution - 3);
          for (int k = 0; k < 40; k++) {
            double x = longitude + reach * random.nextGaussian();
            double y = latitude + reach * random.nextGaussian();
            if (disk.contains(x, y)) {
              assertThat(H3Cells.cell(x, y, resolution)).isEqualTo(cell);
              inside++;
            }
          }
        }
      }
    }
    assertThat(inside).isGreaterThan(5000);
  }

  @Test
  void noDiskHoldsWhatIsNoPosition() {
    CellDisk disk = CellDisk.of(H3Cells.cell(-45, 62.8, 5));
    assertThat(disk.contains(Double.NaN, 62.8)).isFalse();
    assertThat(disk.contains(-45, 3.4028235e38)).isFalse();
    assertThat(CellDisk.of(H3Cells.cell(0, 89, 5)).contains(0, 89)).isFalse();
  }
}
