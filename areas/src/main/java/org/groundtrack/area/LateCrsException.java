package org.groundtrack.area;

/** A document states its CRS only after geometries in it: it is to be read again, knowing it. */
final class LateCrsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String crs;

  LateCrsException(String crs) {
    super(crs, null, false, false);
    this.crs = crs;
  }

  String crs() {
    return crs;
  }
}
