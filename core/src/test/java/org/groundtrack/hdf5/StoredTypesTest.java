package org.groundtrack.hdf5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.groundtrack.granule.ElementType.FLOAT32;
import static org.groundtrack.granule.ElementType.FLOAT64;
import static org.groundtrack.granule.ElementType.INT16;
import static org.groundtrack.granule.ElementType.INT32;
import static org.groundtrack.granule.ElementType.UINT64;
import static org.groundtrack.granule.ElementType.UINT8;
import static org.groundtrack.granule.ElementType.VLEN_STRING;
import static org.groundtrack.testing.SmallHdf5.numbers;

import io.jhdf.HdfFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.groundtrack.codec.ChunkDecoder;
import org.groundtrack.codec.Elements;
import org.groundtrack.error.BadGranuleException;
import org.groundtrack.granule.Dataset;
import org.groundtrack.granule.ElementType;
import org.groundtrack.granule.StorageLayout;
import org.groundtrack.io.ByteRange;
import org.groundtrack.io.LocalRangeReader;
import org.groundtrack.rows.RowReader;
import org.groundtrack.testing.SmallHdf5;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ways of storing that NASA's granules have here and there, and jHDF's writer has not. */
class StoredTypesTest {
  private static final ByteOrder BIG = ByteOrder.BIG_ENDIAN;
  private static final ByteOrder LITTLE = ByteOrder.LITTLE_ENDIAN;

  /** A number of a double has 53 bits: these shot numbers differ in the last of 60. */
  private static final long SHOT = 651_501_002_000_000_001L;

  @TempDir Path folder;

  private static SmallHdf5 granule() {
    SmallHdf5 file = new SmallHdf5();
    SmallHdf5.Group beam = file.root().group("BEAM0000");
    for (ByteOrder order : new ByteOrder[] {BIG, LITTLE}) {
      String end = order == BIG ? "_be" : "_le";
      beam.dataset("f8" + end, FLOAT64, order, numbers(FLOAT64, order, 1.5, -2e300, 3), 3);
      beam.dataset("f4" + end, FLOAT32, order, numbers(FLOAT32, order, 1.5, -2e30, 3), 3)
          .chunked(2);
      beam.dataset("i2" + end, INT16, order, numbers(INT16, order, -2, 300, 3), 3).compact();
      beam.dataset("i4" + end, INT32, order, numbers(INT32, order, -2, 1 << 30, 3), 3).chunked(3);
      beam.dataset("u8" + end, UINT64, order, numbers(UINT64, order, SHOT, SHOT + 1, -1), 3)
          .chunked(2)
          .attribute("_FillValue", UINT64, -1);
    }
    beam.dataset("scalar", FLOAT32, BIG, numbers(FLOAT32, BIG, 9.5));
    beam.dataset("none", FLOAT32, BIG, new byte[0], 0);
    beam.dataset("none_chunked", FLOAT32, BIG, new byte[0], 0, 4).chunked(2, 4);
    beam.soft("delta_time", "geolocation/delta_time");
    beam.soft("absolute", "/BEAM0000/f8_be");
    beam.group("geolocation")
        .dataset("delta_time", FLOAT64, LITTLE, numbers(FLOAT64, LITTLE, 7, 8, 9), 3);
    return file;
  }

  private interface Body {
    void run(Hdf5File file, LocalRangeReader reader) throws Exception;
  }

  private void read(SmallHdf5 granule, Body body) throws Exception {
    Path path = granule.write(folder.resolve("g.h5"));
    try (LocalRangeReader reader = LocalRangeReader.open(path)) {
      body.run(Hdf5File.open(reader), reader);
    }
  }

  private static String[] texts(LocalRangeReader reader, Dataset dataset) {
    String[] texts = new String[(int) dataset.rows()];
    try (ChunkDecoder decoder = new ChunkDecoder()) {
      RowReader rows =
          RowReader.of(
              "g.h5", dataset, decoder, (offset, size) -> reader.read(new ByteRange(offset, size)));
      for (int i = 0; i < texts.length; i++) {
        ByteBuffer block = rows.block(i);
        texts[i] = Elements.text(dataset, block, (int) (i - rows.firstRow()));
      }
    }
    return texts;
  }

  @Test
  void numbersAreTheSameInBothOrdersOfBytesAndEveryLayout() throws Exception {
    Map<String, String[]> expected = new LinkedHashMap<>();
    expected.put("f8", new String[] {"1.5", "-2.0E300", "3.0"});
    expected.put("f4", new String[] {"1.5", Double.toString(-2e30f), "3.0"});
    expected.put("i2", new String[] {"-2", "300", "3"});
    expected.put("i4", new String[] {"-2", "1073741824", "3"});
    expected.put(
        "u8", new String[] {"651501002000000001", "651501002000000002", "18446744073709551615"});
    read(
        granule(),
        (file, reader) -> {
          for (Map.Entry<String, String[]> entry : expected.entrySet()) {
            for (String end : new String[] {"_be", "_le"}) {
              Dataset dataset = file.dataset("BEAM0000/" + entry.getKey() + end);
              assertThat(dataset.byteOrder()).isEqualTo(end.equals("_be") ? BIG : LITTLE);
              assertThat(texts(reader, dataset)).as(dataset.path()).isEqualTo(entry.getValue());
            }
          }
          assertThat(file.dataset("BEAM0000/i2_be").layout()).isEqualTo(StorageLayout.COMPACT);
          assertThat(file.dataset("BEAM0000/u8_be").attributes().fillValue())
              .isEqualTo("18446744073709551615");
        });
  }

  @Test
  void jhdfReadsTheSameNumbers() throws Exception {
    Path path = granule().write(folder.resolve("g.h5"));
    try (HdfFile file = new HdfFile(path);
        LocalRangeReader reader = LocalRangeReader.open(path)) {
      for (Dataset dataset : Hdf5File.open(reader).datasetsUnder("BEAM0000")) {
        // jHDF looks for the target of a relative link from the root on.
        if (dataset.rank() == 1 && dataset.rows() > 0 && !dataset.name().equals("delta_time")) {
          Object data = file.getDatasetByPath("/" + dataset.path()).getData();
          String[] theirs = new String[(int) dataset.rows()];
          Arrays.setAll(theirs, i -> text(java.lang.reflect.Array.get(data, i)));
          assertThat(texts(reader, dataset)).as(dataset.path()).isEqualTo(theirs);
        }
      }
    }
  }

  private static String text(Object number) {
    return number instanceof Float single ? Double.toString(single) : number.toString();
  }

  @Test
  void scalarsAndDatasetsWithoutRowsHaveTheirShape() throws Exception {
    read(
        granule(),
        (file, reader) -> {
          assertThat(file.dataset("BEAM0000/scalar").rank()).isZero();
          assertThat(texts(reader, file.dataset("BEAM0000/scalar"))).containsExactly("9.5");
          assertThat(file.dataset("BEAM0000/none").rows()).isZero();
          assertThat(file.dataset("BEAM0000/none").chunks().count()).isZero();
          assertThat(file.dataset("BEAM0000/none_chunked").shape()).containsExactly(0L, 4L);
        });
  }

  @Test
  void softLinksLeadToTheDatasetUnderTheirOwnName() throws Exception {
    read(
        granule(),
        (file, reader) -> {
          Dataset linked = file.dataset("BEAM0000/delta_time");
          assertThat(linked.path()).isEqualTo("BEAM0000/delta_time");
          assertThat(texts(reader, linked)).containsExactly("7.0", "8.0", "9.0");
          assertThat(texts(reader, file.dataset("BEAM0000/absolute")))
              .isEqualTo(texts(reader, file.dataset("BEAM0000/f8_be")));
        });
  }

  @Test
  void linksThatLeadInCirclesAreRefused() throws Exception {
    SmallHdf5 granule = new SmallHdf5();
    granule.root().soft("one", "two").soft("two", "/one");
    read(
        granule,
        (file, reader) ->
            assertThatThrownBy(() -> file.exists("one"))
                .isInstanceOf(BadGranuleException.class)
                .hasMessageContaining("in circles"));
  }

  @Test
  void listingAGroupPassesOverLinksThatLeadNowhere() throws Exception {
    SmallHdf5 granule = new SmallHdf5();
    SmallHdf5.Group beam = granule.root().group("BEAM0000");
    beam.soft("dangling", "nowhere/x");
    beam.dataset("there", UINT8, BIG, numbers(UINT8, BIG, 255), 1);
    beam.soft("link", "there");
    read(
        granule,
        (file, reader) ->
            assertThat(file.datasetsUnder("BEAM0000"))
                .extracting(Dataset::path)
                .containsExactly("BEAM0000/there", "BEAM0000/link"));
  }

  @Test
  void integersThatNetcdfDeclaresUnsignedAreUnsigned() throws Exception {
    SmallHdf5 granule = new SmallHdf5();
    for (ElementType type : new ElementType[] {ElementType.INT8, INT16, INT32, ElementType.INT64}) {
      granule
          .root()
          .dataset(type.label(), type, LITTLE, numbers(type, LITTLE, -1, -2, 5), 3)
          .attribute("_Unsigned", "true")
          .attribute("_FillValue", type, -1);
    }
    granule
        .root()
        .dataset("signed", UINT8, LITTLE, numbers(UINT8, LITTLE, 255, 128, 5), 3)
        .attribute("_Unsigned", "false")
        .attribute("_FillValue", UINT8, 255);
    read(
        granule,
        (file, reader) -> {
          long[] greatest = {255, 65_535, 4_294_967_295L, -1};
          String[] labels = {"int8", "int16", "int32", "int64"};
          for (int i = 0; i < labels.length; i++) {
            Dataset dataset = file.dataset(labels[i]);
            String most = Long.toUnsignedString(greatest[i]);
            assertThat(dataset.type().label()).isEqualTo("u" + labels[i]);
            assertThat(dataset.attributes().fillValue()).isEqualTo(most);
            assertThat(texts(reader, dataset))
                .containsExactly(most, Long.toUnsignedString(greatest[i] - 1), "5");
          }
          assertThat(file.dataset("signed").type()).isEqualTo(ElementType.INT8);
          assertThat(file.dataset("signed").attributes().fillValue()).isEqualTo("-1");
          assertThat(texts(reader, file.dataset("signed"))).containsExactly("-1", "-128", "5");
        });
  }

  @Test
  void variableLengthStringsAreDatasetsOfSixteenBytesEach() throws Exception {
    SmallHdf5 granule = new SmallHdf5();
    long heap = granule.put(SmallHdf5.heap(4096, "alpha"));
    granule.root().strings("s", VLEN_STRING, 16, SmallHdf5.pointer(5, heap, 1), 1).chunked(4);
    read(
        granule,
        (file, reader) -> {
          assertThat(file.dataset("s").type()).isEqualTo(VLEN_STRING);
          assertThat(file.dataset("s").elementBytes()).isEqualTo(16);
          assertThat(file.datasetsUnder("")).hasSize(1);
        });
  }
}
