package org.groundtrack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.groundtrack.samples.Atl06Generator;
import org.groundtrack.samples.Atl06Spec;
import org.groundtrack.samples.GranuleGenerator;
import org.groundtrack.samples.GranuleSpec;
import org.groundtrack.samples.SampleProduct;
import org.groundtrack.testing.Python;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Granules of versions that no layout names, and what versions call otherwise. */
class VersionsOfProductsTest {
  private static final String EVERYWHERE = "--bbox=-180,-90,180,90";

  private static Python python;

  @TempDir Path folder;

  @BeforeAll
  static void requireH5py() {
    python = Python.require("h5py");
  }

  @Test
  void aVersionThatNoLayoutNamesIsReadByTheNearest() throws Exception {
    Path granule =
        GranuleGenerator.write(folder, spec(SampleProduct.ATL10, 278).version(9, 1).build());
    CommandRun run = CommandRun.of("index", granule, "-o", folder.resolve("i")).succeeded();
    assertThat(run.out())
        .contains(
            "note        ATL10 009 is newer than what was tried (006, 007) in 1 of 1 granule");
    assertThat(CommandRun.of("inspect", granule).succeeded().out())
        .contains("ATL10 009 is newer than what was tried");
    assertThat(rows(export(folder.resolve("i")))).isNotEmpty();
  }

  @Test
  void ofSeveralLayoutsTheOneThatFitsTheGranuleCounts() throws Exception {
    Path granule =
        GranuleGenerator.write(folder, spec(SampleProduct.ATL10, 278).version(4, 1).build());
    // As version 4 is listed, its layout counts. A granule that says no version goes by structure.
    h5py(granule, "del f['ancillary_data/release']\ndel f['METADATA']");
    Path nameless = Files.move(granule, folder.resolve("clip.h5"));
    CommandRun.of("index", nameless, "-o", folder.resolve("i")).succeeded();
    assertThat(rows(export(folder.resolve("i")))).isNotEmpty();
  }

  @Test
  void aClaimThatNobodyKnowsGivesWayToTheName() throws Exception {
    Path granule = GranuleGenerator.write(folder, spec(SampleProduct.GEDI04_A, 278).build());
    h5py(
        granule,
        "f.attrs['short_name'] = 'GEDI_XYZ'\n"
            + "f['METADATA/DatasetIdentification'].attrs['shortName'] = 'GEDI_XYZ'");
    CommandRun run = CommandRun.of("index", granule, "-o", folder.resolve("i")).succeeded();
    assertThat(run.out())
        .contains("GEDI04_A: taken for it by the name, though it says GEDI_XYZ in 1 of 1 granule");
    Path nameless = Files.copy(granule, folder.resolve("mine.h5"));
    assertThat(CommandRun.of("index", nameless, "-o", folder.resolve("j")).failed(3))
        .contains("is of no known product: it says GEDI_XYZ");
  }

  @Test
  void aDatasetOfAnotherNameIsFoundByTheFirst() throws Exception {
    Path old = GranuleGenerator.write(folder, spec(SampleProduct.GEDI02_A, 278).build());
    Path next = GranuleGenerator.write(folder, spec(SampleProduct.GEDI02_A, 279).build());
    Path twins = folder.resolve("twins");
    CommandRun.of("index", old, next, "-o", twins).succeeded();
    List<List<Object>> expected = rows(export(twins));
    List<List<Object>> good = rows(export(twins, "--where", "quality_flag = 1"));
    assertThat(good).isNotEmpty().hasSizeLessThan(expected.size());

    h5py(
        next,
        "for b in f:\n"
            + "    if b.startswith('BEAM'):\n"
            + "        f.move(b + '/quality_flag', b + '/l2a_quality_flag_rel3')");
    Path mixed = folder.resolve("mixed");
    CommandRun run = CommandRun.of("index", old, next, "-o", mixed).succeeded();
    assertThat(run.out()).doesNotContain("note  ", "quality_flag");
    assertThat(rows(export(mixed))).isEqualTo(expected);
    assertThat(rows(export(mixed, "--where", "quality_flag = 1"))).isEqualTo(good);
    Path zoned = folder.resolve("zoned");
    CommandRun.of("index", old, next, "-o", zoned, "--zones", "quality_flag").succeeded();
    assertThat(rows(export(zoned, "--where", "quality_flag = 1"))).isEqualTo(good);
    // Under its own name it is there only where it is stored so.
    assertThat(
            ExportedPoints.query(
                export(mixed, "-v", "l2a_quality_flag_rel3"),
                "select distinct granule, l2a_quality_flag_rel3 is null,"
                    + " l2a_quality_flag_rel3 is null or l2a_quality_flag_rel3 = quality_flag"
                    + " from %s order by all"))
        .containsExactly(
            List.of(old.getFileName().toString(), true, true),
            List.of(next.getFileName().toString(), false, true));
    CommandRun.of("index", next, "-o", folder.resolve("new")).succeeded();
    assertThat(columns(export(folder.resolve("new"), "-v", "*quality_flag*")))
        .contains("quality_flag", "l2a_quality_flag_rel3")
        .doesNotHaveDuplicates();
  }

  @Test
  void aDefaultThatAnotherReplacedGivesWayToIt() throws Exception {
    Path old = Atl06Generator.write(folder, Atl06Spec.builder().pass(278, 3).rows(40).build());
    Path next = Atl06Generator.write(folder, Atl06Spec.builder().pass(279, 3).rows(40).build());
    h5py(
        next,
        "for b in f:\n"
            + "    if b.startswith('gt'):\n"
            + "        g = f[b + '/residual_histogram']\n"
            + "        g.move('bckgrd_per_bin', 'bckgrd_per_m')");
    assertThat(columns(histograms("old", old)))
        .contains("bckgrd_per_bin")
        .doesNotContain("bckgrd_per_m");
    assertThat(columns(histograms("new", next)))
        .contains("bckgrd_per_m")
        .doesNotContain("bckgrd_per_bin");
    assertThat(
            ExportedPoints.query(
                histograms("both", old, next),
                "select distinct bckgrd_per_bin is null, bckgrd_per_m is null from %s order by 1"))
        .containsExactly(List.of(false, true), List.of(true, false));
  }

  @Test
  void notesCountTheGranulesOfTheirProduct() throws Exception {
    Path ice = GranuleGenerator.write(folder, spec(SampleProduct.ATL07, 278).build());
    Path land = GranuleGenerator.write(folder, spec(SampleProduct.ATL08, 278).build());
    h5py(land, "for b in f:\n    if b.startswith('gt'):\n        del f[b + '/signal_photons']");
    CommandRun run = CommandRun.of("index", ice, land, "-o", folder.resolve("i")).succeeded();
    assertThat(run.out()).contains("ATL08, rate signal_photons: no rows in 1 of 1 granule");
  }

  private static org.groundtrack.samples.GranuleSpecBuilder spec(SampleProduct product, int rgt) {
    return GranuleSpec.builder(product).pass(rgt, 3).segments(300).deflateLevel(1);
  }

  private static void h5py(Path granule, String lines) {
    python.run(
        "import sys, h5py\nwith h5py.File(sys.argv[1], 'r+') as f:\n    "
            + lines.replace("\n", "\n    "),
        granule);
  }

  private Path histograms(String name, Path... granules) {
    Path index = folder.resolve(name);
    CommandRun.of("index", "--rates", "residual_histogram", granules, "-o", index).succeeded();
    return export(index, "--rate", "residual_histogram");
  }

  private Path export(Path index, Object... words) {
    Path points = folder.resolve("points.parquet");
    CommandRun.of("export", "--allow-empty", index, EVERYWHERE, words, "-o", points, "--overwrite")
        .succeeded();
    return points;
  }

  private static List<List<Object>> rows(Path points) throws Exception {
    return ExportedPoints.query(points, "select points::varchar from (select * from %s) points");
  }

  private static List<String> columns(Path points) throws Exception {
    return ExportedPoints.query(points, "select column_name from (describe select * from %s)")
        .stream()
        .map(row -> (String) row.get(0))
        .toList();
  }
}
