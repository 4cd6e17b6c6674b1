package org.groundtrack.references;

import java.io.IOException;
import java.nio.file.Path;

/** All groups as kerchunk references in one JSON file. */
final class KerchunkJsonFile implements ReferenceWriter {
  private final ConsolidatedMetadata metadata;
  private final KerchunkJson json;
  private final ParentGroups parents = new ParentGroups();

  KerchunkJsonFile(Path file) throws IOException {
    metadata = new ConsolidatedMetadata(file.resolveSibling(file.getFileName() + ".zmetadata"));
    json = new KerchunkJson(file, metadata);
    json.metadata(".zgroup", ZarrMetadata.group());
  }

  @Override
  public void add(ReferenceGroup group) throws IOException {
    for (String key : parents.fresh(group.path())) {
      json.metadata(key + "/.zgroup", ZarrMetadata.group());
    }
    json.members(group.key() + "/", group);
  }

  @Override
  public void finish() throws IOException {
    json.finish();
  }

  @Override
  public void close() throws IOException {
    try (metadata) {
      json.close();
    }
  }
}
