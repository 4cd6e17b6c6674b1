/** Bytes of remote objects that are kept on disk between runs. */
package org.groundtrack.cache;
