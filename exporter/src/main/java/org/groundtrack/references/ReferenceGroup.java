package org.groundtrack.references;

import java.util.List;
import java.util.Map;
import org.groundtrack.error.BadGranuleException;

/**
 * Arrays that belong together: those of one rate of a beam.
 *
 * @param path names from the root: granule, beam, rate
 * @param location where the bytes are: an absolute path, or an {@code https:} or {@code s3:} URI
 * @param attributes what is said of all arrays
 * @param arrays in order, each of another name
 */
record ReferenceGroup(
    List<String> path,
    String location,
    Map<String, Object> attributes,
    List<ReferenceArray> arrays) {
  ReferenceGroup {
    path = List.copyOf(path);
    arrays = List.copyOf(arrays);
    for (String name : path) {
      checkName(path.get(0), name);
    }
    for (ReferenceArray array : arrays) {
      checkName(array.dataset().path(), array.name());
    }
  }

  /** The path as Zarr writes it. */
  String key() {
    return String.join("/", path);
  }

  /** Names come out of an index, which may be somebody else's, and become names of files. */
  private static void checkName(String what, String name) {
    if (name.isEmpty()
        || name.startsWith(".")
        || name.chars().anyMatch(c -> c == '/' || c == '\\' || Character.isISOControl(c))) {
      throw new BadGranuleException(
          "[%s] '%s' can't be the name of a group or array: use 'groundtrack export'"
              .formatted(what, name));
    }
  }
}
