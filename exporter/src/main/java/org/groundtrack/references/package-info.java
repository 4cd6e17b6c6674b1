/** A plan as references to the chunks that it selects, for Zarr, xarray and VirtualiZarr. */
package org.groundtrack.references;
