/** Granules of a product over an area, by NASA's Common Metadata Repository (CMR). */
package org.groundtrack.search;
