package org.groundtrack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.groundtrack.testing.SharedData;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Conditions on real granules, against DuckDB's answer to the same text over all their rows. */
class RealConditionsTest {
  @TempDir Path folder;

  private Path export(Path index, String name, List<String> options) {
    Path output = folder.resolve(name + ".parquet");
    List<Object> words =
        new ArrayList<>(
            List.of("export", "--allow-empty", index, "--bbox=-180,-90,180,90", "-o", output));
    words.addAll(List.of("--allow-dir", SharedData.require(".")));
    words.addAll(options);
    CommandRun run = CommandRun.of(words.toArray());
    assertThat(run.err()).isEmpty();
    return output;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "atl06 | ATL06 | n_fit_photons,dh_fit_dx,h_robust_sprd |"
            + " atl06_quality_summary = 0 and h_li_sigma < 0.05 and n_fit_photons > 50",
        "atl06 | ATL06 | n_fit_photons,dh_fit_dx,h_robust_sprd |"
            + " abs(dh_fit_dx) between 0.01 and 0.1 or h_robust_sprd is null and h_li > 500.25",
        "atl06 | ATL06 | tide_ocean,dem_h |"
            + " abs(h_li - dem_h) < 0.1 * abs(h_li) and rgt % 2 = 0 and track_id like 'gt_r'",
        "atl03/atl03_clip.h5;atl08/atl08_clip.h5 | ATL03 | solar_elevation,ref_azimuth |"
            + " classed_pc_flag in (2, 3) and h_ph < 2830 and solar_elevation > -50",
        "atl03/atl03_clip.h5;atl08/atl08_clip.h5 | ATL03 | quality_ph,ph_id_channel |"
            + " coalesce(classed_pc_flag, -1) < 1 and (ph_id_channel & 1 = 0 or quality_ph > 0)",
        "gedi/GEDI02_A_2019108080338_O01964_T05337_02_001_01_sub.h5 | GEDI02_A | rh[98],rh[0] |"
            + " rh_98 > 10 and quality_flag = 1 and shot_number % 3 <> 0 and sensitivity > 0.95",
        "gedi/GEDI04_A_2020036151358_O06515_02_T00198_02_002_01_V002.h5 | GEDI04_A | agbd_se |"
            + " agbd > 2 * agbd_se or agbd is null and shot_number > 65150002000000000"
      })
  void exportsEqualWhatDuckDbSelects(
      String granules, String product, String variables, String condition) throws Exception {
    Path index = folder.resolve("index");
    List<Object> command = new ArrayList<>(List.of("index", "-o", index));
    Arrays.stream(granules.split(";")).map(SharedData::require).forEach(command::add);
    assertThat(CommandRun.of(command.toArray()).err()).isEmpty();
    List<String> options = List.of("--product", product, "-v", variables);
    Path all = export(index, "all", options);
    List<String> asked = new ArrayList<>(options);
    asked.addAll(List.of("--where", condition));
    Path some = export(index, "some", asked);
    // As texts, since DuckDB's driver cuts times.
    String columns = "select columns(* exclude geometry)::varchar from %s";
    List<List<Object>> expected =
        ExportedPoints.query(all, columns + " where " + condition.replace("%", "%%"));
    List<List<Object>> found = ExportedPoints.query(some, columns);
    long rows = (long) ExportedPoints.query(all, "select count(*) from %s").get(0).get(0);
    assertThat(found.toString()).isEqualTo(expected.toString());
    assertThat(found).hasSizeBetween(1, Math.toIntExact(rows) - 1);
    System.out.println("%s: %s of %s rows".formatted(condition, found.size(), rows));
  }
}
