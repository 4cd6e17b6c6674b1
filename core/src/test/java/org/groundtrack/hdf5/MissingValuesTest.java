package org.groundtrack.hdf5;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.groundtrack.codec.Elements;
import org.groundtrack.granule.Dataset;
import org.groundtrack.granule.FillValues;
import org.groundtrack.io.LocalRangeReader;
import org.groundtrack.testing.Python;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Attributes of all types that declare missing values of datasets of all types, against numpy. */
class MissingValuesTest {
  @TempDir Path folder;

  @Test
  void elementsAreMissingThatNumpySaysEqualTheAttributesInTheDataType() throws Exception {
    Python python = Python.require("h5py", "numpy");
    for (int seed = 1; seed <= 5; seed++) {
      System.out.println("Seed " + seed);
      Path path = folder.resolve("g" + seed + ".h5");
      String lines = python.runResource(MissingValuesTest.class, "missing_values.py", path, seed);
      Map<String, String> expected = new HashMap<>();
      lines.lines().map(line -> line.split(" ")).forEach(line -> expected.put(line[0], line[1]));
      ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(path));
      try (LocalRangeReader reader = LocalRangeReader.open(path)) {
        for (Dataset dataset : Hdf5File.open(reader).datasetsUnder("")) {
          if (dataset.path().equals("units")) {
            assertThat(dataset.attributes().units()).isEqualTo("\u00b0C");
            continue;
          }
          assertThat(missing(dataset, bytes))
              .as(
                  "seed %s %s %s %s",
                  seed, dataset.path(), dataset.type(), dataset.attributes().fillValue())
              .isEqualTo(expected.get(dataset.path()));
        }
      }
    }
  }

  private static String missing(Dataset dataset, ByteBuffer file) {
    FillValues fill = FillValues.of(dataset);
    ByteBuffer bytes =
        file.slice(Math.toIntExact(dataset.chunks().offset(0)), (int) dataset.chunks().size(0))
            .order(dataset.byteOrder());
    StringBuilder flags = new StringBuilder();
    for (int i = 0; i < dataset.rows(); i++) {
      boolean held =
          dataset.type().isInteger()
              ? fill.hold(Elements.integer(dataset, bytes, i))
              : fill.hold(Elements.number(dataset, bytes, i));
      flags.append(held ? '1' : '0');
    }
    return flags.toString();
  }
}
