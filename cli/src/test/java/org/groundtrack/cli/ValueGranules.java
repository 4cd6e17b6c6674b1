package org.groundtrack.cli;

import static org.groundtrack.testing.SmallHdf5.numbers;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.groundtrack.granule.ElementType;
import org.groundtrack.testing.SmallHdf5;

/** Granules with values of every type, some of them fill values, not a number or extreme. */
final class ValueGranules {
  static final String LAYOUT =
      """
      {"product": "VALUES", "granuleName": "^values", "epoch": "2019-01-01T00:00:00Z",
       "beams": {"names": ["left", "right"]},
       "rates": [{"name": "shots", "groups": [""], "longitude": "lon", "latitude": "lat",
         "time": "delta_time", "variables": ["id"]}]}
      """;

  /** What granules have beside the id, as an export is asked for it. */
  static final String VARIABLES =
      "i1,i2,i4,i8,u1,u2,u4,u8,f4,f8,packed,word,deep/value,rh[0],rh[2],rh[-1]";

  private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;
  private static final int WIDTH = 5;

  private final Random random;

  ValueGranules(Random random) {
    this.random = random;
  }

  /** Writes some granules into a folder; the first has all variables, others may lack some. */
  void write(Path folder, int count) throws IOException {
    Files.createDirectories(folder);
    for (int i = 0; i < count; i++) {
      SmallHdf5 file = new SmallHdf5();
      for (String beam : new String[] {"left", "right"}) {
        if (i == 0 || random.nextInt(4) > 0 || beam.equals("left")) {
          beam(file.root().group(beam), 1 + random.nextInt(600), i > 0 && random.nextBoolean());
        }
      }
      file.write(folder.resolve("values_%s.h5".formatted(i)));
    }
  }

  private void beam(SmallHdf5.Group beam, int rows, boolean lacks) {
    add(beam, "lon", ElementType.FLOAT64, rows, 1, i -> 10 + random.nextDouble());
    add(beam, "lat", ElementType.FLOAT64, rows, 1, i -> 20 + random.nextDouble());
    add(beam, "delta_time", ElementType.FLOAT64, rows, 1, i -> i * 3600.5);
    long first = random.nextLong() >>> 1;
    add(beam, "id", ElementType.INT64, rows, 1, i -> first + i);
    for (ElementType type :
        new ElementType[] {
          ElementType.INT8, ElementType.INT16, ElementType.INT32,
          ElementType.UINT8, ElementType.UINT16, ElementType.UINT32
        }) {
      if (!lacks || random.nextInt(3) > 0) {
        filled(beam, (type.isUnsigned() ? "u" : "i") + type.bytes(), type, rows);
      }
    }
    add(beam, "i8", ElementType.INT64, rows, 1, i -> huge());
    add(beam, "u8", ElementType.UINT64, rows, 1, i -> huge());
    add(beam, "f4", ElementType.FLOAT32, rows, 1, i -> (float) real())
        .attribute("_FillValue", ElementType.FLOAT32, 3f);
    add(beam, "f8", ElementType.FLOAT64, rows, 1, i -> real())
        .attribute("_FillValue", ElementType.FLOAT64, -2.0);
    add(beam, "packed", ElementType.INT16, rows, 1, i -> random.nextInt(2000) - 1000)
        .attribute("scale_factor", ElementType.FLOAT32, 0.25f)
        .attribute("add_offset", ElementType.FLOAT32, 1f);
    add(beam, "rh", ElementType.FLOAT32, rows, WIDTH, i -> (float) real());
    if (!lacks || random.nextBoolean()) {
      add(beam.group("deep"), "value", ElementType.FLOAT64, rows, 1, i -> real());
    }
    StringBuilder words = new StringBuilder();
    for (int i = 0; i < rows; i++) {
      words.append(new String[] {"gt1l", "gt1r", "a_b%", "x   "}[random.nextInt(4)]);
    }
    beam.strings(
            "word", ElementType.STRING, 4, words.toString().getBytes(StandardCharsets.UTF_8), rows)
        .chunked(chunk(rows));
  }

  private void filled(SmallHdf5.Group beam, String name, ElementType type, int rows) {
    int least = type.isUnsigned() ? 0 : -100;
    add(beam, name, type, rows, 1, i -> least + random.nextInt(120))
        .attribute("_FillValue", type, 7);
  }

  /** Neighbours differ in the last bit; some are beyond what has a sign. */
  private long huge() {
    return switch (random.nextInt(4)) {
      case 0 -> random.nextInt(20) - 10;
      case 1 -> (1L << 53) + random.nextInt(4);
      case 2 -> Long.MAX_VALUE - random.nextInt(2);
      default -> random.nextLong();
    };
  }

  private double real() {
    return switch (random.nextInt(12)) {
      case 0 -> Double.NaN;
      case 1 -> random.nextBoolean() ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
      case 2 -> -0.0;
      case 3 -> 0.1f;
      case 4, 5 -> random.nextInt(7) - 3;
      case 6 -> random.nextInt(7) - 2.5;
      default -> random.nextGaussian() * 5;
    };
  }

  private interface Value {
    Number of(int row);
  }

  private SmallHdf5.DatasetSpec add(
      SmallHdf5.Group group, String name, ElementType type, int rows, int width, Value value) {
    Number[] values = new Number[rows * width];
    for (int i = 0; i < values.length; i++) {
      values[i] = value.of(i);
    }
    byte[] bytes = numbers(type, ORDER, values);
    if (width > 1) {
      return group
          .dataset(name, type, ORDER, bytes, rows, width)
          .chunked(chunk(rows), 1 + random.nextInt(width));
    }
    SmallHdf5.DatasetSpec dataset = group.dataset(name, type, ORDER, bytes, rows);
    return random.nextInt(4) == 0 ? dataset : dataset.chunked(chunk(rows));
  }

  /** At most five chunks along the rows: a dataset of five elements has 25 then. */
  private int chunk(int rows) {
    return Math.max(1, rows / 4) + random.nextInt(rows);
  }
}
