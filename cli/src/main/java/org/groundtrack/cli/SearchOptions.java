package org.groundtrack.cli;

import java.util.List;
import org.groundtrack.error.UsageException;
import org.groundtrack.layout.ProductLayouts;
import org.groundtrack.plan.GranuleFilter;
import org.groundtrack.plan.TrackNumber;
import org.groundtrack.search.GranuleSearch;
import org.groundtrack.search.SearchQuery;
import org.groundtrack.search.SearchResult;
import org.groundtrack.search.SearchSettings;
import org.groundtrack.source.Location;
import org.groundtrack.source.Sources;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Which granules are looked for in NASA's catalogue. */
class SearchOptions {
  @ArgGroup(exclusive = false, multiplicity = "0..1")
  private AreaOptions area;

  @Option(
      names = "--version",
      paramLabel = "VERSION",
      description = "The version of the product, such as 006 or 6; default: the newest.")
  private String version;

  @Option(
      names = "--provider",
      paramLabel = "ID",
      description =
          "Who holds the granules, such as NSIDC_CPRD; default: a provider in Earthdata's cloud.")
  private String provider;

  @Option(
      names = "--start",
      paramLabel = "TIME",
      description = "Only granules from then on (UTC): 2019-06-01 or 2019-06-01T12:00:00Z.")
  private String start;

  @Option(
      names = "--end",
      paramLabel = "TIME",
      description = "Only granules before then (UTC); a date alone counts in full.")
  private String end;

  @Option(
      names = "--rgt",
      paramLabel = "RGTS",
      description = "Only these reference ground tracks of ICESat-2: 277,300-310.")
  private String rgt;

  @Option(
      names = "--cycle",
      paramLabel = "CYCLES",
      description = "Only these 91-day cycles of ICESat-2: 3-6.")
  private String cycle;

  @Option(
      names = "--region",
      paramLabel = "REGIONS",
      description = "Only these regions of ICESat-2, 1 to 14.")
  private String region;

  @Option(
      names = "--orbit",
      paramLabel = "ORBITS",
      description = "Only these orbits of GEDI, by the granules' names.")
  private String orbit;

  @Option(
      names = "--granules",
      split = ",",
      paramLabel = "GLOB",
      description =
          "Only granules of such names: 'ATL06_2019*'. * stands for any characters, ? for one.")
  private List<String> granules = List.of();

  @Option(
      names = "--generous",
      description =
          "Widen the area by what footprints in the catalogue are known to miss of the product: a"
              + " degree for most, 90 degrees of longitude for ATL13. What is found are candidates; the"
              + " index decides exactly.")
  private boolean generous;

  @Option(
      names = "--s3",
      description = "Give s3: URIs, for machines in the archive's region, instead of https: URLs.")
  private boolean s3;

  @Option(
      names = "--cmr",
      paramLabel = "URL",
      description = "The catalogue's search API; default: ${DEFAULT-VALUE}.")
  private String cmr = SearchSettings.DEFAULT.cmr().uri();

  /**
   * Searches.
   *
   * @param product short name
   * @throws UsageException if all granules of the product are asked for
   */
  SearchResult search(String product, ProductLayouts layouts, Sources opener) {
    if (area != null && area.areFeaturesAsked()) {
      throw new UsageException(
          "--per-feature and --feature-id are for points: granules over any feature are found");
    }
    SearchQuery query =
        SearchQuery.of(product)
            .ofVersion(version)
            .heldBy(provider)
            .within(area == null ? null : area.read(opener))
            .during(FilterOptions.time(start, end))
            .matching(filter())
            .by(s3 ? SearchQuery.Access.S3 : SearchQuery.Access.HTTPS)
            .generously(generous);
    if (query.aoi() == null && generous) {
      throw new UsageException("--generous widens an area: give --aoi or --bbox too");
    }
    if (query.aoi() == null
        && query.time().isAll()
        && query.granules().equals(GranuleFilter.NEWEST)) {
      throw new UsageException(
          "All granules of %s are asked for: give an area (--aoi, --bbox), a time (--start, --end), tracks or names"
              .formatted(product));
    }
    SearchSettings settings = SearchSettings.DEFAULT.at(Location.of(cmr));
    return new GranuleSearch(opener, settings, layouts).find(query);
  }

  private GranuleFilter filter() {
    return GranuleFilter.NEWEST
        .of(TrackNumber.RGT, FilterOptions.numbers("rgt", rgt))
        .of(TrackNumber.CYCLE, FilterOptions.numbers("cycle", cycle))
        .of(TrackNumber.REGION, FilterOptions.numbers("region", region))
        .of(TrackNumber.ORBIT, FilterOptions.numbers("orbit", orbit))
        .named(granules);
  }
}
