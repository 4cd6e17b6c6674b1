package org.groundtrack.samples;

import io.jhdf.api.DatasetCreationOptions;
import io.jhdf.api.WritableDataset;
import io.jhdf.api.WritableGroup;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.UUID;

/** Writes what a granule says of itself outside its beams. */
final class GranuleMetadata {
  private static final DateTimeFormatter UTC =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final double GPS_SECONDS_AT_EPOCH = 1198800018;
  private static final int SECONDS_PER_WEEK = 604_800;
  private static final String TIME_UNITS = "seconds since 2018-01-01";
  private static final String NOTICE =
      "Synthetic sample data made by Groundtrack; not a measurement; do not cite";

  private final GranuleFacts facts;
  private final GranuleExtent extent;
  private final String start;
  private final String end;
  private final String uuid;

  GranuleMetadata(GranuleFacts facts, GranuleExtent extent) {
    this.facts = facts;
    this.extent = extent;
    this.start = utc(extent.start);
    this.end = utc(extent.end);
    byte[] identity = (facts.fileName() + facts.seed()).getBytes(StandardCharsets.UTF_8);
    this.uuid = UUID.nameUUIDFromBytes(identity).toString();
  }

  void writeRoot(WritableGroup root) {
    String release = release();
    text(root, "groundtrack_synthetic", "true");
    text(root, "title", "SYNTHETIC " + facts.product() + " sample, made by Groundtrack");
    text(
        root,
        "summary",
        "%s. Structure of %s, %s.".formatted(NOTICE, facts.product(), facts.content()));
    text(
        root,
        "description",
        "%s. %s in the structure of %s.".formatted(NOTICE, facts.subject(), facts.product()));
    text(root, "citation", NOTICE);
    // The time of the data, not of writing: equal specs give equal bytes.
    text(root, "date_created", end);
    text(root, "history", end + ";" + uuid + ";Made by Groundtrack's sample generator");
    text(root, "license", "Apache-2.0, as Groundtrack");
    text(root, "granule_type", facts.product());
    text(root, "short_name", facts.product());
    text(root, "level", facts.level());
    text(root, "processing_level", facts.level());
    text(root, "Conventions", "CF-1.6");
    text(root, "data_rate", "Attributes of the granule as a whole.");
    text(root, "date_type", "UTC");
    text(root, "time_type", "CCSDS UTC-A");
    text(root, "featureType", "trajectory");
    text(root, "contributor_name", "Groundtrack");
    text(root, "contributor_role", "Generator of sample data");
    text(root, "creator_name", "Groundtrack");
    text(root, "institution", "none: synthetic data");
    text(root, "publisher_name", "none: synthetic data");
    text(root, "hdfversion", "jHDF");
    text(root, "identifier_product_type", facts.product());
    text(root, "identifier_file_product_type", facts.product());
    text(root, "identifier_product_doi", "10.5067/ATLAS/" + facts.product() + "." + release);
    text(root, "identifier_product_doi_authority", "http://dx.doi.org");
    text(root, "identifier_product_format_version", "6.0");
    text(root, "identifier_file_uuid", uuid);
    text(root, "naming_authority", "http://dx.doi.org");
    text(root, "standard_name_vocabulary", "CF-1.6");
    text(root, "spatial_coverage_type", "Horizontal");
    text(root, "geospatial_lat_units", "degrees_north");
    text(root, "geospatial_lon_units", "degrees_east");
    text(root, "instrument", "ATLAS > Advanced Topographic Laser Altimeter System");
    text(root, "platform", "ICESat-2 > Ice, Cloud, and land Elevation Satellite-2");
    text(root, "project", "ICESat-2 > Ice, Cloud, and land Elevation Satellite-2");
    text(root, "source", "Simulation");
    text(root, "keywords", "EARTH SCIENCE > CRYOSPHERE > GLACIERS/ICE SHEETS > SYNTHETIC");
    text(root, "keywords_vocabulary", "NASA/GCMD Science Keywords");
    text(root, "references", "http://nsidc.org/data/icesat2/data.html");
    text(root, "time_coverage_start", start);
    text(root, "time_coverage_end", end);
    root.putAttribute("time_coverage_duration", Math.ceil(extent.end - extent.start));
    root.putAttribute("geospatial_lat_min", extent.south);
    root.putAttribute("geospatial_lat_max", extent.north);
    root.putAttribute("geospatial_lon_min", extent.west);
    root.putAttribute("geospatial_lon_max", extent.east);
  }

  void writeOrbitInfo(WritableGroup group) {
    group.putAttribute("Description", "The orbit: the same for all beams and all of the granule.");
    group.putAttribute("data_rate", "One row for each orbit and orientation of the granule.");
    GroundTrack track = facts.track();
    orbit(group, "crossing_time", new double[] {track.nodeDeltaTimeSeconds()}, TIME_UNITS)
        .putAttribute("description", "Time at the ascending node, in GPS seconds since the epoch.");
    orbit(group, "cycle_number", new byte[] {(byte) track.cycle()}, "counts")
        .putAttribute("description", "Repeat cycle of the reference ground tracks, from 1.");
    orbit(group, "lan", new double[] {track.nodeLonDegrees()}, "degrees_east")
        .putAttribute("description", "Longitude of the ascending node.");
    WritableDataset orbitNumber =
        group.putDataset(
            "orbit_number",
            new short[] {(short) track.orbitNumber()},
            DatasetCreationOptions.builder().chunkDimensions(1).unsigned().build());
    orbitNumber.putAttribute("units", "1");
    orbitNumber.putAttribute("description", "Number of the orbit, counted from launch.");
    orbit(group, "rgt", new short[] {(short) track.rgt()}, "counts")
        .putAttribute("description", "Reference ground track, 1 to 1387.");
    int turns = facts.turns().size();
    byte[] codes = new byte[1 + turns];
    double[] since = new double[1 + turns];
    codes[0] = (byte) facts.orientation().ordinal();
    // The spacecraft turns a few times a year; the first mark is set at the start of the orbit.
    since[0] = track.nodeDeltaTimeSeconds();
    for (int i = 0; i < turns; i++) {
      Turn turn = facts.turns().get(i);
      codes[1 + i] = (byte) turn.to().ordinal();
      since[1 + i] = extent.start + turn.at() * (extent.end - extent.start);
    }
    WritableDataset orientation = orbit(group, "sc_orient", codes, "1");
    orientation.putAttribute("description", "Which way the spacecraft flies.");
    orientation.putAttribute("flag_meanings", "backward forward transition");
    orientation.putAttribute("flag_values", new byte[] {0, 1, 2});
    orbit(group, "sc_orient_time", since, TIME_UNITS)
        .putAttribute("description", "Time of the last change of the orientation.");
  }

  void writeAncillaryData(WritableGroup group) {
    group.putAttribute("Description", "Constants and bounds of the granule.");
    group.putAttribute("data_rate", "Data of the granule as a whole.");
    GroundTrack track = facts.track();
    String epoch = "seconds since 1980-01-06T00:00:00.000000Z";
    constant(group, "atlas_sdp_gps_epoch", new double[] {GPS_SECONDS_AT_EPOCH}, epoch);
    constant(group, "control", new String[] {NOTICE}, "1");
    constant(group, "release", new String[] {release()}, "1");
    constant(
        group, "version", new String[] {String.format(Locale.ROOT, "%02d", facts.revision())}, "1");
    constant(group, "qa_at_interval", new double[] {0}, "seconds/cell");
    boundary(group, "start", extent.start, start, extent.firstSegment, track);
    boundary(group, "end", extent.end, end, extent.lastSegment, track);
  }

  /** Settings of the algorithm of ATL06, as NASA's granules have them. */
  static void writeConstants(WritableGroup group) {
    group.putAttribute("Description", "Constants of the land-ice algorithm.");
    constant(group, "dt_hist", new double[] {2.5e-11}, "seconds");
    constant(group, "fit_maxiter", new int[] {25}, "1");
    constant(group, "fpb_maxiter", new int[] {20}, "1");
    constant(group, "max_res_ids", new int[] {10}, "1");
    constant(group, "maxiter", new int[] {50}, "counts");
    constant(group, "min_dist", new float[] {17}, "meters");
    constant(group, "min_gain_th", new float[] {0.0325f}, "1");
    constant(group, "min_n_pe", new int[] {10}, "1");
    constant(group, "min_n_sel", new int[] {10}, "1");
    constant(group, "min_signal_conf", new int[] {2}, "1");
    constant(group, "n_hist", new int[] {5000}, "1");
    constant(group, "n_sigmas", new float[] {6}, "1");
    constant(group, "nhist_bins", new int[] {1000}, "1");
    constant(group, "proc_interval", new int[] {10_000}, "seconds");
    constant(group, "rbin_width", new float[] {0.01f}, "meters");
    constant(group, "sigma_beam", new float[] {4.25f}, "meters");
    constant(group, "sigma_tx", new float[] {6.8e-10f}, "seconds");
    constant(group, "t_dead", new double[] {3.2e-9}, "seconds");
    constant(group, "win_nsig", new float[] {4, 4}, "1");
  }

  void writeMetadata(WritableGroup group) {
    group.putAttribute("Description", "What a catalogue needs to know, after ISO 19115.");
    WritableGroup acquisition = group.putGroup("AcquisitionInformation");
    WritableGroup lidar = acquisition.putGroup("lidar");
    text(lidar, "identifier", "ATLAS");
    text(lidar, "type", "Laser Altimeter");
    text(lidar, "pulse_rate", "10000 pps");
    text(lidar, "wavelength", "532 nm");
    WritableGroup platform = acquisition.putGroup("platform");
    text(platform, "identifier", "ICESat-2");
    text(platform, "type", "Spacecraft");
    WritableGroup dataset = group.putGroup("DatasetIdentification");
    text(dataset, "fileName", facts.fileName());
    text(dataset, "shortName", facts.product());
    text(dataset, "VersionID", release());
    text(dataset, "uuid", uuid);
    text(dataset, "creationDate", end);
    text(dataset, "spatialRepresentationType", "along-track");
    text(dataset, "abstract", NOTICE);
    WritableGroup bounds = group.putGroup("Extent");
    bounds.putAttribute("westBoundLongitude", extent.west);
    bounds.putAttribute("eastBoundLongitude", extent.east);
    bounds.putAttribute("southBoundLatitude", extent.south);
    bounds.putAttribute("northBoundLatitude", extent.north);
    text(bounds, "rangeBeginningDateTime", start);
    text(bounds, "rangeEndingDateTime", end);
    WritableGroup lineage = group.putGroup("Lineage");
    text(lineage, "statement", NOTICE);
    WritableGroup series = group.putGroup("SeriesIdentification");
    text(series, "shortName", facts.product());
    text(series, "VersionID", release());
  }

  void writeQuality(WritableGroup group) {
    group.putAttribute("Description", "Outcome of the checks of the granule.");
    constant(group, "qa_granule_fail_reason", new int[] {0}, "1");
    constant(group, "qa_granule_pass_fail", new int[] {0}, "1");
  }

  private void boundary(
      WritableGroup group, String edge, double time, String utc, int segment, GroundTrack track) {
    double gps = GPS_SECONDS_AT_EPOCH + time;
    int week = (int) (gps / SECONDS_PER_WEEK);
    constant(group, "data_" + edge + "_utc", new String[] {utc}, "1");
    constant(group, "granule_" + edge + "_utc", new String[] {utc}, "1");
    constant(group, edge + "_cycle", new int[] {track.cycle()}, "1");
    constant(group, edge + "_delta_time", new double[] {time}, TIME_UNITS);
    constant(group, edge + "_geoseg", new int[] {segment}, "1");
    constant(
        group, edge + "_gpssow", new double[] {gps - (double) week * SECONDS_PER_WEEK}, "seconds");
    constant(group, edge + "_gpsweek", new int[] {week}, "weeks from 1980-01-06");
    constant(group, edge + "_orbit", new int[] {track.orbitNumber()}, "1");
    constant(group, edge + "_region", new int[] {track.region(segment)}, "1");
    constant(group, edge + "_rgt", new int[] {track.rgt()}, "1");
  }

  private static WritableDataset orbit(
      WritableGroup group, String name, Object values, String units) {
    DatasetCreationOptions.Builder options = DatasetCreationOptions.builder().chunkDimensions(1);
    if (name.equals("lan")) {
      // The only filtered dataset of the group in NASA's granules.
      options.deflate(6);
    }
    WritableDataset dataset = group.putDataset(name, values, options.build());
    dataset.putAttribute("units", units);
    dataset.putAttribute("contentType", "referenceInformation");
    return dataset;
  }

  private static void constant(WritableGroup group, String name, Object values, String units) {
    WritableDataset dataset = group.putDataset(name, values);
    dataset.putAttribute("units", units);
    dataset.putAttribute("contentType", "auxiliaryInformation");
    dataset.putAttribute("long_name", name.replace('_', ' '));
  }

  private static void text(WritableGroup group, String name, String value) {
    group.putAttribute(name, value);
  }

  private String release() {
    return String.format(Locale.ROOT, "%03d", facts.release());
  }

  private static String utc(double deltaTimeSeconds) {
    Instant instant = GroundTrack.utc(deltaTimeSeconds);
    return UTC.format(instant);
  }
}
