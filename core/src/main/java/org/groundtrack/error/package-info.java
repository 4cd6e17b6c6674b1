/** Failures that Groundtrack foresees, each with its exit code. */
package org.groundtrack.error;
