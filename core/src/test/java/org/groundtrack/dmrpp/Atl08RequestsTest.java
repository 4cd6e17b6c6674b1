package org.groundtrack.dmrpp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.groundtrack.granule.ChunkManifest;
import org.groundtrack.granule.ChunkTable;
import org.groundtrack.io.ByteRange;
import org.groundtrack.io.CoalescePolicy;
import org.groundtrack.io.RangeCoalescer;
import org.groundtrack.testing.SharedData;
import org.junit.jupiter.api.Test;

/** What one stretch of a real granule costs: NASA scatters its chunks. */
class Atl08RequestsTest {
  private static final List<String> VARIABLES =
      List.of(
          "latitude",
          "longitude",
          "delta_time",
          "canopy/h_canopy",
          "terrain/h_te_best_fit",
          "night_flag",
          "msw_flag",
          "segment_id_beg");

  @Test
  void requestsOfARealGranuleCostNoMoreThanAnyFixedGap() throws Exception {
    Path dmrpp = SharedData.require("dmrpp/atl08/ATL08_20200716202251.h5.dmrpp");
    List<ByteRange> wanted = new ArrayList<>();
    try (InputStream xml = Files.newInputStream(dmrpp)) {
      ChunkManifest granule = DmrppFile.read(xml, "ATL08_20200716202251.h5");
      for (String beam : List.of("gt1l", "gt1r", "gt2l", "gt2r", "gt3l", "gt3r")) {
        for (String variable : VARIABLES) {
          ChunkTable chunks = granule.dataset(beam + "/land_segments/" + variable).chunks();
          wanted.add(new ByteRange(chunks.offset(0), chunks.size(0)));
        }
      }
    }
    long bytes = wanted.stream().mapToLong(ByteRange::length).sum();
    System.out.println("ATL08: %s chunks of %s bytes".formatted(wanted.size(), bytes));
    for (double[] link : new double[][] {{0.06, 12.5e6}, {0.03, 5e8}, {0.2, 1e6}}) {
      CoalescePolicy policy = new CoalescePolicy(link[0], link[1], 16, 10, 4 << 20, 8 << 20);
      List<ByteRange> requests = RangeCoalescer.coalesce(wanted, policy);
      print("%s s, %s B/s".formatted(link[0], link[1]), requests, bytes, policy);
      for (long gap : new long[] {0, 64 << 10, 256 << 10, 1 << 20}) {
        CoalescePolicy fixed = new CoalescePolicy(1, 1e12, 1, 1e6, gap, 1L << 40);
        List<ByteRange> byGap = RangeCoalescer.coalesce(wanted, fixed);
        print("  gap " + gap, byGap, bytes, policy);
        if (gap > 0) {
          assertThat(byGap).hasSize(gap == 64 << 10 ? 41 : gap == 256 << 10 ? 27 : 14);
        }
        assertThat(policy.seconds(requests)).isLessThanOrEqualTo(policy.seconds(byGap));
      }
    }
  }

  private static void print(
      String what, List<ByteRange> requests, long wanted, CoalescePolicy policy) {
    double ratio = requests.stream().mapToLong(ByteRange::length).sum() / (double) wanted;
    System.out.println(
        "%s: %s requests, %s times the bytes, %s s"
            .formatted(
                what,
                requests.size(),
                Math.round(ratio * 100) / 100.0,
                Math.round(policy.seconds(requests) * 1000) / 1000.0));
  }
}
