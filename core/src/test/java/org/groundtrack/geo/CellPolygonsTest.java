package org.groundtrack.geo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;

class CellPolygonsTest {
  private static boolean holds(Geometry shape, double longitude, double latitude) {
    return shape.covers(new GeometryFactory().createPoint(new Coordinate(longitude, latitude)));
  }

  @Test
  void aPositionLiesInTheShapeOfItsCell() {
    long seed = System.nanoTime();
    System.out.println("aPositionLiesInTheShapeOfItsCell: seed " + seed);
    Random random = new Random(seed);
    for (int i = 0; i < 2000; i++) {
      double longitude = 360 * random.nextDouble() - 180;
      double latitude = 160 * random.nextDouble() - 80;
      long cell = H3Cells.cell(longitude, latitude, 5);
      Geometry shape = CellPolygons.of(cell);
      assertThat(shape.isValid()).isTrue();
      // Edges are not quite straight: 50 m are enough at this resolution.
      assertThat(
              holds(shape.buffer(5e-4 / Math.cos(Math.toRadians(latitude))), longitude, latitude))
          .as("seed %s: %s, %s", seed, longitude, latitude)
          .isTrue();
    }
  }

  @Test
  void aCellAcrossTheAntimeridianHasAPartOnEachSide() {
    Geometry shape = CellPolygons.of(H3Cells.cell(180, 12.3, 4));
    assertThat(shape.getNumGeometries()).isEqualTo(2);
    assertThat(shape.getEnvelopeInternal().getWidth()).isEqualTo(360);
    assertThat(shape.getArea()).isLessThan(1);
    assertThat(holds(shape, 179.99, 12.3)).isTrue();
    assertThat(holds(shape, -179.99, 12.3)).isTrue();
    assertThat(holds(shape, 0, 12.3)).isFalse();
  }

  @Test
  void aCellWithAPoleReachesRoundIt() {
    for (int resolution = 0; resolution <= 6; resolution++) {
      for (double pole : new double[] {90, -90}) {
        Geometry shape = CellPolygons.of(H3Cells.cell(0, pole, resolution));
        assertThat(shape.isValid()).isTrue();
        Envelope bounds = shape.getEnvelopeInternal();
        assertThat(bounds.getMinX()).isEqualTo(-180);
        assertThat(bounds.getMaxX()).isEqualTo(180);
        for (double longitude = -180; longitude <= 180; longitude += 45) {
          assertThat(holds(shape, longitude, pole)).isTrue();
        }
      }
    }
  }
}
