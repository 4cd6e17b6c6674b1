/**
 * Sample granules: structure true to NASA's, content synthetic and marked so.
 *
 * <p>Start at {@link org.groundtrack.samples.SampleCollection} for a folder of granules over an
 * area, at {@link org.groundtrack.samples.Atl06Generator} for one of ATL06, or at {@link
 * org.groundtrack.samples.GranuleGenerator} for one of another product. The area {@code
 * greenland.geojson} of {@code samples/aoi} is a resource of this package.
 */
package org.groundtrack.samples;
