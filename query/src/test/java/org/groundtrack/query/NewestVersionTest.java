package org.groundtrack.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.groundtrack.geo.Aoi;
import org.groundtrack.geo.H3Cells;
import org.groundtrack.granule.Granule;
import org.groundtrack.index.CoverageTable;
import org.groundtrack.index.IndexWriter;
import org.groundtrack.index.SpatialIndex;
import org.groundtrack.layout.ProductLayout;
import org.groundtrack.layout.ProductLayouts;
import org.groundtrack.plan.Filters;
import org.groundtrack.plan.GranuleFilter;
import org.groundtrack.testing.SampleGranule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.GeometryFactory;

/** Of which granules rows are taken, where an index holds several versions of them. */
class NewestVersionTest {
  private static final Instant START = Instant.parse("2019-03-04T05:06:07Z");
  private static final ProductLayout LAYOUT = ProductLayouts.shipped().of("ATL06").orElseThrow();
  private static final Aoi AREA =
      Aoi.of("area", new GeometryFactory().toGeometry(new Envelope(-46, -44, 61, 63)));

  @TempDir Path folder;
  private int number;

  private static SampleGranule granule(String id, String version) {
    return SampleGranule.called(id)
        .of("ATL06", LAYOUT.defaultRate().name())
        .version(version)
        .during(START, START.plusSeconds(300))
        .track(277, 3, 5, null);
  }

  private static CoverageTable cover(Granule granule, double longitude, double latitude) {
    CoverageTable table = new CoverageTable();
    long nanos = START.getEpochSecond() * 1_000_000_000L;
    table.add(
        new CoverageTable.Row(
            H3Cells.cell(longitude, latitude, LAYOUT.h3Resolution()),
            granule.product(),
            granule.id(),
            "gt1l",
            LAYOUT.defaultRate().name(),
            0,
            0,
            10,
            10,
            List.of(),
            nanos,
            nanos + 1,
            longitude,
            latitude,
            longitude,
            latitude),
        new byte[0]);
    return table;
  }

  /** Rows in the area of an index of granules, each with ten at a place. */
  private long rows(GranuleFilter filter, List<Granule> granules, List<Double> longitudes) {
    Path index = folder.resolve("index" + number++);
    try (IndexWriter writer = IndexWriter.create(index, false)) {
      for (int i = 0; i < granules.size(); i++) {
        Granule granule = granules.get(i);
        writer.add(LAYOUT, granule, List.of(), cover(granule, longitudes.get(i), 62));
      }
      writer.commit();
    }
    try (SpatialIndex opened = SpatialIndex.open(index)) {
      return AoiQuery.of(opened).within(AREA).matching(Filters.NONE.with(filter)).cells().stream()
          .mapToLong(CellRows::rows)
          .sum();
    }
  }

  @Test
  void aNewerVersionCountsThoughItHasNoRowsInTheArea() {
    Granule older = granule("ATL06_20190304050607_02770305_006_01.h5", "006").granule();
    Granule newer = granule("ATL06_20190304050607_02770305_007_01.h5", "007").granule();
    List<Granule> both = List.of(older, newer);
    assertThat(rows(GranuleFilter.NEWEST, List.of(older), List.of(-45.0))).isEqualTo(10);
    assertThat(rows(GranuleFilter.NEWEST, both, List.of(-45.0, -45.0))).isEqualTo(10);
    assertThat(rows(GranuleFilter.NEWEST, both, List.of(-45.0, 100.0))).isZero();
    assertThat(rows(GranuleFilter.NEWEST.withAllVersions(true), both, List.of(-45.0, 100.0)))
        .isEqualTo(10);
    assertThat(rows(GranuleFilter.NEWEST.ofVersions(List.of("006")), both, List.of(-45.0, 100.0)))
        .isEqualTo(10);
  }

  @Test
  void versionsAreFoundWhateverTheirNamesAre() {
    Granule older = granule("a.h5", "006").granule();
    Granule newer = granule("z.h5", "007").granule();
    Granule otherCycle = granule("y.h5", "007").track(277, 4, 5, null).granule();
    assertThat(rows(GranuleFilter.NEWEST, List.of(older, newer), List.of(-45.0, 100.0))).isZero();
    assertThat(rows(GranuleFilter.NEWEST, List.of(older, otherCycle), List.of(-45.0, 100.0)))
        .isEqualTo(10);
  }

  @Test
  void versionsOfOrbitsAreFoundToo() {
    Granule older = granule("a.h5", "001").track(null, null, null, 1964).granule();
    Granule newer = granule("z.h5", "002").track(null, null, null, 1964).granule();
    assertThat(rows(GranuleFilter.NEWEST, List.of(older, newer), List.of(-45.0, 100.0))).isZero();
  }

  @Test
  void anIndexOfOneVersionNeedNotBeSearchedForOthers() {
    List<Granule> granules = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      granules.add(granule("g" + i + ".h5", i < 2 ? "006" : "007").track(i, 3, 5, null).granule());
    }
    rows(GranuleFilter.NEWEST, granules.subList(0, 2), List.of(-45.0, -45.0));
    rows(GranuleFilter.NEWEST, granules, List.of(-45.0, -45.0, -45.0));
    try (SpatialIndex one = SpatialIndex.open(folder.resolve("index0"));
        SpatialIndex two = SpatialIndex.open(folder.resolve("index1"))) {
      assertThat(one.mayHoldVersions("ATL06")).isFalse();
      assertThat(two.mayHoldVersions("ATL06")).isTrue();
      assertThat(two.mayHoldVersions("ATL03")).isFalse();
    }
  }
}
