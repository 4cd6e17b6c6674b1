package org.groundtrack.sidecar;

/**
 * A sidecar says of a dataset what can't be read, or too little to read it without a guess. Such a
 * dataset is left out; the rest of the granule is of use.
 */
public final class UnsupportedStorageException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * @param why completes "the dataset ..."
   */
  public UnsupportedStorageException(String why) {
    super(why);
  }
}
