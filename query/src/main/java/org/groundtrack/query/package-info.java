/** From an index and an area of interest to an export plan. */
package org.groundtrack.query;
