package org.groundtrack.query;

import java.util.Map;
import org.groundtrack.granule.Dataset;
import org.groundtrack.granule.Granule;
import org.groundtrack.layout.Join;
import org.groundtrack.layout.ProductLayout;
import org.groundtrack.layout.Rate;

/**
 * The granules of another product of the same tracks, whose values rows take over.
 *
 * @param join how rows belong together
 * @param layout of the other product
 * @param rate of the other product
 * @param byGranule for the id of each granule that has one, its partner
 * @param datasets by partner's id and path, what may be wanted
 */
record Partners(
    Join join,
    ProductLayout layout,
    Rate rate,
    Map<String, Granule> byGranule,
    Map<String, Map<String, Dataset>> datasets) {}
