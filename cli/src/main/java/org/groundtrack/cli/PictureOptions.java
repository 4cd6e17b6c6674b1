package org.groundtrack.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.groundtrack.error.UsageException;
import org.groundtrack.exporter.Exporter;
import org.groundtrack.exporter.output.OutputFormat;
import org.groundtrack.exporter.output.OutputOptions;
import org.groundtrack.granule.ElementType;
import org.groundtrack.plan.ExportPlan;
import org.groundtrack.plan.OutputColumn;
import picocli.CommandLine.Option;

/** A picture of what is exported. */
final class PictureOptions {
  @Option(
      names = "--picture",
      paramLabel = "FILE",
      description = "Draw the points on their area too, a PNG file.")
  Path picture;

  @Option(
      names = "--picture-by",
      paramLabel = "COLUMN",
      description =
          "The column of numbers that gives the picture's colours; default: the first of the"
              + " product, which is a height in most.")
  String column;

  /** Fails before anything is read if a picture can't be written. */
  void check(OutputOptions output, boolean overwrite) {
    if (picture != null) {
      if (output.arrangement().isFolder()) {
        throw new UsageException(
            "--picture is drawn from one file, and --partition-by and --rows-per-file make several: leave one of them out");
      }
      if (output.format() != OutputFormat.GEOPARQUET) {
        throw new UsageException(
            "--picture is drawn from the output, which is %s, expected geoparquet: leave one of them out"
                .formatted(output.format().label()));
      }
      FileEndings.PNG.check("--picture", picture);
      Exporter.checkOutput(picture, overwrite);
    } else if (column != null) {
      throw new UsageException("--picture-by is given, but no --picture: give both, or neither");
    }
  }

  /** Fails before a granule is read if an export has no such column. */
  ExportPlan check(ExportPlan plan) {
    if (column != null) {
      List<String> numeric = new ArrayList<>(List.of("longitude", "latitude", "time"));
      for (OutputColumn each : plan.columns()) {
        if (!each.list() && each.type() != ElementType.STRING) {
          numeric.add(each.name());
        }
      }
      numeric.addAll(plan.layout().granuleColumns());
      if (!numeric.contains(column)) {
        throw new UsageException(
            "--picture-by is '%s', but the export has no such column of numbers: give one of %s, or more of them with -v"
                .formatted(column, String.join(", ", numeric)));
      }
    }
    return plan;
  }

  /** Draws the picture of an export, if one is wanted. */
  void draw(Path output, boolean overwrite) {
    if (picture != null) {
      try (PointsFile points = PointsFile.open(output)) {
        PointPicture.draw(
            points, points.coloured(column, "--picture-by"), null, picture, overwrite);
      }
    }
  }
}
