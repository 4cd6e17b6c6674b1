package org.groundtrack.granule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What stored numbers mean by the attributes beside them. */
class StoredValuesTest {
  private static Dataset dataset(ElementType type, String fill, Double scale, Double offset) {
    int bytes = Math.max(1, type.bytes());
    return new Dataset(
        "x",
        type,
        bytes,
        ByteOrder.LITTLE_ENDIAN,
        List.of(1L),
        StorageLayout.CONTIGUOUS,
        List.of(),
        List.of(),
        null,
        new ValueAttributes(fill, scale, offset, null, null),
        new ChunkTable(new long[] {0}, new long[] {bytes}, new int[1]),
        null);
  }

  @ParameterizedTest
  @CsvSource({
    "INT8, true, UINT8, -1, 255",
    "INT16, true, UINT16, -1, 65535",
    "INT16, TRUE, UINT16, 5, 5",
    "INT32, true, UINT32, -2147483648, 2147483648",
    "INT64, true, UINT64, -1, 18446744073709551615",
    "UINT8, false, INT8, 255, -1",
    "UINT16, false, INT16, 32767, 32767",
    "UINT64, false, INT64, 18446744073709551615, -1",
    "INT16, false, INT16, -1, -1",
    "UINT16, true, UINT16, 65535, 65535",
    "INT16, perhaps, INT16, -1, -1",
    "FLOAT32, true, FLOAT32, -1, -1",
    "INT16, true, UINT16, none, none",
    "INT16, true, UINT16, -1e9, -1e9",
    "INT16, true, UINT16, 99999999999, 99999999999"
  })
  void attributeUnsignedChangesTheTypeAndTheFillValueWithIt(
      ElementType stored, String unsigned, ElementType meant, String fill, String expected) {
    Dataset dataset = dataset(stored, fill, null, null).withSign(unsigned);
    assertThat(dataset.type()).isEqualTo(meant);
    assertThat(dataset.attributes().fillValue()).isEqualTo(expected);
  }

  @Test
  void nothingIsChangedWhereTheAttributeIsAbsent() {
    Dataset dataset = dataset(ElementType.INT16, "-1", 2.0, null);
    assertThat(dataset.withSign(null)).isSameAs(dataset);
  }

  @ParameterizedTest
  @CsvSource({
    // What numpy gives for these: int16(3) * float32(0.1) and so on.
    "INT16, 0.1, 0, FLOAT32, 3, 0.3",
    "UINT16, 0.00203128, -66.56, FLOAT32, 65535, 66.55994",
    "INT8, 0.5, 1, FLOAT32, -2, 0",
    "FLOAT32, 0.1, 0, FLOAT32, 3, 0.3"
  })
  void valuesOfSinglePrecisionAttributesAreOfSinglePrecision(
      ElementType stored, float scale, float offset, ElementType type, double raw, float value) {
    Unpacking unpacking =
        Unpacking.of(dataset(stored, null, (double) scale, offset == 0 ? null : (double) offset));
    assertThat(unpacking.type()).isEqualTo(type);
    assertThat(unpacking.changes()).isTrue();
    assertThat(unpacking.value(raw)).isEqualTo((double) ((float) raw * scale + offset));
    assertThat((float) unpacking.value(raw)).isEqualTo(value);
  }

  @Test
  void valuesAreDoublesWhereAnAttributeIsOneOrTheStoredNumberHasMoreDigits() {
    Unpacking wide = Unpacking.of(dataset(ElementType.INT16, null, 0.1, null));
    assertThat(wide.type()).isEqualTo(ElementType.FLOAT64);
    assertThat(wide.value(3)).isEqualTo(3 * 0.1);
    Unpacking exact = Unpacking.of(dataset(ElementType.INT32, null, (double) 0.1f, null));
    assertThat(exact.type()).isEqualTo(ElementType.FLOAT64);
    assertThat(exact.value(Integer.MAX_VALUE)).isEqualTo(Integer.MAX_VALUE * (double) 0.1f);
  }

  @Test
  void scaleOfOneChangesNothing() {
    Unpacking none = Unpacking.of(dataset(ElementType.UINT64, null, 1.0, 0.0));
    assertThat(none.changes()).isFalse();
    assertThat(none.type()).isEqualTo(ElementType.UINT64);
    assertThat(Unpacking.of(dataset(ElementType.STRING, null, 2.0, null)).changes()).isFalse();
  }

  @Test
  void timesCountByTheDecimalThatTheirScaleStandsFor() {
    Dataset tenths = dataset(ElementType.INT16, null, (double) 0.1f, null);
    assertThat(Unpacking.ofTimes(tenths).value(163) * 3600).isEqualTo(58_680);
    assertThat(Unpacking.of(tenths).value(163)).isEqualTo(16.30000114440918);
    assertThat(Unpacking.decimal(16.3f)).isEqualTo(16.3);
    assertThat(Unpacking.decimal(1.6e9f)).isEqualTo(1.6e9);
    assertThat(Unpacking.decimal(Float.NaN)).isNaN();
  }

  @Test
  void fillValuesAreComparedAsElementsAreStored() {
    FillValues unsigned =
        FillValues.of(dataset(ElementType.UINT64, "18446744073709551615", 1.0, 0.));
    assertThat(unsigned.hold(-1L)).isTrue();
    assertThat(unsigned.hold(Long.MAX_VALUE)).isFalse();
    FillValues single = FillValues.of(dataset(ElementType.FLOAT32, "-9999.9", null, null));
    assertThat(single.hold(-9999.9f)).isTrue();
    assertThat(single.hold(-9999.9)).isFalse();
    FillValues nan = FillValues.of(dataset(ElementType.FLOAT64, "NaN", null, null));
    assertThat(nan.hold(Double.NaN)).isTrue();
    assertThat(nan.hold(0.0)).isFalse();
    assertThat(FillValues.of(dataset(ElementType.STRING, "none", null, null)).hold("none"))
        .isTrue();
    assertThat(FillValues.of(dataset(ElementType.INT16, null, null, null)).exist()).isFalse();
  }

  @Test
  void integersAreNotTakenForFillValuesThatNoElementCanHave() {
    FillValues values =
        FillValues.of(
            dataset(ElementType.INT16, "3.5 1e300 1e999999999 NaN 70000 -7.0", null, null));
    assertThat(values.exist()).isTrue();
    assertThat(values.hold(4464L)).as("70000 in 16 bits").isFalse();
    assertThat(values.hold(0L)).isFalse();
    assertThat(values.hold(3L)).isFalse();
    assertThat(values.hold(-7L)).isTrue();
  }

  @Test
  void severalFillValuesStandWithSpacesBetweenThem() {
    FillValues flags = FillValues.of(dataset(ElementType.INT16, " 251 252\t255 ", 0.2, null));
    for (long stored = 0; stored < 300; stored++) {
      assertThat(flags.hold(stored)).isEqualTo(stored == 251 || stored == 252 || stored == 255);
      assertThat(flags.hold((double) stored)).isEqualTo(flags.hold(stored));
    }
  }

  @Test
  void fillValueThatIsNoNumberNamesTheDataset() {
    assertThatThrownBy(() -> FillValues.of(dataset(ElementType.INT16, "n/a", null, null)))
        .hasMessage("/x declares the fill value 'n/a', expected a number: leave the variable out");
  }
}
