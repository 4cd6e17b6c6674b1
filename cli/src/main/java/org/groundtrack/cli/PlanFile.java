package org.groundtrack.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.groundtrack.exporter.StagedFile;
import org.groundtrack.parquet.ColumnData;
import org.groundtrack.parquet.ParquetTableWriter;
import org.groundtrack.parquet.Schemas;
import org.groundtrack.plan.ExportPlan;
import org.groundtrack.plan.Read;
import org.groundtrack.plan.Task;
import org.groundtrack.source.Location;

/** A plan as a Parquet file: a row for each granule, beam and variable. */
final class PlanFile {
  /** Rows that are held at once, whatever the plan. */
  private static final int ROW_GROUP_ROWS = 100_000;

  private static final ParquetTableWriter.Settings SETTINGS =
      new ParquetTableWriter.Settings(3, 20_000, Set.of());

  private static final MessageType SCHEMA =
      new MessageType(
          "plan",
          Schemas.string("granule", true),
          Schemas.string("beam", true),
          Schemas.string("variable", true),
          Schemas.string("source", true),
          Schemas.string("location", true),
          Schemas.integer("rows", 64, true, true),
          Schemas.integer("chunks", 64, true, true),
          Schemas.integer("requests", 64, true, true),
          Schemas.integer("bytes", 64, true, true),
          Schemas.column("seconds", PrimitiveTypeName.DOUBLE, true));

  private PlanFile() {}

  /** Writes a plan. The file appears when it is complete, or not at all. */
  static void write(Path file, ExportPlan plan, boolean overwrite) {
    try (StagedFile staged = StagedFile.of(file, overwrite)) {
      try (ParquetTableWriter writer = ParquetTableWriter.create(staged.path(), SCHEMA, SETTINGS)) {
        List<Read> reads = new ArrayList<>();
        for (Task task : plan.tasks()) {
          Read.each(task, reads::add);
          if (reads.size() >= ROW_GROUP_ROWS) {
            append(writer, reads);
          }
        }
        append(writer, reads);
        writer.finish(Map.of());
      }
      staged.publish();
    }
  }

  private static void append(ParquetTableWriter writer, List<Read> reads) {
    if (!reads.isEmpty()) {
      writer.append(
          writer.encode(
              reads.size(),
              List.of(
                  strings(reads, read -> read.granule().id()),
                  strings(reads, Read::beam),
                  strings(reads, Read::variable),
                  strings(reads, read -> read.source().id()),
                  strings(reads, read -> Location.of(read.source().uri()).toString()),
                  longs(reads, Read::rows),
                  longs(reads, Read::chunks),
                  longs(reads, Read::requests),
                  longs(reads, Read::bytes),
                  ColumnData.doubles(reads.stream().mapToDouble(Read::seconds).toArray(), null))));
      reads.clear();
    }
  }

  private static ColumnData strings(List<Read> reads, Function<Read, String> value) {
    return ColumnData.strings(reads.stream().map(value).toArray(String[]::new));
  }

  private static ColumnData longs(List<Read> reads, ToLongFunction<Read> value) {
    return ColumnData.longs(reads.stream().mapToLong(value).toArray(), null);
  }
}
