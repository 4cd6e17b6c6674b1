package org.groundtrack.geo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.uber.h3core.LengthUnit;
import com.uber.h3core.util.LatLng;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CellFinderTest {
  private static final double KM_PER_DEGREE = 111.2;
  private static final int STEPS = 300;
  private static final int STEPS_PER_EDGE = 15;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 15})
  void cellsOfTracksAreThoseOfH3(int resolution) {
    CellFinder finder = new CellFinder(resolution);
    Random random = new Random(resolution);
    for (LatLng start : starts(resolution, random)) {
      double step =
          H3Cells.core().getHexagonEdgeLengthAvg(resolution, LengthUnit.km)
              / KM_PER_DEGREE
              / STEPS_PER_EDGE;
      double heading = random.nextDouble() * 2 * Math.PI;
      double longitude = start.lng;
      double latitude = start.lat;
      for (int i = 0; i < STEPS; i++) {
        assertThat(finder.cell(longitude, latitude))
            .as("cell of %s, %s", longitude, latitude)
            .isEqualTo(H3Cells.cell(longitude, latitude, resolution));
        heading += random.nextGaussian() * 0.3;
        latitude += step * Math.cos(heading);
        if (Math.abs(latitude) > 90) {
          latitude = Math.copySign(180, latitude) - latitude;
          longitude += 180;
          heading += Math.PI;
        }
        double east = Math.max(1e-6, Math.cos(Math.toRadians(latitude)));
        longitude = Math.IEEEremainder(longitude + step * Math.sin(heading) / east, 360);
      }
    }
  }

  /** Anywhere; at pentagons and so the icosahedron's corners; at the poles and the antimeridian. */
  private static List<LatLng> starts(int resolution, Random random) {
    List<LatLng> starts = new ArrayList<>();
    for (int i = 0; i < 150; i++) {
      starts.add(
          new LatLng(
              Math.toDegrees(Math.asin(random.nextDouble() * 2 - 1)),
              random.nextDouble() * 360 - 180));
    }
    for (long pentagon : H3Cells.core().getPentagons(resolution)) {
      starts.add(H3Cells.core().cellToLatLng(pentagon));
    }
    for (double latitude : new double[] {-90, -89.9999, -60, 0, 60, 89.9999, 90}) {
      starts.add(new LatLng(latitude, 180));
      starts.add(new LatLng(latitude, -180));
      starts.add(new LatLng(latitude, 0));
    }
    return starts;
  }

  @Test
  void positionsBesideTheEarthAreRefused() {
    CellFinder finder = new CellFinder(5);
    for (int i = 0; i < 3; i++) {
      finder.cell(0, 90);
    }
    assertThatThrownBy(() -> finder.cell(0, 90.0001)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> finder.cell(Double.NaN, 90))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(finder.cell(0, 90)).isEqualTo(H3Cells.cell(0, 90, 5));
  }
}
