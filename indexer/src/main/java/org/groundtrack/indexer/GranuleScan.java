package org.groundtrack.indexer;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.groundtrack.granule.Dataset;
import org.groundtrack.granule.Granule;
import org.groundtrack.index.CoverageTable;
import org.groundtrack.index.ZoneColumn;
import org.groundtrack.layout.ProductLayout;

/**
 * What one granule adds to an index.
 *
 * @param layout of its product
 * @param granule the granule
 * @param datasets its chunk manifest
 * @param coverage the cells that its chunks touch
 * @param cost what reading it took
 * @param places by the names of zones, the variables that they are in it
 * @param notes what it does without, a line each without its name
 * @param unusableSidecar why its sidecar was not used, though there is one
 */
record GranuleScan(
    ProductLayout layout,
    Granule granule,
    List<Dataset> datasets,
    CoverageTable coverage,
    Cost cost,
    Map<String, ZoneColumn.Place> places,
    List<String> notes,
    Optional<String> unusableSidecar) {

  GranuleScan(
      ProductLayout layout,
      Granule granule,
      List<Dataset> datasets,
      CoverageTable coverage,
      Cost cost,
      Map<String, ZoneColumn.Place> places,
      List<String> notes) {
    this(layout, granule, datasets, coverage, cost, places, notes, Optional.empty());
  }

  /** The same, with a sidecar that was not used. */
  GranuleScan withUnusableSidecar(String reason) {
    return new GranuleScan(
        layout, granule, datasets, coverage, cost, places, notes, Optional.of(reason));
  }

  /**
   * What reading a granule took.
   *
   * @param manifestRequests requests until its chunk manifest was known
   * @param manifestBytes bytes of them
   * @param requests all requests
   * @param bytes all bytes
   * @param zoneBytes those of values that are read for zones alone, or nearly
   */
  record Cost(
      long manifestRequests, long manifestBytes, long requests, long bytes, long zoneBytes) {}
}
