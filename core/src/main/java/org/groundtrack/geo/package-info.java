/** Areas of interest, and the H3 cells that cover them. */
package org.groundtrack.geo;
