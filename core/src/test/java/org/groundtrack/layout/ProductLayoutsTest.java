package org.groundtrack.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import org.groundtrack.granule.ElementType;
import org.junit.jupiter.api.Test;

class ProductLayoutsTest {
  private static final ProductLayouts SHIPPED = ProductLayouts.shipped();

  @Test
  void layoutOfLandIceHeightsIsKnownInAnyCase() {
    ProductLayout layout = SHIPPED.of("atl06").orElseThrow();
    assertThat(layout).isEqualTo(SHIPPED.of("ATL06").orElseThrow());
    assertThat(SHIPPED.all()).contains(layout);
    assertThat(SHIPPED.known("ATL06")).startsWith("ATL06 001, 002");
    assertThat(SHIPPED.of("ATL99")).isEmpty();
    assertThat(layout.beams().names())
        .hasSize(6)
        .startsWith("gt1l")
        .containsAll(layout.beams().strongForward());
  }

  @Test
  void productsOfBothMissionsGridsAndEventsAreKnown() {
    for (String product :
        List.of(
            "ATL03",
            "ATL06",
            "ATL07",
            "ATL08",
            "ATL10",
            "ATL12",
            "ATL13",
            "ATL24",
            "GEDI01_B",
            "GEDI_L1B",
            "GEDI_L2A",
            "GEDI_L2B",
            "GEDI_L4A",
            "GEDI_L4A_AGB_Density_V2_1",
            "GEDI_L4C",
            "SSMIS",
            "GPM_3IMERGHH",
            "GLM-L2-LCFA")) {
      assertThat(SHIPPED.of(product)).as(product).isPresent();
    }
  }

  @Test
  void layoutsOfOneProductAreToldApartByVersion() {
    assertThat(SHIPPED.of("ATL10", "006").orElseThrow().defaultRate().groups())
        .containsExactly("freeboard_segment");
    assertThat(SHIPPED.of("atl10", "003").orElseThrow().defaultRate().latitude())
        .isEqualTo("freeboard_beam_segment/beam_freeboard/latitude");
    assertThat(SHIPPED.of("ATL10")).isEqualTo(SHIPPED.of("ATL10", "007"));
    assertThat(SHIPPED.of("ATL10", "099")).isEmpty();
    assertThat(SHIPPED.of("GLM-L2-LCFA", "anything")).isPresent();
    assertThat(SHIPPED.names()).containsOnlyOnce("ATL10");
    assertThat(SHIPPED.known("ATL10")).isEqualTo("ATL10 001, 002, 003, 004, 005, 006, 007");
  }

  @Test
  void noTwoLayoutsClaimTheSameNameAndVersion() {
    Set<String> seen = new HashSet<>();
    for (ProductLayout layout : SHIPPED.all()) {
      assertThat(layout.isCalled(layout.product())).isTrue();
      for (String version : layout.versions()) {
        assertThat(seen.add(layout.product() + version)).as(layout.product()).isTrue();
      }
      for (String name : layout.names()) {
        assertThat(SHIPPED.of(name).orElseThrow().product()).isEqualTo(layout.product());
      }
    }
  }

  @Test
  void ownLayoutComesBeforeTheShippedOneOfItsProduct() {
    ProductLayout own = SHIPPED.of("ATL06").orElseThrow().withResolution(7);
    assertThat(SHIPPED.with(List.of(own)).of("ATL06").orElseThrow().h3Resolution()).isEqualTo(7);
  }

  @Test
  void namesOfGranulesTellTrackVersionAndOrbit() {
    named("ATL06", "ATL06_20181212095603_11420106_006_02.h5", "rgt", "1142", "cycle", "01");
    named("ATL06", "ATL06_20181212095603_11420106_006_02.h5", "region", "06", "version", "006");
    named("ATL03", "processed_ATL03_20181014002445_02350104_006_02.h5", "region", "04");
    named("ATL07", "ATL07-02_20190330212241_00250301_006_01.h5", "hemisphere", "02", "rgt", "0025");
    named(
        "ATL10",
        "ATL10-01_20181227215113_13790101_001_01.h5",
        "hemisphere",
        "01",
        "version",
        "001");
    named("ATL13", "ATL13_20190330212241_00250301_005_01.h5", "cycle", "03", "version", "005");
    named(
        "ATL24", "ATL24_20230704193540_02232008_006_02_001_01.h5", "version", "001", "rgt", "0223");
    named("GEDI01_B", "GEDI01_B_2019108080338_O01964_T05337_02_003_01_sub.h5", "orbit", "01964");
    named(
        "GEDI02_A", "GEDI02_A_2019162222610_O02812_04_T01244_02_003_01_V002.h5", "version", "002");
    named(
        "GEDI04_C", "GEDI04_C_2019108002012_O01959_01_T03909_02_001_01_V002.h5", "orbit", "01959");
    named("SSMIS", "f16_ssmis_20200102v7.nc", "version", "7");
    named(
        "GPM_3IMERGHH",
        "3B-HHR.MS.MRG.3IMERG.20051022-S000000-E002959.0000.V06B.HDF5",
        "version",
        "06B");
    named("GLM-L2-LCFA", "OR_GLM-L2-LCFA_G16_s20181830433000_e20181830433200_c20181830433231.nc");
  }

  private static void named(String product, String name, String... groups) {
    Matcher matcher = SHIPPED.of(product).orElseThrow().granuleName().matcher(name);
    assertThat(matcher.find()).as(name).isTrue();
    for (int i = 0; i < groups.length; i += 2) {
      assertThat(matcher.group(groups[i])).as(groups[i]).isEqualTo(groups[i + 1]);
    }
    for (ProductLayout other : SHIPPED.all()) {
      assertThat(other.granuleName().matcher(name).find())
          .as("%s by the layout of %s", name, other.product())
          .isEqualTo(other.product().equals(product));
    }
  }

  @Test
  void granulesOfInlandWaterHaveNoTrackOfTheirOwn() {
    ProductLayout layout = SHIPPED.of("ATL13").orElseThrow();
    assertThat(layout.places("rgt")).isEmpty();
    assertThat(layout.granuleName().pattern()).doesNotContain("(?<rgt>");
    assertThat(layout.granuleColumns()).containsExactly("cycle");
  }

  @Test
  void whatFootprintsMissIsOfNoConcernToAnIndex() {
    ProductLayout layout = ProductLayouts.shipped().of("ATL13").orElseThrow();
    assertThat(layout.footprintMarginDegrees()).isEqualTo(90);
    assertThat(LayoutReader.write(layout).has("footprintMarginDegrees")).isTrue();
    assertThat(LayoutReader.write(layout.asIndexed()).has("footprintMarginDegrees")).isFalse();
    assertThat(layout.withResolution(4).footprintMarginDegrees()).isEqualTo(90);
  }

  @Test
  void powerOfBeamsOfGediIsKnownByAttributeAndName() {
    Beams beams = SHIPPED.of("GEDI_L2A").orElseThrow().beams();
    assertThat(beams.strengths())
        .isEqualTo(Map.of("full power beam", "full", "coverage beam", "coverage"));
    assertThat(beams.strengthByName())
        .hasSize(8)
        .containsEntry("BEAM0011", "coverage")
        .containsEntry("BEAM0101", "full")
        .containsEntry("BEAM1011", "full");
  }

  @Test
  void timesCountFromTheEpochOfTheMissionOrAsTheirUnitsSay() {
    for (ProductLayout layout : SHIPPED.all()) {
      boolean lidar = layout.mission().equals("ICESat-2") || layout.mission().equals("GEDI");
      assertThat(layout.epoch())
          .as(layout.product())
          .isEqualTo(lidar ? Instant.parse("2018-01-01T00:00:00Z") : null);
    }
  }

  @Test
  void missingValuesOfExtractsAreKnownAndFlagsAreNeverTakenForMissing() {
    Rate land = SHIPPED.of("ATL08").orElseThrow().defaultRate();
    assertThat(land.fillValue("land_segments/canopy/h_canopy", ElementType.FLOAT32))
        .map(Float::parseFloat)
        .contains(Float.MAX_VALUE);
    assertThat(land.fillValue("land_segments/segment_landcover", ElementType.INT16))
        .contains("255");
    assertThat(land.fillValue("land_segments/layer_flag", ElementType.INT8)).isEmpty();
    Rate shots = SHIPPED.of("GEDI_L2A").orElseThrow().defaultRate();
    assertThat(shots.fillValue("rh", ElementType.FLOAT32)).contains("-9999");
    assertThat(shots.fillValue("digital_elevation_model", ElementType.FLOAT32)).contains("-999999");
    assertThat(shots.fillValue("quality_flag", ElementType.UINT8)).isEmpty();
    for (ProductLayout layout : SHIPPED.all()) {
      for (Rate rate : layout.rates()) {
        assertThat(rate.fillValues()).doesNotContainKeys("int8", "uint8", "int16", "uint16");
      }
    }
  }

  @Test
  void joinsReferToRatesAndVariablesOfShippedLayouts() {
    int joins = 0;
    for (ProductLayout layout : SHIPPED.all()) {
      for (Rate rate : layout.rates()) {
        for (Join join : rate.joins()) {
          Rate other = SHIPPED.of(join.product()).orElseThrow().rate(join.rate()).orElseThrow();
          assertThat(other.keys()).contains(join.key());
          assertThat(join.variables()).allMatch(other::holds);
          assertThat(join.position() == null || other.holds(join.position())).isTrue();
          joins++;
        }
      }
    }
    assertThat(joins).isEqualTo(2);
  }

  @Test
  void everyLayoutSaysWhatItIsAndOnWhatItWasTried() {
    for (ProductLayout layout : SHIPPED.all()) {
      assertThat(List.of(layout.title(), layout.testedOn(), layout.mission()))
          .as(layout.product())
          .allMatch(text -> !text.isBlank());
      assertThat(layout.horizontalReference()).as(layout.product()).isNotBlank();
      for (Rate rate : layout.rates()) {
        assertThat(rate.title()).as(layout.product() + " " + rate.name()).isNotBlank();
        assertThat(rate.variables()).as(layout.product() + " " + rate.name()).isNotEmpty();
      }
    }
  }

  @Test
  void positionsOfShippedLayoutsLieInTheirRates() {
    for (ProductLayout layout : SHIPPED.all()) {
      for (Rate rate : layout.rates()) {
        assertThat(rate.positionPaths()).as(layout.product()).allMatch(rate::holds);
      }
    }
  }
}
