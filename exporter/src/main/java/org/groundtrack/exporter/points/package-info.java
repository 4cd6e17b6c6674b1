/** Points as columns: what is decoded, and what outputs are written from. Not for other modules. */
package org.groundtrack.exporter.points;
