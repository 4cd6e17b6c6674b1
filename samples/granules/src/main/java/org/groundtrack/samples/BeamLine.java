package org.groundtrack.samples;

/**
 * Where a beam runs beside the track.
 *
 * @param id name of its group
 * @param number from 0 in the order of the groups
 * @param leftMetres to the left of the track, negative to the right
 * @param delaySeconds how much later than the track's time it lights a place
 * @param strong whether it is strong, or of full power
 */
record BeamLine(String id, int number, double leftMetres, double delaySeconds, boolean strong) {}
