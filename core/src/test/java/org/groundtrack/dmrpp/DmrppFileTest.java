package org.groundtrack.dmrpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.groundtrack.error.BadGranuleException;
import org.groundtrack.granule.ChunkManifest;
import org.groundtrack.granule.ChunkTable;
import org.groundtrack.granule.Dataset;
import org.groundtrack.granule.ElementType;
import org.groundtrack.granule.StorageLayout;
import org.junit.jupiter.api.Test;

class DmrppFileTest {
  private static final String TWO_CHUNKS =
      "<dmrpp:chunk offset='100' nBytes='20' chunkPositionInArray='[0]'/>"
          + "<dmrpp:chunk offset='120' nBytes='21' chunkPositionInArray='[4]'/>";

  @Test
  void aFlattenedVariableHasThePathThatItsGranuleGivesIt() {
    ChunkManifest manifest =
        read(
            "<Dimension name='FakeDim0' size='8'/>"
                + "<Float64 name='gt1l_land_ice_segments_latitude'><Dim name='/FakeDim0'/>"
                + text("origname", "latitude")
                + text("fullnamepath", "/gt1l/land_ice_segments/latitude")
                + text("units", "degrees_north")
                + chunks("compressionType='deflate' byteOrder='LE'", "4", TWO_CHUNKS)
                + "</Float64>"
                + "<Attribute name='gt1l' type='Container'>"
                + text("atlas_beam_type", "strong")
                + "</Attribute>"
                + "<Attribute name='gt1l_land_ice_segments' type='Container'>"
                + text("description", "flattened by its name")
                + "</Attribute>"
                + "<Attribute name='renamed' type='Container'>"
                + text("fullnamepath", "/gt1l/land_ice_segments")
                + text("data_rate", "stated by its path")
                + "</Attribute>"
                + "<Attribute name='HDF5_GLOBAL' type='Container'>"
                + text("short_name", "ATL06")
                + "</Attribute>");
    Dataset latitude = manifest.dataset("gt1l/land_ice_segments/latitude");
    assertThat(latitude.path()).isEqualTo("gt1l/land_ice_segments/latitude");
    assertThat(latitude.shape()).containsExactly(8L);
    assertThat(latitude.attributes().units()).isEqualTo("degrees_north");
    assertThat(manifest.datasetsUnder("gt1l")).containsExactly(latitude);
    assertThat(manifest.children("")).containsExactly("gt1l");
    assertThat(manifest.attribute("gt1l", "atlas_beam_type")).contains("strong");
    assertThat(manifest.attribute("gt1l/land_ice_segments", "description"))
        .contains("flattened by its name");
    assertThat(manifest.attribute("gt1l/land_ice_segments", "data_rate"))
        .contains("stated by its path");
    assertThat(manifest.attribute("", "short_name")).contains("ATL06");
    assertThat(manifest.exists("gt1l_land_ice_segments_latitude")).isFalse();
  }

  @Test
  void integersThatTheDocumentDeclaresUnsignedAreUnsigned() {
    ChunkManifest manifest =
        read(
            "<Int16 name='energy'><Dim size='8'/>"
                + text("_Unsigned", "true")
                + "<Attribute name='_FillValue' type='Int16'><Value>-1</Value></Attribute>"
                + chunks("fillValue='-1'", "4", TWO_CHUNKS)
                + "</Int16>");
    Dataset energy = manifest.dataset("energy");
    assertThat(energy.type()).isEqualTo(ElementType.UINT16);
    assertThat(energy.attributes().fillValue()).isEqualTo("65535");
    assertThat(energy.storageFill().toArray()).containsExactly(-1, -1);
  }

  @Test
  void aContainerThatTwoGroupsCouldMeanIsGivenToNeither() {
    String storage = "<Dim size='1'/><dmrpp:chunk offset='1' nBytes='1'/></Int8>";
    ChunkManifest manifest =
        read(
            "<Int8 name='x'>"
                + text("fullnamepath", "/a_b/c/x")
                + storage
                + "<Int8 name='y'>"
                + text("fullnamepath", "/a/b_c/y")
                + storage
                + "<Attribute name='a_b_c' type='Container'>"
                + text("k", "v")
                + "</Attribute>");
    assertThat(manifest.exists("a_b/c/x")).isTrue();
    assertThat(manifest.attribute("a_b/c", "k")).isEmpty();
    assertThat(manifest.attribute("a/b_c", "k")).isEmpty();
  }

  @Test
  void groupsDimensionsAndAttributesOfAHierarchyAreFound() {
    ChunkManifest manifest =
        read(
            text("short_name", "ATL08")
                + "<Group name='gt1l'><Dimension name='n' size='8'/>"
                + "<Attribute name='spot' type='Int32'><Value>2</Value></Attribute>"
                + "<Group name='land_segments'><Int16 name='h'><Dim name='n'/>"
                + "<Attribute name='scale_factor' type='Float32'><Value>0.1000000015</Value></Attribute>"
                + "<Attribute name='_FillValue' type='Int16'><Value>-99</Value></Attribute>"
                + chunks("byteOrder='BE'", "4", TWO_CHUNKS)
                + "</Int16></Group></Group>");
    Dataset h = manifest.dataset("/gt1l/land_segments/h");
    assertThat(h.shape()).containsExactly(8L);
    assertThat(h.byteOrder()).isEqualTo(ByteOrder.BIG_ENDIAN);
    assertThat(h.attributes().fillValue()).isEqualTo("-99");
    assertThat(h.attributes().scale()).isEqualTo((double) 0.1f);
    assertThat(manifest.attribute("gt1l", "spot")).contains("2");
    assertThat(manifest.attribute("", "short_name")).contains("ATL08");
    assertThat(manifest.children("gt1l")).containsExactly("land_segments");
  }

  @Test
  void chunksAreInRowMajorOrderAndMissingOnesUnallocated() {
    Dataset dataset =
        read("<Int8 name='v'><Dim size='3'/><Dim size='5'/>"
                + chunks(
                    "fillValue='7'",
                    "2 3",
                    "<dmrpp:chunk offset='30' nBytes='3' fm='1' chunkPositionInArray='[2,3]'/>"
                        + "<dmrpp:chunk offset='10' nBytes='6' chunkPositionInArray='[0,3]'/>")
                + "</Int8>")
            .dataset("v");
    assertThat(dataset.chunks())
        .isEqualTo(
            new ChunkTable(
                new long[] {-1, 10, -1, 30}, new long[] {0, 6, 0, 3}, new int[] {0, 0, 0, 1}));
    assertThat(dataset.storageFill().toArray()).containsExactly(7);
  }

  @Test
  void filtersAreInTheOrderOfWritingWhateverTheAgeOfTheDocument() {
    assertThat(filters("compressionType='deflate shuffle'"))
        .containsExactly("shuffle(4)", "deflate");
    assertThat(filters("compressionType='shuffle deflate' deflate_level='6'"))
        .containsExactly("shuffle(4)", "deflate(6)");
    assertThat(filters("compressionType='deflate deflate' deflateLevel='4 1'"))
        .containsExactly("deflate(4)", "deflate(1)");
    assertThat(filters("compressionType='fletcher32 shuffle deflate' deflateLevel='2'"))
        .containsExactly("fletcher32", "shuffle(4)", "deflate(2)");
    assertThat(filters("compressionType='shuffle deflate fletcher32'"))
        .containsExactly("shuffle(4)", "deflate", "fletcher32");
  }

  @Test
  void whatCanOnlyBeGuessedIsLeftOutAndRefusedByName() {
    assertLeftOut(four("compressionType='deflate shuffle fletcher32'"), "too old to say");
    assertLeftOut(four("compressionType='zstd'"), "uses a filter 'zstd'");
    assertLeftOut(four("LBChunk='true'"), "attribute LBChunk, which is not known");
    assertLeftOut(
        "<Int8 name='v'><Dim size='8'/>"
            + chunks("", "4", TWO_CHUNKS.replaceFirst("offset", "LinkedBlockIndex='0' offset"))
            + "</Int8>",
        "LinkedBlockIndex, which is not known");
    assertLeftOut(
        "<Int8 name='v'><Dim size='8'/>"
            + chunks("", "4", TWO_CHUNKS.replaceFirst("offset", "href='other.h5' offset"))
            + "</Int8>",
        "in another file");
    assertLeftOut("<Int8 name='v'><Dim size='8'/></Int8>", "has no storage");
    assertLeftOut(
        "<Int8 name='v'><Dim size='1'/><dmrpp:missingdata>AA==</dmrpp:missingdata></Int8>",
        "only the sidecar has its data");
    assertLeftOut("<String name='v'><dmrpp:vlsa><v>x</v></dmrpp:vlsa></String>", "variable length");
    assertLeftOut(
        "<String name='v'><dmrpp:chunks><dmrpp:chunk offset='1' nBytes='16'/></dmrpp:chunks></String>",
        "length the sidecar does not say");
    assertLeftOut(
        "<Structure name='v'><Int8 name='m'/><dmrpp:chunk offset='1' nBytes='1'/></Structure>",
        "is of type Structure");
    assertLeftOut(
        "<Int8 name='v'><Dim size='8'/>"
            + "<dmrpp:chunk offset='1' nBytes='4'/><dmrpp:chunk offset='5' nBytes='4'/></Int8>",
        "several blocks");
  }

  @Test
  void aFillValueIsTakenOnlyIfItIsExact() {
    assertThat(fill("fillValue='-9999'", "")).isEqualTo(-9999f);
    assertThat(fill("fillValue='3.40282e+38'", "")).isEqualTo(Float.MAX_VALUE);
    assertThat(fill("fillValue='9.96921e+36'", "")).isEqualTo(9.96921e36f);
    assertThat(fill("fillValue='1.23457'", number("_FillValue", "1.234567881")))
        .isEqualTo(1.2345679f);
    String sparse = "<Float32 name='v'><Dim size='8'/>%s" + chunks("%s", "4", "") + "</Float32>";
    assertLeftOut(sparse.formatted("", "fillValue='1.23457'"), "'1.23457' is not exact");
    assertLeftOut(sparse.formatted("", "byteOrder='LE'"), "with what value they are filled");
  }

  @Test
  void aFillValueThatNothingNeedsMayBeUnknown() {
    Dataset dataset =
        read("<Float32 name='v'><Dim size='8'/>"
                + chunks("fillValue='1.23457'", "4", TWO_CHUNKS)
                + "</Float32>")
            .dataset("v");
    assertThat(dataset.storageFill()).isNull();
  }

  @Test
  void contiguousCompactAndScalarVariablesHaveTheirLayout() {
    ChunkManifest manifest =
        read(
            "<Int32 name='a'><Dim size='2'/><dmrpp:chunks byteOrder='LE'>"
                + "<dmrpp:chunk offset='64' nBytes='8'/></dmrpp:chunks></Int32>"
                + "<Int32 name='b'><dmrpp:compact>AQAAAA==</dmrpp:compact></Int32>"
                + "<String name='c'><Dim size='1'/><dmrpp:compact>MDAzICA=</dmrpp:compact></String>"
                + "<Int32 name='d'><Dim size='2'/><dmrpp:chunks fillValue='5'/></Int32>");
    assertThat(manifest.dataset("a").layout()).isEqualTo(StorageLayout.CONTIGUOUS);
    assertThat(manifest.dataset("a").chunks().offset(0)).isEqualTo(64);
    assertThat(manifest.dataset("b").compact().toArray()).containsExactly(1, 0, 0, 0);
    assertThat(manifest.dataset("c").type()).isEqualTo(ElementType.STRING);
    assertThat(manifest.dataset("c").elementBytes()).isEqualTo(5);
    assertThat(manifest.dataset("d").chunks().isAllocated(0)).isFalse();
    assertThat(manifest.dataset("d").storageFill().toArray()).containsExactly(5, 0, 0, 0);
  }

  @Test
  void chunksThatCannotBeAreRefusedByName() {
    String variable = "<Int8 name='v'><Dim size='8'/>%s</Int8>";
    for (List<String> damage :
        List.of(
            List.of("[4]", "[0]", "chunk [0]] is listed twice"),
            List.of("[4]", "[3]", "chunk [3]] does not start where"),
            List.of("[4]", "[8]", "chunk [8]] lies outside"),
            List.of("[4]", "[-4]", "chunk [-4]] lies outside"),
            List.of("[4]", "[4,0]", "has 2 coordinates, expected 1"),
            List.of("[4]", "[x]", "says 'x' for the position of chunk 1"),
            List.of("120", "9223372036854775800", "has offset 9223372036854775800"))) {
      String chunks = TWO_CHUNKS.replace(damage.get(0), damage.get(1));
      assertThatThrownBy(() -> read(variable.formatted(chunks("", "4", chunks))).dataset("v"))
          .isInstanceOf(BadGranuleException.class)
          .hasMessageContaining("g.h5 /v")
          .hasMessageContaining(damage.get(2));
    }
    for (String number : new String[] {"-1", "99999999999999999999", "", "1e3"}) {
      String chunks = TWO_CHUNKS.replace("'120'", "'" + number + "'");
      assertThatThrownBy(() -> read(variable.formatted(chunks("", "4", chunks))))
          .isInstanceOf(BadGranuleException.class)
          .hasMessageContaining("says '" + number + "' for the offset of chunk 1 of /v");
    }
    assertThatThrownBy(() -> read(four("") + four("")))
        .isInstanceOf(BadGranuleException.class)
        .hasMessageContaining("/v] is described twice");
  }

  @Test
  void theLargestDoubleIsReadFromFewerDigits() {
    assertThat(DmrppNumbers.attribute("Float64", List.of("1.797693134862316e+308")).text())
        .isEqualTo(Double.toString(Double.MAX_VALUE));
    assertThat(DmrppNumbers.attribute("Float32", List.of("3.402823466e+38")).text())
        .isEqualTo(Float.toString(Float.MAX_VALUE));
    assertThat(DmrppNumbers.attribute("Float32", List.of("-nan")).text()).isEqualTo("NaN");
    assertThat(DmrppNumbers.attribute("UInt64", List.of("18446744073709551615")).text())
        .isEqualTo("18446744073709551615");
  }

  private static void assertLeftOut(String variable, String why) {
    ChunkManifest manifest = read(variable);
    assertThat(manifest.exists("v")).isTrue();
    assertThat(manifest.datasetsUnder("")).isEmpty();
    assertThatThrownBy(() -> manifest.dataset("v"))
        .isInstanceOf(BadGranuleException.class)
        .hasMessageContaining("[g.h5 /v]")
        .hasMessageContaining(why);
  }

  private static List<String> filters(String attributes) {
    return read(
            "<Int32 name='v'><Dim size='8'/>" + chunks(attributes, "4", TWO_CHUNKS) + "</Int32>")
        .dataset("v")
        .filters()
        .stream()
        .map(f -> f.label())
        .toList();
  }

  private static float fill(String attributes, String declared) {
    Dataset dataset =
        read("<Float32 name='v'><Dim size='8'/>"
                + declared
                + chunks(attributes, "4", "")
                + "</Float32>")
            .dataset("v");
    return dataset.storageFill().buffer(dataset.byteOrder()).getFloat();
  }

  private static String four(String attributes) {
    return "<Int8 name='v'><Dim size='8'/>" + chunks(attributes, "4", TWO_CHUNKS) + "</Int8>";
  }

  private static String chunks(String attributes, String shape, String chunks) {
    return "<dmrpp:chunks %s><dmrpp:chunkDimensionSizes>%s</dmrpp:chunkDimensionSizes>%s</dmrpp:chunks>"
        .formatted(attributes, shape, chunks);
  }

  private static String text(String name, String value) {
    return "<Attribute name='%s' type='String'><Value>%s</Value></Attribute>"
        .formatted(name, value);
  }

  private static String number(String name, String value) {
    return "<Attribute name='%s' type='Float32'><Value>%s</Value></Attribute>"
        .formatted(name, value);
  }

  private static ChunkManifest read(String content) {
    String document =
        "<Dataset xmlns='http://xml.opendap.org/ns/DAP/4.0#'"
            + " xmlns:dmrpp='http://xml.opendap.org/dap/dmrpp/1.0.0#' name='g.h5'>"
            + content
            + "</Dataset>";
    return DmrppFile.read(
        new ByteArrayInputStream(document.getBytes(StandardCharsets.UTF_8)), "g.h5");
  }
}
