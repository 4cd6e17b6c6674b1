/** Areas of interest out of files of many formats and reference systems. */
package org.groundtrack.area;
