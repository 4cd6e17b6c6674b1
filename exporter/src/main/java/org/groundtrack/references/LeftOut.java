package org.groundtrack.references;

/**
 * Arrays of a variable that no reference can give.
 *
 * @param variable path of the dataset within its beam
 * @param reason what it is, such as {@code uses filter szip, ...}
 * @param arrays how many were left out
 * @param example granule and dataset of the first
 */
public record LeftOut(String variable, String reason, long arrays, String example) {}
