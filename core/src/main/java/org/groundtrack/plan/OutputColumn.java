package org.groundtrack.plan;

import org.groundtrack.granule.ElementType;

/**
 * A column that the plan's variables fill.
 *
 * @param name in the output
 * @param path of the dataset, relative to the beam
 * @param type of the elements, the same in all granules
 * @param units as the granules give them, or {@code null}
 * @param description as the granules give it, or {@code null}
 * @param trailing whether it stands after the columns that describe the granule
 */
public record OutputColumn(
    String name,
    String path,
    ElementType type,
    String units,
    String description,
    boolean trailing) {}
