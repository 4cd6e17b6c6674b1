/** Granules: their products, beams, datasets and chunk manifests. */
package org.groundtrack.granule;
