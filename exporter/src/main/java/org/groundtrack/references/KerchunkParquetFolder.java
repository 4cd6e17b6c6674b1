package org.groundtrack.references;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.groundtrack.parquet.ColumnData;
import org.groundtrack.parquet.ParquetTableWriter;
import org.groundtrack.parquet.Schemas;

/**
 * Kerchunk references in Parquet: a folder for each array, with files of so many chunks each, and
 * metadata in {@code .zmetadata}, of all groups at the root and of a group in its own folder. So
 * the folder of a group can be opened as if it were all.
 */
final class KerchunkParquetFolder implements ReferenceWriter {
  /** Holds the metadata. */
  static final String METADATA = ".zmetadata";

  /** References in a file; the reader loads a file as a whole. */
  static final int RECORD_SIZE = 10_000;

  private static final ParquetTableWriter.Settings SETTINGS =
      new ParquetTableWriter.Settings(3, RECORD_SIZE, Set.of());

  private static final MessageType SCHEMA =
      new MessageType(
          "references",
          Schemas.string("path", false),
          Schemas.integer("offset", 64, true, true),
          Schemas.integer("size", 64, true, true),
          Schemas.column("raw", PrimitiveTypeName.BINARY, false));

  private final Path folder;
  private final JsonGenerator all;
  private final ParentGroups parents = new ParentGroups();

  KerchunkParquetFolder(Path folder) throws IOException {
    this.folder = folder;
    this.all = begin(folder);
    all.writePOJOField(".zgroup", ZarrMetadata.group());
  }

  private static JsonGenerator begin(Path folder) throws IOException {
    JsonGenerator json = JsonFiles.generator(folder.resolve(METADATA));
    json.writeStartObject();
    json.writeNumberField("record_size", RECORD_SIZE);
    json.writeObjectFieldStart("metadata");
    return json;
  }

  private static void end(JsonGenerator json) throws IOException {
    json.writeEndObject();
    json.writeEndObject();
  }

  @Override
  public void add(ReferenceGroup group) throws IOException {
    for (String key : parents.fresh(group.path())) {
      all.writePOJOField(key + "/.zgroup", ZarrMetadata.group());
    }
    Path own = Files.createDirectories(folder.resolve(group.key()));
    try (JsonGenerator single = begin(own)) {
      single.writePOJOField(".zgroup", ZarrMetadata.group());
      metadata(single, group, ".zattrs", ZarrMetadata.attributes(group.attributes()));
      for (ReferenceArray array : group.arrays()) {
        metadata(single, group, array.name() + "/.zarray", ZarrMetadata.array(array));
        metadata(single, group, array.name() + "/.zattrs", ZarrMetadata.attributes(array));
        chunks(Files.createDirectories(own.resolve(array.name())), group.location(), array);
      }
      end(single);
    }
  }

  private void metadata(JsonGenerator single, ReferenceGroup group, String key, ObjectNode node)
      throws IOException {
    single.writePOJOField(key, node);
    all.writePOJOField(group.key() + "/" + key, node);
  }

  private static void chunks(Path folder, String location, ReferenceArray array) {
    List<long[]> ranges = new ArrayList<>();
    int[] record = new int[1];
    array.each(
        (key, offset, size) -> {
          ranges.add(new long[] {offset, size});
          if (ranges.size() == RECORD_SIZE) {
            write(folder.resolve("refs." + record[0]++ + ".parq"), location, ranges);
          }
        });
    if (!ranges.isEmpty()) {
      write(folder.resolve("refs." + record[0] + ".parq"), location, ranges);
    }
  }

  private static void write(Path file, String location, List<long[]> ranges) {
    String[] paths = new String[ranges.size()];
    Arrays.fill(paths, location);
    try (ParquetTableWriter writer = ParquetTableWriter.create(file, SCHEMA, SETTINGS)) {
      writer.append(
          writer.encode(
              paths.length,
              List.of(
                  ColumnData.strings(paths),
                  ColumnData.longs(ranges.stream().mapToLong(range -> range[0]).toArray(), null),
                  ColumnData.longs(ranges.stream().mapToLong(range -> range[1]).toArray(), null),
                  ColumnData.binaries(new byte[paths.length][]))));
      writer.finish(Map.of());
    }
    ranges.clear();
  }

  @Override
  public void finish() throws IOException {
    end(all);
  }

  @Override
  public void close() throws IOException {
    all.close();
  }
}
