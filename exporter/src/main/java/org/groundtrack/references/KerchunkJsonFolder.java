package org.groundtrack.references;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Kerchunk references in JSON files, one for each group, whose arrays stand at the root. */
final class KerchunkJsonFolder implements ReferenceWriter {
  /** Lists the files of all groups. */
  static final String LIST = "groups.json";

  private final Path folder;
  private final JsonGenerator list;

  KerchunkJsonFolder(Path folder) throws IOException {
    this.folder = folder;
    this.list = JsonFiles.generator(folder.resolve(LIST));
    list.writeStartObject();
    list.writeObjectFieldStart("groups");
  }

  @Override
  public void add(ReferenceGroup group) throws IOException {
    String name = group.key() + ".json";
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    try (KerchunkJson json = new KerchunkJson(file, null)) {
      json.metadata(".zgroup", ZarrMetadata.group());
      json.members("", group);
      json.finish();
    }
    list.writeStringField(group.key(), name);
  }

  @Override
  public void finish() throws IOException {
    list.writeEndObject();
    list.writeEndObject();
  }

  @Override
  public void close() throws IOException {
    list.close();
  }
}
