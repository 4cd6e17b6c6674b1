package org.groundtrack.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.IntConsumer;
import org.groundtrack.samples.GranuleGenerator;
import org.groundtrack.samples.GranuleSpec;
import org.groundtrack.samples.SampleCollection;
import org.groundtrack.samples.SampleProduct;
import org.groundtrack.samples.VariableSet;

/** The synthetic granules that the demo makes, and an area that they cross. */
enum DemoSamples {
  /** Heights of land ice over a tile in Greenland. */
  ATL06("greenland", "h_li", 40_000) {
    @Override
    void makeGranules(Path folder, int granules, int rows, IntConsumer progress)
        throws IOException {
      SampleCollection.greenland(SEED, granules, rows)
          .write(folder, progress, StandardCopyOption.REPLACE_EXISTING);
    }
  },

  /** Heights of a canopy over a reserve in the Amazon. */
  GEDI02_A("forest", "elev_lowestmode", 4000) {
    @Override
    void makeGranules(Path folder, int granules, int rows, IntConsumer progress)
        throws IOException {
      for (int i = 0; i < granules; i++) {
        GranuleGenerator.write(
            folder,
            GranuleSpec.builder(SampleProduct.GEDI02_A)
                .seed(SEED + i)
                .pass(1 + 97 * i % 1387, 3 + i % 8)
                .centreOn(FOREST_LON + (i % 5 - 2) * FOREST_STEP_DEGREES, FOREST_LAT, i % 2 == 0)
                .segments(Math.multiplyExact(rows, SEGMENTS_PER_SHOT))
                .variables(VariableSet.CORE)
                .build(),
            StandardCopyOption.REPLACE_EXISTING);
        progress.accept(i + 1);
      }
    }
  };

  private static final long SEED = 20181014;

  private static final double FOREST_LON = -61.98;
  private static final double FOREST_LAT = -3.52;
  private static final double FOREST_STEP_DEGREES = 0.09;

  /** Shots are 60 m apart, the segments by which tracks are measured 20 m. */
  private static final int SEGMENTS_PER_SHOT = 3;

  private final String area;
  private final String column;
  private final int usualRows;

  DemoSamples(String area, String column, int usualRows) {
    this.area = area;
    this.column = column;
    this.usualRows = usualRows;
  }

  /** The name of the area's file, and of what is made of it, without an ending. */
  String area() {
    return area;
  }

  /** The column that colours the picture. */
  String column() {
    return column;
  }

  /** Rows of each beam, if nobody asks for another number. */
  int usualRows() {
    return usualRows;
  }

  /**
   * Makes granules and the area's file.
   *
   * @param rows of each beam
   */
  void make(Path folder, Path areaFile, int granules, int rows, IntConsumer progress) {
    try (InputStream found = SampleCollection.class.getResourceAsStream(area + ".geojson")) {
      Files.createDirectories(folder);
      Files.copy(found, areaFile, StandardCopyOption.REPLACE_EXISTING);
      makeGranules(folder, granules, rows, progress);
    } catch (IOException e) {
      throw DemoFolder.unwritten(folder, e);
    }
  }

  abstract void makeGranules(Path folder, int granules, int rows, IntConsumer progress)
      throws IOException;
}
