package org.groundtrack.references;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.groundtrack.error.UsageException;
import org.groundtrack.layout.NearestName;

/** How references are written. */
public enum ReferenceFormat {
  /** Kerchunk JSON of version 1: one file, or a folder with a file for each group. */
  KERCHUNK_JSON,
  /** Kerchunk Parquet: a folder. */
  KERCHUNK_PARQUET,
  /** Metadata of Zarr version 3 and a chunk manifest for each array: one file. */
  VIRTUALIZARR;

  private final String label = name().toLowerCase(Locale.ROOT).replace('_', '-');

  /** The name as users write it, such as {@code kerchunk-json}. */
  public String label() {
    return label;
  }

  /** Tells if it is written as JSON. */
  public boolean isJson() {
    return this != KERCHUNK_PARQUET;
  }

  /** All names, as users write them. */
  public static List<String> labels() {
    return Arrays.stream(values()).map(ReferenceFormat::label).toList();
  }

  /**
   * The format with a label.
   *
   * @throws UsageException if there is none
   */
  public static ReferenceFormat ofLabel(String label) {
    return Arrays.stream(values())
        .filter(format -> format.label.equalsIgnoreCase(label))
        .findFirst()
        .orElseThrow(
            () ->
                new UsageException(
                    "'%s' is no format of references: %s"
                        .formatted(label, NearestName.hint(label, labels()))));
  }

  /** The format that the ending of an output means, if it means one. */
  public static Optional<ReferenceFormat> ofEnding(Path output) {
    String name = String.valueOf(output.getFileName()).toLowerCase(Locale.ROOT);
    if (name.endsWith(".json")) {
      return Optional.of(KERCHUNK_JSON);
    }
    return name.endsWith(".parq") || name.endsWith(".parquet")
        ? Optional.of(KERCHUNK_PARQUET)
        : Optional.empty();
  }
}
