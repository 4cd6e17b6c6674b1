/** From granules to an index. */
package org.groundtrack.indexer;
