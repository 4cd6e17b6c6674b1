/** Outputs: formats, files, folders. Not for other modules. */
package org.groundtrack.exporter.output;
