/** Outputs: what can be chosen of them, and how they are written. */
package org.groundtrack.exporter.output;
