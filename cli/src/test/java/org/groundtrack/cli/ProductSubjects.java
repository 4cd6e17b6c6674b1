package org.groundtrack.cli;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.Stream;
import org.groundtrack.samples.SampleProduct;

/**
 * What can be exported of each product, with an oracle for each column: whole arrays, and what
 * users' guides say of how they belong together.
 */
final class ProductSubjects {
  private static final int PIECES = 5;

  private ProductSubjects() {}

  /** The value of a column in a row, as text. */
  interface Values {
    String at(int row);
  }

  /** Reads a column's values with whole arrays. */
  interface Oracle {
    Values of(Granule granule, String beam);
  }

  record Column(String name, Oracle oracle) {}

  /** A granule, and those of other products that belong to it. */
  record Granule(WholeArrays own, Map<SampleProduct, WholeArrays> partners) {}

  /**
   * What is exported.
   *
   * @param time dataset of the times of rows; {@code null} if rows have none of their own
   * @param pieces elements of the position datasets that are rows of their own
   * @param needs dataset that is 0 in rows without a position of their own, or {@code null}
   * @param extra variables beside the default ones
   * @param partners products whose granules are indexed too, now and then
   */
  record Subject(
      SampleProduct product,
      String rate,
      String longitude,
      String latitude,
      String time,
      int pieces,
      String needs,
      List<Column> columns,
      List<String> extra,
      List<SampleProduct> partners) {
    @Override
    public String toString() {
      return product + " " + rate;
    }
  }

  /** All of them. */
  static Stream<Subject> all() {
    return Stream.of(
        new Subject(
            SampleProduct.ATL03,
            "photons",
            "heights/lon_ph",
            "heights/lat_ph",
            "heights/delta_time",
            1,
            null,
            List.of(
                own("h_ph", "heights/h_ph"),
                own("signal_conf_ph", "heights/signal_conf_ph"),
                element("signal_conf_land_ice", "heights/signal_conf_ph", 3),
                ofSegment("segment_id", "geolocation/segment_id"),
                classOfLand("classed_pc_flag"),
                ofBathymetry("class_ph"),
                ofBathymetry("ortho_h")),
            List.of("signal_conf_land_ice"),
            List.of(SampleProduct.ATL08, SampleProduct.ATL24)),
        new Subject(
            SampleProduct.ATL03,
            "segments",
            "geolocation/reference_photon_lon",
            "geolocation/reference_photon_lat",
            "geolocation/delta_time",
            1,
            "geolocation/segment_ph_cnt",
            List.of(
                own("segment_id", "geolocation/segment_id"),
                own("segment_ph_cnt", "geolocation/segment_ph_cnt")),
            List.of(),
            List.of()),
        subject(
            SampleProduct.ATL07,
            "sea_ice_segments",
            "sea_ice_segments/",
            own("height_segment_height", "sea_ice_segments/heights/height_segment_height"),
            own("height_segment_id", "sea_ice_segments/height_segment_id")),
        new Subject(
            SampleProduct.ATL08,
            "land_segments",
            "land_segments/longitude",
            "land_segments/latitude",
            "land_segments/delta_time",
            1,
            null,
            List.of(
                own("h_canopy", "land_segments/canopy/h_canopy"),
                own("n_te_photons", "land_segments/terrain/n_te_photons"),
                own("canopy_h_metrics", "land_segments/canopy/canopy_h_metrics")),
            List.of("canopy_h_metrics"),
            List.of()),
        new Subject(
            SampleProduct.ATL08,
            "segments_20m",
            "land_segments/longitude_20m",
            "land_segments/latitude_20m",
            "land_segments/delta_time",
            PIECES,
            null,
            List.of(
                piece("h_canopy_20m", "land_segments/canopy/h_canopy_20m"),
                piece("h_te_best_fit_20m", "land_segments/terrain/h_te_best_fit_20m"),
                ofPieces("segment_id_beg", "land_segments/segment_id_beg")),
            List.of(),
            List.of()),
        subject(
            SampleProduct.ATL10,
            "freeboard_segment",
            "freeboard_segment/",
            own("beam_fb_height", "freeboard_segment/beam_fb_height"),
            own("height_segment_id", "freeboard_segment/height_segment_id")),
        subject(SampleProduct.ATL10, "leads", "leads/", own("lead_height", "leads/lead_height")),
        subject(
            SampleProduct.ATL10,
            "reference_surface_section",
            "reference_surface_section/",
            own("beam_refsurf_height", "reference_surface_section/beam_refsurf_height")),
        new Subject(
            SampleProduct.ATL11,
            "reference_points",
            "longitude",
            "latitude",
            null,
            1,
            null,
            List.of(
                own("h_corr", "h_corr"),
                own("delta_time", "delta_time"),
                element("h_corr_8", "h_corr", 8),
                own("ref_pt", "ref_pt")),
            List.of("h_corr[8]"),
            List.of()),
        subject(
            SampleProduct.ATL11,
            "crossing_tracks",
            "crossing_track_data/",
            own("h_corr", "crossing_track_data/h_corr"),
            own("crossing_rgt", "crossing_track_data/rgt")),
        subject(
            SampleProduct.ATL12,
            "ssh_segments",
            "ssh_segments/",
            own("h", "ssh_segments/heights/h"),
            own("first_geoseg", "ssh_segments/stats/first_geoseg")),
        new Subject(
            SampleProduct.ATL13,
            "segments",
            "segment_lon",
            "segment_lat",
            "delta_time",
            1,
            null,
            List.of(own("ht_ortho", "ht_ortho"), filled("atl13refid", "atl13refid", "0")),
            List.of(),
            List.of()),
        new Subject(
            SampleProduct.ATL24,
            "photons",
            "lon_ph",
            "lat_ph",
            "delta_time",
            1,
            null,
            List.of(own("ortho_h", "ortho_h"), own("class_ph", "class_ph")),
            List.of(),
            List.of()),
        new Subject(
            SampleProduct.GEDI01_B,
            "shots",
            "geolocation/longitude_bin0",
            "geolocation/latitude_bin0",
            "geolocation/delta_time",
            1,
            null,
            List.of(
                own("shot_number", "shot_number"),
                own("elevation_bin0", "geolocation/elevation_bin0"),
                flat("rxwaveform", "rxwaveform", "rx_sample_start_index", "rx_sample_count"),
                transposed("surface_type_sea_ice", "geolocation/surface_type", 2)),
            List.of("surface_type_sea_ice"),
            List.of()),
        shots(
            SampleProduct.GEDI02_A,
            "",
            List.of(),
            own("elev_lowestmode", "elev_lowestmode"),
            element("rh_98", "rh", 98)),
        shots(
            SampleProduct.GEDI02_B,
            "geolocation/",
            List.of("pgap_theta_z"),
            own("cover", "cover"),
            own("rh100", "rh100"),
            flat("pgap_theta_z", "pgap_theta_z", "rx_sample_start_index", "rx_sample_count")),
        shots(
            SampleProduct.GEDI04_A,
            "",
            List.of("predict_stratum"),
            own("agbd", "agbd"),
            own("predict_stratum", "predict_stratum")));
  }

  private static Subject subject(
      SampleProduct product, String rate, String group, Column... columns) {
    return new Subject(
        product,
        rate,
        group + "longitude",
        group + "latitude",
        group + "delta_time",
        1,
        null,
        List.of(columns),
        List.of(),
        List.of());
  }

  private static Subject shots(
      SampleProduct product, String group, List<String> extra, Column... columns) {
    List<Column> all = new ArrayList<>(List.of(own("shot_number", "shot_number")));
    all.addAll(Arrays.asList(columns));
    return new Subject(
        product,
        "shots",
        group + "lon_lowestmode",
        group + "lat_lowestmode",
        group + "delta_time",
        1,
        null,
        all,
        extra,
        List.of());
  }

  private static Column own(String name, String path) {
    return new Column(
        name,
        (granule, beam) -> {
          Object data = granule.own().data(beam, path);
          return row -> text(Array.get(data, row));
        });
  }

  private static Column element(String name, String path, int element) {
    return new Column(
        name,
        (granule, beam) -> {
          Object data = granule.own().data(beam, path);
          return row -> text(Array.get(Array.get(data, row), element));
        });
  }

  /** A value that is missing where the layout says so, though no attribute does. */
  private static Column filled(String name, String path, String fill) {
    return new Column(
        name,
        (granule, beam) -> {
          Object data = granule.own().data(beam, path);
          return row -> {
            String value = text(Array.get(data, row));
            return value.equals(fill) ? "null" : value;
          };
        });
  }

  /** Of each piece of a row its own value. */
  private static Column piece(String name, String path) {
    return new Column(
        name,
        (granule, beam) -> {
          Object data = granule.own().data(beam, path);
          return row -> text(Array.get(Array.get(data, row / PIECES), row % PIECES));
        });
  }

  /** Of each piece the value of its row. */
  private static Column ofPieces(String name, String path) {
    return new Column(
        name,
        (granule, beam) -> {
          Object data = granule.own().data(beam, path);
          return row -> text(Array.get(data, row / PIECES));
        });
  }

  private static Column transposed(String name, String path, int element) {
    return new Column(
        name,
        (granule, beam) -> {
          Object data = Array.get(granule.own().data(beam, path), element);
          return row -> text(Array.get(data, row));
        });
  }

  /** Lists of the elements of a flat dataset. */
  private static Column flat(String name, String path, String start, String count) {
    return new Column(
        name,
        (granule, beam) -> {
          Object data = granule.own().data(beam, path);
          long[] first = granule.own().longs(beam, start);
          long[] length = granule.own().longs(beam, count);
          return row -> {
            StringJoiner list = new StringJoiner(",", "[", "]");
            for (int i = 0; i < length[row]; i++) {
              list.add(text(Array.get(data, (int) first[row] - 1 + i)));
            }
            return list.toString();
          };
        });
  }

  /** Of each photon the value of its segment. */
  private static Column ofSegment(String name, String path) {
    return new Column(
        name,
        (granule, beam) -> {
          Object data = granule.own().data(beam, path);
          int[] segment = segments(granule.own(), beam);
          return row -> segment[row] < 0 ? "null" : text(Array.get(data, segment[row]));
        });
  }

  private static int[] segments(WholeArrays granule, String beam) {
    long[] first = granule.longs(beam, "geolocation/ph_index_beg");
    long[] count = granule.longs(beam, "geolocation/segment_ph_cnt");
    int[] segment = new int[granule.shape(beam, "heights/lat_ph")[0]];
    Arrays.fill(segment, -1);
    for (int i = 0; i < first.length; i++) {
      for (int k = 0; k < count[i]; k++) {
        segment[(int) first[i] - 1 + k] = i;
      }
    }
    return segment;
  }

  /** The class that ATL08 gives to a photon of ATL03. */
  private static Column classOfLand(String name) {
    return new Column(
        name,
        (granule, beam) -> {
          WholeArrays land = granule.partners().get(SampleProduct.ATL08);
          if (land == null || !land.has(beam, "signal_photons/ph_segment_id")) {
            return row -> "null";
          }
          long[] ids = granule.own().longs(beam, "geolocation/segment_id");
          long[] first = granule.own().longs(beam, "geolocation/ph_index_beg");
          Map<Long, Long> firstById = new HashMap<>();
          for (int i = 0; i < ids.length; i++) {
            firstById.put(ids[i], first[i]);
          }
          long[] id = land.longs(beam, "signal_photons/ph_segment_id");
          long[] place = land.longs(beam, "signal_photons/classed_pc_indx");
          Object flag = land.data(beam, "signal_photons/classed_pc_flag");
          Map<Long, String> byRow = new HashMap<>();
          for (int i = 0; i < id.length; i++) {
            byRow.put(firstById.get(id[i]) - 1 + place[i] - 1, text(Array.get(flag, i)));
          }
          return row -> byRow.getOrDefault((long) row, "null");
        });
  }

  /** What ATL24 says of a photon of ATL03. */
  private static Column ofBathymetry(String name) {
    return new Column(
        name,
        (granule, beam) -> {
          WholeArrays bathymetry = granule.partners().get(SampleProduct.ATL24);
          if (bathymetry == null || !bathymetry.has(beam, "index_ph")) {
            return row -> "null";
          }
          long[] index = bathymetry.longs(beam, "index_ph");
          Object data = bathymetry.data(beam, name);
          Map<Long, String> byRow = new HashMap<>();
          for (int i = 0; i < index.length; i++) {
            byRow.put(index[i], text(Array.get(data, i)));
          }
          return row -> byRow.getOrDefault((long) row, "null");
        });
  }

  /** One value as text; fill values are null. */
  private static String text(Object value) {
    if (value.getClass().isArray()) {
      StringJoiner elements = new StringJoiner(",", "[", "]");
      for (int i = 0; i < Array.getLength(value); i++) {
        elements.add(text(Array.get(value, i)));
      }
      return elements.toString();
    }
    if (value instanceof Float number) {
      return number == Float.MAX_VALUE || number == -9999 ? "null" : number.toString();
    }
    if (value instanceof Double number) {
      return number == Double.MAX_VALUE || number == -9999 ? "null" : number.toString();
    }
    if (value instanceof Number number) {
      return Long.toString(number.longValue());
    }
    return value.toString();
  }
}
