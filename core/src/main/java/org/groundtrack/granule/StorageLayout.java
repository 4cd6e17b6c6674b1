package org.groundtrack.granule;

import java.util.Locale;

/** How a dataset's elements lie in its granule. */
public enum StorageLayout {
  /** In chunks of one shape, each filtered on its own. */
  CHUNKED,
  /** In one run of bytes, unfiltered. */
  CONTIGUOUS,
  /** In the metadata itself, unfiltered; the manifest carries the bytes. */
  COMPACT;

  private final String label = name().toLowerCase(Locale.ROOT);

  /** The name as the index writes it, such as {@code chunked}. */
  public String label() {
    return label;
  }

  /**
   * The layout with a label.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static StorageLayout ofLabel(String label) {
    for (StorageLayout layout : values()) {
      if (layout.label.equals(label)) {
        return layout;
      }
    }
    throw new IllegalArgumentException("No storage layout is called '" + label + "'");
  }
}
