package org.groundtrack.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import org.groundtrack.samples.GroundTrack.Position;
import org.junit.jupiter.api.Test;

class GroundTrackTest {
  private static final int SEGMENTS = (int) (Orbit.REVOLUTION_METRES / 20);

  private final GroundTrack track = GroundTrack.nominal(277, 3);

  @Test
  void consecutiveSegmentsOfTheReferenceTrackAreTwentyMetresApart() {
    for (int segment = -5000; segment < SEGMENTS; segment += 9973) {
      assertThat(metres(track.position(segment, 0), track.position(segment + 1, 0)))
          .as("segment %d", segment)
          .isCloseTo(20, within(0.001));
    }
  }

  @Test
  void consecutiveSegmentsOfTheOuterBeamsAreTwentyMetresApartToACentimetre() {
    for (int segment = 0; segment < SEGMENTS; segment += 9973) {
      for (double left : new double[] {3345, -3345}) {
        assertThat(metres(track.position(segment, left), track.position(segment + 1, left)))
            .as("segment %d", segment)
            .isCloseTo(20, within(0.02));
      }
    }
  }

  @Test
  void pairsAreThreePointThreeKilometresApartAndTheirMembersNinetyMetres() {
    for (int segment = 0; segment < SEGMENTS; segment += 9973) {
      Position[] beam = new Position[6];
      for (Beam b : Beam.values()) {
        beam[b.ordinal()] = track.position(segment, b.leftMetres());
      }
      assertThat(metres(beam[0], beam[1])).isCloseTo(90, within(0.01));
      assertThat(metres(beam[2], beam[3])).isCloseTo(90, within(0.01));
      assertThat(metres(beam[0], beam[2])).isCloseTo(3300, within(0.01));
      assertThat(metres(beam[2], beam[4])).isCloseTo(3300, within(0.01));
    }
  }

  @Test
  void leftOfNorthwardFlightIsWest() {
    int segment = track.segmentAt(10, true);
    assertThat(track.position(segment, 3300).lonDegrees())
        .isLessThan(track.position(segment, 0).lonDegrees());
  }

  @Test
  void trackTurnsAtEightyEightDegreesNorthAndSouth() {
    double north = -90;
    double south = 90;
    for (int segment = 0; segment < SEGMENTS; segment += 50) {
      double lat = track.position(segment, 0).latDegrees();
      north = Math.max(north, lat);
      south = Math.min(south, lat);
    }
    // The geodetic latitude of the nadir is a little more than the inclination's geocentric one.
    assertThat(north).isCloseTo(88.0125, within(0.002));
    assertThat(south).isCloseTo(-88.0125, within(0.002));
  }

  @Test
  void trackCrossesTheEquatorTwoDegreesOffNorthOverAnEarthThatTurns() {
    // Two degrees of inclination and the earth's 463 m/s against 7.07 km/s.
    assertThat(track.headingDegrees(0)).isCloseTo(-5.75, within(0.05));
    assertThat(track.headingDegrees(track.segmentAt(0, false))).isCloseTo(-174.25, within(0.05));
  }

  @Test
  void groundSpeedIsSevenKilometresPerSecond() {
    for (int segment = 0; segment < SEGMENTS; segment += 9973) {
      double seconds = track.deltaTimeSeconds(segment + 1) - track.deltaTimeSeconds(segment);
      assertThat(seconds).as("segment %d", segment).isBetween(0.00278, 0.00288);
    }
  }

  @Test
  void nominalTrackPassesWhereTheSatelliteWas() {
    // A row of a published granule: RGT 277, cycle 3, gt2l (42.8 m left), x_atc 7920543 m.
    int segment = track.segmentAt(71.00060822, true);
    Position position = track.position(segment, 42.8);
    assertThat(metres(position, new Position(-49.50981003, 71.00060822))).isLessThan(1500);
    assertThat(segment * 20.0).isCloseTo(7920543.2, within(1000.0));
    assertThat(track.deltaTimeSeconds(segment)).isCloseTo(40642933.0, within(5.0));
  }

  @Test
  void nodesOfLaterPassesAreWhereOrbitInfoPutsThem() {
    // RGT, cycle, lan, crossing_time, orbit_number of published granules.
    double[][] known = {
      {399, 3, -40.617782605, 41332019.7396, 3374},
      {407, 3, 130.427666354, 41377278.6892, 3382},
      {1169, 3, 132.504013150, 45688196.5902, 4144},
      {1291, 3, 130.946861567, 46378396.2176, 4266}
    };
    for (double[] pass : known) {
      GroundTrack nominal = GroundTrack.nominal((int) pass[0], (int) pass[1]);
      assertThat(nominal.nodeLonDegrees()).isCloseTo(pass[2], within(0.005));
      assertThat(nominal.nodeDeltaTimeSeconds()).isCloseTo(pass[3], within(1.0));
      assertThat(nominal.orbitNumber()).isEqualTo((int) pass[4]);
    }
  }

  @Test
  void movedTrackPassesOverThePoint() {
    double[][] points = {{-45, 62.8}, {179.999, 10}, {-180, -70}, {12, 87.9}, {0, 0}};
    for (double[] point : points) {
      for (boolean ascending : new boolean[] {true, false}) {
        GroundTrack moved = track.through(point[0], point[1], ascending);
        int segment = moved.segmentAt(point[1], ascending);
        Position position = moved.position(segment, 0);
        assertThat(metres(position, new Position(point[0], point[1]))).isLessThan(11);
        assertThat(Math.abs(moved.headingDegrees(segment)) < 90).isEqualTo(ascending);
      }
    }
  }

  @Test
  void latitudeBeyondTheTurnIsRefused() {
    assertThatThrownBy(() -> track.through(0, 88.5, true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("88.5")
        .hasMessageContaining("88.01");
    assertThatThrownBy(() -> track.segmentAt(Double.NaN, true))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void longitudesStayBelowOneHundredAndEightyAcrossTheAntimeridian() {
    GroundTrack moved = track.through(180, 70, true);
    int middle = moved.segmentAt(70, true);
    boolean east = false;
    boolean west = false;
    for (int segment = middle - 2000; segment < middle + 2000; segment++) {
      double lon = moved.position(segment, 0).lonDegrees();
      assertThat(lon).isGreaterThanOrEqualTo(-180).isLessThan(180);
      east |= lon > 179;
      west |= lon < -179;
    }
    assertThat(east && west).isTrue();
  }

  @Test
  void regionsFollowEachOtherAroundTheOrbit() {
    int region = 1;
    for (int segment = 0; segment < SEGMENTS; segment += 1000) {
      int next = track.region(segment);
      assertThat(next).isBetween(region, region + 1);
      region = next;
    }
    assertThat(region).isEqualTo(14);
  }

  @Test
  void trackCanBeMovedInTime() {
    Instant time = Instant.parse("2021-06-01T12:00:00Z");
    assertThat(track.at(time, 100).time(100)).isBetween(time.minusMillis(1), time.plusMillis(1));
  }

  private static double metres(Position a, Position b) {
    double[] p = surface(a);
    double[] q = surface(b);
    double sum = 0;
    for (int i = 0; i < 3; i++) {
      sum += (p[i] - q[i]) * (p[i] - q[i]);
    }
    return Math.sqrt(sum);
  }

  private static double[] surface(Position position) {
    return Ellipsoid.surface(
        Math.toRadians(position.lonDegrees()), Math.toRadians(position.latDegrees()));
  }
}
