/** From an export plan to points. */
package org.groundtrack.exporter;
