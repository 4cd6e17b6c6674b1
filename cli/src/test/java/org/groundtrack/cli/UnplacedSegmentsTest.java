package org.groundtrack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.groundtrack.exporter.Exporter;
import org.groundtrack.exporter.PointReader;
import org.groundtrack.geo.Aoi;
import org.groundtrack.index.SpatialIndex;
import org.groundtrack.indexer.GranuleInputs;
import org.groundtrack.indexer.IndexOptions;
import org.groundtrack.indexer.Indexer;
import org.groundtrack.query.AoiQuery;
import org.groundtrack.samples.GranuleGenerator;
import org.groundtrack.samples.GranuleSpec;
import org.groundtrack.samples.SampleProduct;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.GeometryFactory;

/** Photons whose segment has no position. */
class UnplacedSegmentsTest {
  @TempDir Path folder;

  @Test
  void photonsOfSegmentsWithoutPositionAreFound() throws Exception {
    GranuleSpec spec =
        GranuleSpec.builder(SampleProduct.ATL03)
            .segments(200)
            .photonsPerSegment(8)
            .invalidPositionFraction(0.3)
            .build();
    Path file = GranuleGenerator.write(folder.resolve("granules"), spec);
    long expected = 0;
    long unplaced = 0;
    try (WholeArrays granule = WholeArrays.of(file)) {
      for (String beam : SampleProduct.ATL03.beams()) {
        double[] longitude = granule.doubles(beam, "heights/lon_ph");
        double[] latitude = granule.doubles(beam, "heights/lat_ph");
        for (int i = 0; i < longitude.length; i++) {
          expected += Math.abs(longitude[i]) <= 180 && Math.abs(latitude[i]) <= 90 ? 1 : 0;
        }
        for (double lat : granule.doubles(beam, "geolocation/reference_photon_lat")) {
          unplaced += Math.abs(lat) <= 90 ? 0 : 1;
        }
      }
    }
    assertThat(unplaced).isPositive();
    Path index = folder.resolve("index");
    new Indexer(IndexOptions.DEFAULT)
        .build(GranuleInputs.find(List.of(file.toString())), index, done -> {});
    long found = 0;
    long withoutSegment = 0;
    try (SpatialIndex opened = SpatialIndex.open(index);
        PointReader reader =
            Exporter.of(
                    AoiQuery.of(opened)
                        .within(
                            Aoi.of(
                                "all",
                                new GeometryFactory().toGeometry(new Envelope(-180, 180, -90, 90))))
                        .plan())
                .read()) {
      while (reader.loadNextBatch()) {
        found += reader.root().getRowCount();
        withoutSegment += reader.root().getVector("segment_id").getNullCount();
      }
    }
    assertThat(found).isEqualTo(expected);
    assertThat(withoutSegment).isZero();
  }
}
