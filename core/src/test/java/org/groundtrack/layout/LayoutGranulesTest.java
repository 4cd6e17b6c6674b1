package org.groundtrack.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.groundtrack.dmrpp.DmrppFile;
import org.groundtrack.granule.ChunkManifest;
import org.groundtrack.granule.Dataset;
import org.groundtrack.granule.ElementType;
import org.groundtrack.hdf5.Hdf5File;
import org.groundtrack.io.LocalRangeReader;
import org.groundtrack.testing.SharedData;
import org.junit.jupiter.api.Test;

/** What the layouts say is where real granules have it. */
class LayoutGranulesTest {
  /** What an extract lacks, which its product has. */
  private static final Set<String> SRTM =
      Set.of("digital_elevation_model_srtm", "geolocation/digital_elevation_model_srtm");

  @Test
  void originalLandIceGranulesHaveEverythingOfTheirLayout() throws Exception {
    for (Path granule : granules("atl06/juneau")) {
      checkHdf5("ATL06", "001", granule, Set.of());
    }
  }

  @Test
  void landIceExtractsHaveTheMainRate() throws Exception {
    for (Path granule : granules("atl06/west-greenland")) {
      assertThat(missing("ATL06", "002", granule))
          .containsOnly("rate segment_quality", "rate residual_histogram");
    }
  }

  @Test
  void photonsOfRealClipsHaveEverythingOfTheirLayout() throws Exception {
    for (Path granule : granules("atl03")) {
      checkHdf5("ATL03", "006", granule, Set.of());
    }
  }

  @Test
  void vegetationOfARealClipHasEverythingOfItsLayout() throws Exception {
    checkHdf5("ATL08", "006", SharedData.require("atl08/atl08_clip.h5"), Set.of());
  }

  @Test
  void documentOfAWholeVegetationGranuleHasEverythingOfItsLayout() throws Exception {
    Path document = SharedData.require("dmrpp/atl08/ATL08_20200716202251.h5.dmrpp");
    ChunkManifest file = read(document);
    // Positions of the pieces came with version 005.
    assertThat(missing(layout("ATL08", "003"), file)).containsExactly("rate segments_20m");
  }

  @Test
  void shotsOfRealClipsHaveEverythingOfTheirLayouts() throws Exception {
    checkHdf5("GEDI_L1B", "001", gedi("GEDI01_B"), SRTM);
    checkHdf5("GEDI_L2A", "001", gedi("GEDI02_A_2019108"), SRTM);
    Set<String> withoutProfile = new TreeSet<>(SRTM);
    withoutProfile.add("pgap_theta_z");
    checkHdf5("GEDI_L2B", "001", gedi("GEDI02_B"), withoutProfile);
    checkHdf5("GEDI_L4A", "002", gedi("GEDI04_A"), Set.of());
  }

  @Test
  void rewrittenGranulesHaveThePositionsOfTheirLayouts() throws Exception {
    assertThat(missing("GEDI_L2A", "002", gedi("GEDI02_A_2019162")))
        .doesNotContain("rate shots", "rh", "shot_number");
    assertThat(missing("GEDI_L4C", "002", gedi("GEDI04_C")))
        .doesNotContain("rate shots", "wsci", "shot_number");
  }

  @Test
  void gridsAndEventsHaveEverythingOfTheirLayouts() throws Exception {
    checkHdf5("SSMIS", "007", SharedData.require("gridded/f16_ssmis_20200102v7.nc"), Set.of());
    checkHdf5(
        "GLM-L2-LCFA",
        "any",
        SharedData.require(
            "gridded/OR_GLM-L2-LCFA_G16_s20181830433000_e20181830433200_c20181830433231.nc"),
        Set.of());
    for (Map.Entry<String, String> document :
        Map.of(
                "SSMIS", "f16_ssmis_20051022v7.nc.dmrpp",
                "GPM_3IMERGHH",
                    "3B-HHR.MS.MRG.3IMERG.20051022-S000000-E002959.0000.V06B.HDF5.dmrpp")
            .entrySet()) {
      Path path = SharedData.require("dmrpp/zarr-eosdis-store/" + document.getValue());
      ChunkManifest file = read(path);
      ProductLayout layout = ProductLayouts.shipped().of(document.getKey()).orElseThrow();
      // To version 06 the precipitation was called precipitationCal.
      assertThat(missing(layout, file)).as(document.getValue()).isSubsetOf("Grid/precipitation");
    }
  }

  private static ChunkManifest read(Path document) throws IOException {
    try (InputStream xml = Files.newInputStream(document)) {
      return DmrppFile.read(xml, document.getFileName().toString());
    }
  }

  private static Path gedi(String start) throws IOException {
    return granules("gedi").stream()
        .filter(path -> path.getFileName().toString().startsWith(start))
        .findFirst()
        .orElseThrow();
  }

  private static List<Path> granules(String folder) throws IOException {
    try (Stream<Path> files = Files.list(SharedData.require(folder))) {
      return files.filter(path -> path.toString().endsWith(".h5")).sorted().toList();
    }
  }

  private static ProductLayout layout(String product, String version) {
    return ProductLayouts.shipped().of(product, version).orElseThrow();
  }

  private static void checkHdf5(String product, String version, Path granule, Set<String> lacking)
      throws IOException {
    assertThat(missing(product, version, granule))
        .as("%s", granule.getFileName())
        .isSubsetOf(lacking);
  }

  private static Set<String> missing(String product, String version, Path granule)
      throws IOException {
    try (LocalRangeReader reader = LocalRangeReader.open(granule)) {
      return missing(layout(product, version), Hdf5File.open(reader));
    }
  }

  /** What a granule lacks of its layout; what is there has as many rows as its rate. */
  private static Set<String> missing(ProductLayout layout, ChunkManifest file) {
    Set<String> missing = new TreeSet<>();
    int beams = 0;
    for (String beam : layout.beams().groups()) {
      if (beam.isEmpty() || file.exists(beam)) {
        beams++;
        layout.rates().forEach(rate -> missing.addAll(missing(layout, rate, beam, file)));
      }
    }
    assertThat(beams).as(file.name()).isPositive();
    return missing;
  }

  private static Set<String> missing(
      ProductLayout layout, Rate rate, String beam, ChunkManifest file) {
    String mark = rate.isPositioned() ? rate.latitude() : rate.keys().get(0);
    if (!file.exists(Beams.path(beam, mark))) {
      return Set.of("rate " + rate.name());
    }
    long rows = file.dataset(Beams.path(beam, mark)).rows();
    Set<String> missing = new TreeSet<>();
    for (String path : paths(rate)) {
      if (!file.exists(Beams.path(beam, path))) {
        missing.add(path);
        continue;
      }
      if (rate.isGrid() || rate.linkTo(path).isPresent()) {
        continue;
      }
      Dataset dataset = file.dataset(Beams.path(beam, path));
      long expected =
          rate.holds(path)
              ? rows
              : file.dataset(Beams.path(beam, layout.rate(rate.parent()).orElseThrow().latitude()))
                  .rows();
      assertThat(rate.transposed().contains(path) ? dataset.shape().get(1) : dataset.rows())
          .as("%s %s/%s", file.name(), beam, path)
          .isEqualTo(expected);
    }
    return missing;
  }

  private static Set<String> paths(Rate rate) {
    List<String> paths = new ArrayList<>(rate.positionPaths());
    Stream.of(
            rate.variables(),
            rate.trailingVariables(),
            rate.aliases().values(),
            rate.keys(),
            rate.dimensions(),
            rate.transposed(),
            rate.fillValues().keySet())
        .flatMap(Collection::stream)
        .map(rate::meant)
        .map(text -> text.replaceFirst("\\[.*", ""))
        .forEach(paths::add);
    for (Link link : rate.links()) {
      paths.add(link.first());
      if (link.count() != null) {
        paths.add(link.count());
      }
      paths.addAll(link.datasets());
    }
    Set<String> types =
        Stream.of(ElementType.values()).map(ElementType::label).collect(Collectors.toSet());
    paths.removeIf(types::contains);
    return new TreeSet<>(paths);
  }
}
