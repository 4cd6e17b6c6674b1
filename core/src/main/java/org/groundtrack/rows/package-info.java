/**
 * Rows of datasets: which chunks hold them, and how their positions, times and values are read.
 * Indexing and exporting read them in the same way.
 */
package org.groundtrack.rows;
