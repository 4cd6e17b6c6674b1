package org.groundtrack.area;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A CRS in well-known text of version 1, as files .prj have it. If it has a code of EPSG, that is
 * what it is; else its projection and parameters are put into PROJ's words.
 */
final class WktCrs {
  private static final int MAX_DEPTH = 20;
  private static final double EQUATOR_METRES = 6_378_137;

  private final String text;
  private int at;

  /** A word with what stands in its brackets: texts, and nodes. */
  private record Node(String word, List<String> texts, List<Node> nodes) {
    Node first(String name) {
      return nodes.stream().filter(n -> n.word.equalsIgnoreCase(name)).findFirst().orElse(null);
    }

    String name() {
      return texts.isEmpty() ? "" : texts.get(0);
    }

    double number(int i) {
      return Double.parseDouble(texts.get(i));
    }
  }

  private WktCrs(String text) {
    this.text = text;
  }

  /** Notes the CRS of a document; one that is not understood gives way to what is asked for. */
  static void state(String wkt, AreaDocument document) {
    String found;
    try {
      found = new WktCrs(wkt.strip()).crs();
    } catch (IndexOutOfBoundsException | NumberFormatException e) {
      found = null;
    }
    if (found != null) {
      document.setCrs(found);
    } else if (document.settings().crs() == null) {
      throw document.invalid(
          "is in a CRS that is not understood, '%s': give it with --aoi-crs EPSG:<code>, or convert it with ogr2ogr -f GeoJSON -t_srs EPSG:4326"
              .formatted(Rings.shortened(wkt.replaceAll("\\s+", " "))));
    }
  }

  private String crs() {
    Node root = node(0);
    Node authority = root.first("AUTHORITY");
    if (authority != null
        && authority.name().equalsIgnoreCase("EPSG")
        && authority.texts.size() > 1) {
      return "EPSG:" + authority.texts.get(1);
    }
    return switch (root.word.toUpperCase(Locale.ROOT)) {
      case "GEOGCS" -> datum(root) == null ? null : AreaDocument.LONGITUDE_LATITUDE;
      case "PROJCS" -> projected(root);
      default -> null;
    };
  }

  private Node node(int depth) {
    int from = at;
    while (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_') {
      at++;
    }
    Node node = new Node(text.substring(from, at), new ArrayList<>(), new ArrayList<>());
    space();
    if (depth > MAX_DEPTH || text.charAt(at) != '[' && text.charAt(at) != '(') {
      throw new IndexOutOfBoundsException();
    }
    do {
      at++;
      space();
      char c = text.charAt(at);
      if (c == '"') {
        int end = text.indexOf('"', at + 1);
        node.texts.add(text.substring(at + 1, end));
        at = end + 1;
      } else if (Character.isLetter(c)) {
        int start = at;
        while (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_') {
          at++;
        }
        space();
        char next = text.charAt(at);
        if (next == '[' || next == '(') {
          at = start;
          node.nodes.add(node(depth + 1));
        } else {
          node.texts.add(text.substring(start, at).strip());
        }
      } else {
        int start = at;
        while (",])".indexOf(text.charAt(at)) < 0) {
          at++;
        }
        node.texts.add(text.substring(start, at).strip());
      }
      space();
    } while (text.charAt(at) == ',');
    at++;
    return node;
  }

  private void space() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  /** The datum in PROJ's words; {@code null} if it is another than WGS 84 or one beside it. */
  private static String datum(Node geographic) {
    Node datum = geographic.first("DATUM");
    Node spheroid = datum == null ? null : datum.first("SPHEROID");
    Node meridian = geographic.first("PRIMEM");
    Node unit = geographic.first("UNIT");
    if (spheroid == null
        || meridian != null && meridian.number(1) != 0
        || unit != null && Math.abs(unit.number(1) - Math.PI / 180) > 1e-9) {
      return null;
    }
    boolean shifted =
        datum.first("TOWGS84") != null
            && datum.first("TOWGS84").texts.stream().anyMatch(t -> Double.parseDouble(t) != 0);
    double flattening = spheroid.number(2);
    boolean near = spheroid.number(1) == EQUATOR_METRES && Math.abs(flattening - 298.2572) < 0.0001;
    boolean old = datum.name().toUpperCase(Locale.ROOT).matches(".*(TOKYO|PULKOVO|1927|1950).*");
    if (!near || shifted || old) {
      return null;
    }
    return flattening > 298.2572230 ? "+datum=WGS84" : "+ellps=GRS80";
  }

  private static String projected(Node root) {
    Node geographic = root.first("GEOGCS");
    Node projection = root.first("PROJECTION");
    String datum = geographic == null ? null : datum(geographic);
    if (datum == null || projection == null) {
      return null;
    }
    Map<String, Double> given = new HashMap<>();
    for (Node node : root.nodes) {
      if (node.word.equalsIgnoreCase("PARAMETER")) {
        given.put(node.name().toLowerCase(Locale.ROOT).replace(' ', '_'), node.number(1));
      }
    }
    double latitude =
        given.getOrDefault("latitude_of_origin", given.getOrDefault("latitude_of_center", 0.0));
    double first = given.getOrDefault("standard_parallel_1", Double.NaN);
    double scale = given.getOrDefault("scale_factor", 1.0);
    String name = projection.name().toLowerCase(Locale.ROOT).replace(' ', '_');
    String words =
        switch (name) {
          case "transverse_mercator", "gauss_kruger" ->
              "+proj=etmerc +lat_0=%s +k=%s".formatted(latitude, scale);
          case "polar_stereographic", "stereographic_north_pole", "stereographic_south_pole" ->
              polar(Double.isNaN(first) ? latitude : first, name, scale);
          case "lambert_azimuthal_equal_area" -> "+proj=laea +lat_0=" + latitude;
          case "lambert_conformal_conic", "lambert_conformal_conic_2sp" ->
              "+proj=lcc +lat_0=%s +lat_1=%s +lat_2=%s"
                      .formatted(
                          latitude,
                          Double.isNaN(first) ? latitude : first,
                          given.getOrDefault(
                              "standard_parallel_2", Double.isNaN(first) ? latitude : first))
                  + (scale == 1 ? "" : " +k_0=" + scale);
          case "albers", "albers_conic_equal_area" ->
              "+proj=aea +lat_0=%s +lat_1=%s +lat_2=%s"
                  .formatted(latitude, first, given.getOrDefault("standard_parallel_2", first));
          case "mercator_auxiliary_sphere" -> null;
          default -> null;
        };
    if (name.equals("mercator_auxiliary_sphere")) {
      return "EPSG:3857";
    }
    if (words == null || words.contains("NaN")) {
      return null;
    }
    Node unit = root.first("UNIT");
    double metres = unit == null ? 1 : unit.number(1);
    double meridian =
        given.getOrDefault("central_meridian", given.getOrDefault("longitude_of_center", 0.0));
    return "%s +lon_0=%s +x_0=%s +y_0=%s %s%s +no_defs"
        .formatted(
            words,
            meridian,
            given.getOrDefault("false_easting", 0.0) * metres,
            given.getOrDefault("false_northing", 0.0) * metres,
            datum,
            metres == 1 ? " +units=m" : " +to_meter=" + metres);
  }

  private static String polar(double parallel, String name, double scale) {
    boolean south = name.contains("south") || parallel < 0;
    return "+proj=stere +lat_0=%s +lat_ts=%s +k=%s".formatted(south ? -90 : 90, parallel, scale);
  }
}
