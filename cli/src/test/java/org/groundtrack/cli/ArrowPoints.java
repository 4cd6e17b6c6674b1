package org.groundtrack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.TimeStampNanoTZVector;
import org.apache.arrow.vector.UInt1Vector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.complex.ListVector;
import org.groundtrack.exporter.ExportOptions;
import org.groundtrack.exporter.Exporter;
import org.groundtrack.exporter.PointReader;
import org.groundtrack.plan.ExportPlan;

/** Points of a plan, read as Arrow batches, as lines that can be compared. */
final class ArrowPoints {
  private ArrowPoints() {}

  /**
   * One line a point: granule, beam, longitude, latitude, nanoseconds since 1970, and the values of
   * the columns. What is missing is {@code null}, a list in brackets.
   */
  static List<String> of(ExportPlan plan, List<String> names) {
    List<String> points = new ArrayList<>();
    try (PointReader reader = Exporter.of(plan).with(ExportOptions.DEFAULT.withThreads(2)).read()) {
      while (reader.loadNextBatch()) {
        VarCharVector granule = (VarCharVector) reader.root().getVector("granule");
        VarCharVector beam = (VarCharVector) reader.root().getVector("track_id");
        Float8Vector longitude = (Float8Vector) reader.root().getVector("longitude");
        Float8Vector latitude = (Float8Vector) reader.root().getVector("latitude");
        TimeStampNanoTZVector time = (TimeStampNanoTZVector) reader.root().getVector("time");
        List<FieldVector> columns = new ArrayList<>();
        for (String name : names) {
          columns.add(reader.root().getVector(name));
          assertThat(columns).as("%s of %s", name, reader.root().getSchema()).doesNotContainNull();
        }
        for (int i = 0; i < reader.root().getRowCount(); i++) {
          StringJoiner text = new StringJoiner(" ");
          text.add(new String(granule.get(i), StandardCharsets.UTF_8));
          text.add(new String(beam.get(i), StandardCharsets.UTF_8));
          text.add(Double.toString(longitude.get(i))).add(Double.toString(latitude.get(i)));
          text.add(time.isNull(i) ? "null" : Long.toString(time.get(i)));
          for (FieldVector column : columns) {
            text.add(text(column, i));
          }
          points.add(text.toString());
        }
      }
    }
    return points;
  }

  private static String text(FieldVector vector, int i) {
    if (vector.isNull(i)) {
      return "null";
    }
    if (vector instanceof UInt1Vector bytes) {
      return Integer.toString(bytes.get(i) & 0xFF);
    }
    if (vector instanceof ListVector list) {
      StringJoiner elements = new StringJoiner(",", "[", "]");
      for (int e = list.getElementStartIndex(i); e < list.getElementEndIndex(i); e++) {
        elements.add(text(list.getDataVector(), e));
      }
      return elements.toString();
    }
    return vector.getObject(i).toString();
  }
}
