package org.groundtrack.kerchunk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.groundtrack.error.BadGranuleException;
import org.groundtrack.sidecar.SidecarManifest;
import org.groundtrack.sidecar.UnsupportedStorageException;

/** The groups and arrays that Zarr metadata describe, by their keys. */
final class ZarrMetadata {
  private static final String ARRAY = ".zarray";
  private static final String ATTRIBUTES = ".zattrs";
  private static final String GROUP = ".zgroup";

  /** Gives the references of an array's chunks when they are asked for. */
  @FunctionalInterface
  interface Lookup {
    ChunkReferences of(String path, ZarrArray array) throws UnsupportedStorageException;
  }

  private final String granule;
  private final Map<String, JsonNode> entries = new LinkedHashMap<>();

  ZarrMetadata(String granule) {
    this.granule = granule;
  }

  /** Whether a key is one of metadata. */
  static boolean isMetadata(String key) {
    String name = key.substring(key.lastIndexOf('/') + 1);
    return name.equals(ARRAY) || name.equals(ATTRIBUTES) || name.equals(GROUP);
  }

  void add(String key, JsonNode value) {
    if (!value.isObject()) {
      throw new BadGranuleException(
          "[%s] its references have no object as %s: they are damaged".formatted(granule, key));
    }
    if (entries.put(key, value) != null) {
      throw new BadGranuleException(
          "[%s] its references have %s twice: they are damaged".formatted(granule, key));
    }
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }

  /** A manifest of all arrays, in the order of their metadata. */
  SidecarManifest manifest(Lookup lookup) {
    SidecarManifest manifest = new SidecarManifest(granule, "kerchunk");
    for (Map.Entry<String, JsonNode> entry : entries.entrySet()) {
      String key = entry.getKey();
      if (key.endsWith("/" + ARRAY)) {
        String path = key.substring(0, key.length() - ARRAY.length() - 1);
        JsonNode array = entry.getValue();
        JsonNode attributes =
            entries.getOrDefault(path + "/" + ATTRIBUTES, MissingNode.getInstance());
        manifest.addDataset(
            path,
            ZarrValues.attributes(attributes),
            () -> {
              ZarrArray described = ZarrArray.of(array);
              return ZarrStorage.read(
                  granule, path, described, attributes, lookup.of(path, described));
            });
      }
    }
    for (Map.Entry<String, JsonNode> entry : entries.entrySet()) {
      String key = entry.getKey();
      String path = key.contains("/") ? key.substring(0, key.lastIndexOf('/')) : "";
      boolean isArray = entries.containsKey(path.isEmpty() ? ARRAY : path + "/" + ARRAY);
      if (key.endsWith(ATTRIBUTES) && !isArray) {
        manifest.addGroupAttributes(path, ZarrValues.attributes(entry.getValue()));
      } else if (key.endsWith(GROUP) && !isArray) {
        manifest.addGroup(path);
      }
    }
    return manifest;
  }
}
