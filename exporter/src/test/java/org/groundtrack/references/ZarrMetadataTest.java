package org.groundtrack.references;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import org.groundtrack.granule.ChunkTable;
import org.groundtrack.granule.Dataset;
import org.groundtrack.granule.ElementType;
import org.groundtrack.granule.StorageLayout;
import org.groundtrack.granule.ValueAttributes;
import org.groundtrack.rows.RowRun;
import org.junit.jupiter.api.Test;

class ZarrMetadataTest {
  private static ReferenceArray array(ElementType type, int bytes, ByteOrder order, String fill) {
    Dataset dataset =
        new Dataset(
            "gt1l/h",
            type,
            bytes,
            order,
            List.of(10L),
            StorageLayout.CONTIGUOUS,
            List.of(),
            List.of(),
            null,
            ValueAttributes.NONE.withFillValue(fill),
            ChunkTable.block(100, 10L * bytes),
            null);
    return new ReferenceArray(
        "h", dataset, 0, List.of(new RowRun(2, 6)), List.of("row"), Map.of("units", "m"));
  }

  @Test
  void typesSayTheirByteOrder() {
    assertThat(ZarrMetadata.array(array(ElementType.FLOAT32, 4, ByteOrder.BIG_ENDIAN, null)))
        .hasToString(
            "{\"zarr_format\":2,\"shape\":[4],\"chunks\":[4],\"dtype\":\">f4\",\"order\":\"C\","
                + "\"compressor\":null,\"filters\":null,\"fill_value\":null}");
    assertThat(
            ZarrMetadata.array(array(ElementType.UINT8, 1, ByteOrder.BIG_ENDIAN, null))
                .get("dtype")
                .asText())
        .isEqualTo("|u1");
    assertThat(
            ZarrMetadata.array(array(ElementType.STRING, 7, ByteOrder.LITTLE_ENDIAN, null))
                .get("dtype")
                .asText())
        .isEqualTo("|S7");
    assertThat(
            ZarrMetadata.arrayV3(array(ElementType.INT64, 8, ByteOrder.BIG_ENDIAN, null))
                .get("codecs"))
        .hasToString("[{\"name\":\"bytes\",\"configuration\":{\"endian\":\"big\"}}]");
  }

  @Test
  void fillValuesAreWhatTheTypeHolds() throws Exception {
    ObjectMapper mapper = new ObjectMapper();
    ReferenceArray single = array(ElementType.FLOAT32, 4, ByteOrder.LITTLE_ENDIAN, "3.4028235e38");
    JsonNode read = mapper.readTree(mapper.writeValueAsString(ZarrMetadata.array(single)));
    assertThat(read.get("fill_value").doubleValue()).isEqualTo(Float.MAX_VALUE);

    ReferenceArray unsigned =
        array(ElementType.UINT64, 8, ByteOrder.LITTLE_ENDIAN, "18446744073709551615");
    assertThat(ZarrMetadata.array(unsigned).get("fill_value")).hasToString("18446744073709551615");

    ReferenceArray nan = array(ElementType.FLOAT64, 8, ByteOrder.LITTLE_ENDIAN, "NaN");
    assertThat(ZarrMetadata.array(nan).get("fill_value").asText()).isEqualTo("NaN");
    assertThat(ZarrMetadata.attributes(nan).has("missing_value")).isFalse();

    // No element of 8 bits can be 300.
    ReferenceArray none = array(ElementType.UINT8, 1, ByteOrder.LITTLE_ENDIAN, "300");
    assertThat(ZarrMetadata.array(none).get("fill_value").isNull()).isTrue();
  }

  @Test
  void severalFillValuesAreAllMissing() throws Exception {
    ObjectMapper mapper = new ObjectMapper();
    ReferenceArray several = array(ElementType.INT8, 1, ByteOrder.LITTLE_ENDIAN, "7 9");
    assertThat(ZarrMetadata.array(several).get("fill_value").asInt()).isEqualTo(7);
    assertThat(mapper.writeValueAsString(ZarrMetadata.attributes(several)))
        .isEqualTo("{\"_ARRAY_DIMENSIONS\":[\"row\"],\"units\":\"m\",\"missing_value\":[7,9]}");
  }
}
