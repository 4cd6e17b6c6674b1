package org.groundtrack.granule;

/**
 * One laser track in a granule.
 *
 * @param name such as {@code gt1l}
 * @param strength {@code strong} or {@code weak}; {@code null} where it is not known, as while the
 *     spacecraft turns
 * @param spot number of the laser spot, or {@code null}
 * @param rows rows of the indexed rate (at least 0)
 */
public record Beam(String name, String strength, Integer spot, long rows) {}
