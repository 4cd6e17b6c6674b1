package org.groundtrack.cli;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.groundtrack.error.LimitExceededException;
import org.groundtrack.exporter.StagedFile;
import org.groundtrack.geo.Aoi;
import org.groundtrack.geo.CellPolygons;
import org.groundtrack.query.CellRows;
import org.locationtech.jts.geom.Geometry;

/** Draws how many rows each H3 cell may hold, with a graticule and a legend. */
final class CoveragePicture {
  private CoveragePicture() {}

  /** Draws a picture. The file appears when it is complete, or not at all. */
  static void draw(Path picture, List<CellRows> cells, Aoi aoi, String product, boolean overwrite) {
    AreaOutline outline = AreaOutline.of(aoi.geometry());
    MapExtent extent = new MapExtent();
    extent.add(aoi.geometry());
    List<Geometry> shapes = new ArrayList<>();
    long most = 0;
    long rows = 0;
    for (CellRows cell : cells) {
      Geometry shape = CellPolygons.of(cell.cell());
      shapes.add(shape);
      most = Math.max(most, cell.rows());
      rows += cell.rows();
    }
    MapProjection projection = extent.projection();
    MapFrame frame = new MapFrame(projection, MapFrame.bounds(projection, outline, shapes));
    frame.clip(true);
    ColourScale scale =
        new ColourScale("rows per cell", null, 0, Math.max(1, most), ColourScale.Values.WHOLE);
    for (int i = 0; i < shapes.size(); i++) {
      frame.fill(shapes.get(i), new Color(ColourScale.rgb(scale.share(cells.get(i).rows()))));
    }
    frame.clip(false);
    Graticule.draw(frame);
    frame.clip(true);
    frame.drawArea(outline);
    frame.clip(false);
    frame.drawScale(scale, false);
    Graticule.drawLengths(frame);
    try (StagedFile staged = StagedFile.of(picture, overwrite)) {
      frame.write(
          "%s: at most %s in %s"
              .formatted(product, Text.count(rows, "row"), Text.count(cells.size(), "cell")),
          staged.path());
      staged.publish();
    } catch (IOException e) {
      throw new LimitExceededException(
          "[%s] can't be written: %s".formatted(picture, Text.reason(e)), e);
    }
  }
}
