package org.groundtrack.geo;

/** How edges of polygons are meant that are wider than half the earth. */
enum Edges {
  /** As the numbers say, however wide. */
  AS_WRITTEN,
  /** As people write them: a ring's direction tells which way round; see {@link AoiNormaliser}. */
  TEXT,
  /** Always the short way; a ring has its inside to its left. */
  SHORT
}
