package org.groundtrack.index;

import java.nio.ByteOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.groundtrack.geo.H3Cells;
import org.groundtrack.granule.Beam;
import org.groundtrack.granule.ChunkTable;
import org.groundtrack.granule.Dataset;
import org.groundtrack.granule.ElementType;
import org.groundtrack.granule.FilterStep;
import org.groundtrack.granule.Granule;
import org.groundtrack.granule.InvalidPositions;
import org.groundtrack.granule.Positions.Flaw;
import org.groundtrack.granule.StorageLayout;
import org.groundtrack.granule.StoredBytes;
import org.groundtrack.granule.ValueAttributes;
import org.groundtrack.io.SourceIdentity;
import org.groundtrack.layout.ProductLayout;
import org.groundtrack.layout.ProductLayouts;

/** Granules, datasets and coverage of all shapes that tables may hold. */
final class SampleRows {
  static final ProductLayout ATL06 = ProductLayouts.shipped().of("ATL06").orElseThrow();
  static final int RESOLUTION = 5;

  private SampleRows() {}

  static Granule granule(String id, boolean known) {
    Instant start = Instant.parse("2019-03-04T05:06:07.123456789Z");
    return new Granule(
        id,
        "file:///data/" + id,
        "ATL06",
        "006",
        new SourceIdentity(
            1L << 33,
            known ? "\"etag\"" : null,
            known ? Instant.parse("2024-01-02T03:04:05.678Z") : null),
        List.of("land_ice_segments", "segment_quality"),
        Instant.parse("2018-01-01T00:00:00Z"),
        known ? start : null,
        known ? start.plusSeconds(300) : null,
        known ? 1387 : null,
        known ? 20 : null,
        known ? 14 : null,
        known ? 123_456 : null,
        known ? "forward" : null,
        known
            ? List.of(
                new Granule.Turn(start, "forward"),
                new Granule.Turn(start.plusSeconds(60), "transition"))
            : List.of(),
        known
            ? List.of(
                new Beam(
                    "gt1l",
                    "strong",
                    1,
                    Map.of("land_ice_segments", 5L << 32, "segment_quality", 9L)),
                new Beam("gt2r", "weak", 4, Map.of("land_ice_segments", 0L)),
                new Beam("gt3l", null, null, Map.of("segment_quality", 7L)))
            : List.of(),
        known
            ? new InvalidPositions(
                Map.of(
                    Flaw.FILL, 1L,
                    Flaw.NOT_A_NUMBER, 2L,
                    Flaw.LATITUDE, 3L,
                    Flaw.LONGITUDE, 4L,
                    Flaw.NO_POSITION, 5L))
            : InvalidPositions.NONE,
        "hdf5",
        known ? "Smith et al. \u2014 cite us" : null,
        known ? "CC0" : null);
  }

  /** Datasets of every layout, type and byte order, with and without what may be absent. */
  static List<Dataset> datasets() {
    List<Dataset> datasets = new ArrayList<>();
    for (ElementType type : ElementType.values()) {
      int bytes = type == ElementType.STRING ? 12 : type.isText() ? 16 : type.bytes();
      datasets.add(
          new Dataset(
              "gt1l/chunked_" + type.label(),
              type,
              bytes,
              type.ordinal() % 2 == 0 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN,
              List.of(25L, 3L),
              StorageLayout.CHUNKED,
              List.of(10, 3),
              List.of(
                  new FilterStep(FilterStep.SHUFFLE, List.of(bytes)),
                  new FilterStep(FilterStep.DEFLATE, List.of(6)),
                  new FilterStep(FilterStep.FLETCHER32, List.of()),
                  new FilterStep(32015, List.of(3, -1))),
              new StoredBytes(new byte[bytes]),
              new ValueAttributes("3.4028235E38", 0.001, -273.15, "meters", "height, \"h\" \u00b5"),
              new ChunkTable(
                  new long[] {1L << 40, ChunkTable.UNALLOCATED, 77},
                  new long[] {123, 0, Integer.MAX_VALUE + 5L},
                  new int[] {0, 0, -1}),
              null));
    }
    datasets.add(
        new Dataset(
            "gt1l/empty",
            ElementType.FLOAT32,
            4,
            ByteOrder.LITTLE_ENDIAN,
            List.of(0L),
            StorageLayout.CHUNKED,
            List.of(1),
            List.of(),
            null,
            new ValueAttributes("NaN", null, 0.0, null, ""),
            ChunkTable.EMPTY,
            null));
    datasets.add(
        new Dataset(
            "ancillary_data/contiguous",
            ElementType.INT16,
            2,
            ByteOrder.BIG_ENDIAN,
            List.of(4L),
            StorageLayout.CONTIGUOUS,
            List.of(),
            List.of(),
            null,
            new ValueAttributes(null, 0.0, null, "1", null),
            new ChunkTable(new long[] {4096}, new long[] {8}, new int[] {0}),
            null));
    datasets.add(
        new Dataset(
            "ancillary_data/compact",
            ElementType.UINT8,
            1,
            ByteOrder.LITTLE_ENDIAN,
            List.of(),
            StorageLayout.COMPACT,
            List.of(),
            List.of(),
            null,
            ValueAttributes.NONE,
            ChunkTable.EMPTY,
            new StoredBytes(new byte[] {(byte) 200})));
    return datasets;
  }

  private static List<CoverageTable.LinkRun> links(int i) {
    return switch (i % 3) {
      case 0 -> List.of();
      case 1 -> List.of(new CoverageTable.LinkRun(i * 3_000_000_000L, 7));
      default ->
          List.of(
              new CoverageTable.LinkRun(0, 0), new CoverageTable.LinkRun(i, Long.MAX_VALUE / 2));
    };
  }

  static CoverageTable coverage(String granule, Random random, int rows) {
    CoverageTable table = new CoverageTable();
    for (int i = 0; i < rows; i++) {
      double longitude = random.nextDouble() * 360 - 180;
      double latitude = random.nextDouble() * 180 - 90;
      boolean timed = random.nextInt(5) > 0;
      // Times that are not whole microseconds are kept to the next one, outward.
      long start = (1_546_300_800_000_000L + random.nextInt()) * 1000;
      table.add(
          new CoverageTable.Row(
              H3Cells.cell(longitude, latitude, RESOLUTION),
              "ATL06",
              granule,
              "gt" + (1 + i % 3) + "l",
              "land_ice_segments",
              i,
              i * 10_000L,
              1 + random.nextInt(10_000),
              1,
              links(i),
              timed ? start : CoverageTable.NO_TIME,
              timed ? start + 5000 : CoverageTable.NO_TIME,
              (float) longitude,
              (float) latitude,
              (float) longitude,
              (float) latitude),
          new byte[] {1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0});
    }
    return table;
  }
}
