package org.groundtrack.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.groundtrack.exporter.StagedFile;
import org.groundtrack.geo.Aoi;
import org.groundtrack.geo.CellPolygons;
import org.groundtrack.query.CellRows;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;

/** Draws how many rows each H3 cell may hold, with a graticule and a legend. */
final class CoveragePicture {
  private CoveragePicture() {}

  /** Draws a picture. The file appears when it is complete, or not at all. */
  static void draw(Path picture, List<CellRows> cells, Aoi aoi, String product, boolean overwrite) {
    Envelope shown = new Envelope(aoi.bounds());
    List<Geometry> shapes = new ArrayList<>();
    long most = 0;
    long rows = 0;
    for (CellRows cell : cells) {
      Geometry shape = CellPolygons.of(cell.cell());
      shapes.add(shape);
      shown.expandToInclude(shape.getEnvelopeInternal());
      most = Math.max(most, cell.rows());
      rows += cell.rows();
    }
    MapFrame frame = new MapFrame(aoi, shown);
    frame.clip(true);
    for (int i = 0; i < shapes.size(); i++) {
      double share = cells.get(i).rows() / (double) most;
      frame.fill(shapes.get(i), MapFrame.colour(share));
    }
    frame.clip(false);
    frame.drawGraticule();
    frame.drawArea();
    frame.drawScale(new double[] {0, Math.max(1, most)}, "rows per cell");
    try (StagedFile staged = StagedFile.of(picture, overwrite)) {
      frame.write(
          "%s: at most %s in %s"
              .formatted(product, Text.count(rows, "row"), Text.count(cells.size(), "cell")),
          staged.path());
      staged.publish();
    }
  }
}
