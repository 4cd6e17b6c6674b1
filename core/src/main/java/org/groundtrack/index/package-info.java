/** The index on disk; docs/index-format.md specifies it. */
package org.groundtrack.index;
