/**
 * Points in the order and the files that are wanted: sorted, also on disk, and spread over a folder
 * of files. Not for other modules.
 */
package org.groundtrack.exporter.arrange;
