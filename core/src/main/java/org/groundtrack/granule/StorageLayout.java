package org.groundtrack.granule;

/** How a dataset's elements lie in its granule. */
public enum StorageLayout {
  /** In chunks of one shape, each filtered on its own. */
  CHUNKED,
  /** In one run of bytes, unfiltered. */
  CONTIGUOUS,
  /** In the metadata itself, unfiltered; the manifest carries the bytes. */
  COMPACT
}
