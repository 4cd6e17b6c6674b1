/**
 * HDF5 metadata through jHDF. All that depends on jHDF's internals is in this package; {@code
 * Hdf5ManifestTest} fails when a new version of jHDF changes them.
 */
package org.groundtrack.hdf5;
