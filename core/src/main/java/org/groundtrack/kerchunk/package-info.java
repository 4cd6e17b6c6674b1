/** Chunk manifests from kerchunk references: Zarr metadata, and where each chunk's bytes are. */
package org.groundtrack.kerchunk;
