/** Undoing the filter pipelines of chunks. */
package org.groundtrack.codec;
