package org.groundtrack.area;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.groundtrack.error.InvalidAoiException;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.proj4j.BasicCoordinateTransform;
import org.locationtech.proj4j.CRSFactory;
import org.locationtech.proj4j.CoordinateReferenceSystem;
import org.locationtech.proj4j.CoordinateTransform;
import org.locationtech.proj4j.Proj4jException;
import org.locationtech.proj4j.ProjCoordinate;

/**
 * A coordinate reference system, and the way from it to longitude and latitude. Coordinates are x,
 * y or longitude, latitude, whatever order its authority gives them, as all formats that are read
 * have them. Of one thread.
 *
 * <p>Only those on the datum of the granules (WGS 84), or within two metres of it (NAD 83, ETRS 89
 * and others on the ellipsoid GRS 80), are known: a shift between other datums is known only to
 * metres, or needs grids, and points would be wrong without a word.
 */
final class Crs implements PlaneMap {
  private static final Pattern EPSG =
      Pattern.compile("(?i)^(?:.*[:/])?EPSG(?:[:/][0-9.]*)?[:/]+(\\d{1,9})$");
  private static final Pattern CRS84 = Pattern.compile("(?i)^(?:.*[:/])?CRS84$");
  private static final String GEOGRAPHIC = "+proj=longlat +datum=WGS84 +no_defs";

  private final String name;
  private final CoordinateReferenceSystem system;
  private final CoordinateTransform transform;
  private final ProjCoordinate from = new ProjCoordinate();
  private final ProjCoordinate to = new ProjCoordinate();

  private Crs(String name, CoordinateReferenceSystem system) {
    this.name = name;
    this.system = system;
    this.transform =
        new BasicCoordinateTransform(
            system, new CRSFactory().createFromParameters("geographic", GEOGRAPHIC));
  }

  /**
   * Finds a CRS.
   *
   * @param stated such as {@code EPSG:3413}, {@code urn:ogc:def:crs:EPSG::3413} or {@code
   *     OGC:CRS84}; {@code null} for longitude and latitude
   * @return {@code null} for longitude and latitude
   * @throws org.groundtrack.error.InvalidAoiException if it is unknown or on another datum
   */
  static Crs of(String stated, AreaDocument document) {
    if (isLongitudeLatitude(stated)) {
      return null;
    }
    Matcher code = EPSG.matcher(stated.strip());
    if (stated.startsWith("+proj=")) {
      return ofParameters(stated, stated, document);
    }
    if (!code.matches()) {
      throw refused(stated, "is not known", document);
    }
    CRSFactory factory = new CRSFactory();
    CoordinateReferenceSystem system;
    try {
      system = factory.createFromName("EPSG:" + code.group(1));
    } catch (Proj4jException | IllegalStateException e) {
      throw document.invalid(reason(stated, "is not known"), e);
    }
    return of(stated, system, document);
  }

  /** The same from parameters as PROJ has them. */
  static Crs ofParameters(String stated, String parameters, AreaDocument document) {
    try {
      return of(stated, new CRSFactory().createFromParameters(stated, parameters), document);
    } catch (Proj4jException | IllegalStateException e) {
      throw document.invalid(reason(stated, "is not known"), e);
    }
  }

  private static Crs of(String stated, CoordinateReferenceSystem system, AreaDocument document) {
    Map<String, String> parameters = parameters(system.getParameterString());
    if (!isOnWgs84(parameters)) {
      throw refused(stated, "is on another datum than WGS 84", document);
    }
    if (parameters.containsKey("axis") || parameters.getOrDefault("proj", "").equals("geocent")) {
      throw refused(stated, "has axes that are not understood", document);
    }
    if (parameters.getOrDefault("proj", "").matches("longlat|latlong|lonlat|latlon")) {
      if (parameters.containsKey("pm")) {
        throw refused(stated, "counts longitudes from elsewhere than Greenwich", document);
      }
      return null;
    }
    return new Crs(stated, system);
  }

  /** The same for another thread. */
  Crs copy() {
    return new Crs(name, system);
  }

  /** Whether a name means degrees of longitude and latitude on WGS 84, or there is none. */
  static boolean isLongitudeLatitude(String stated) {
    if (stated == null || CRS84.matcher(stated.strip()).matches()) {
      return true;
    }
    Matcher code = EPSG.matcher(stated.strip());
    return code.matches() && code.group(1).matches("4326|4979");
  }

  private static Map<String, String> parameters(String text) {
    Map<String, String> parameters = new TreeMap<>();
    for (String word : text.strip().split("\\s+")) {
      String[] sides = word.replaceFirst("^\\+", "").split("=", 2);
      parameters.put(sides[0].toLowerCase(Locale.ROOT), sides.length == 1 ? "" : sides[1]);
    }
    return parameters;
  }

  private static boolean isOnWgs84(Map<String, String> parameters) {
    String shift = parameters.get("towgs84");
    if (shift != null && !shift.matches("0(\\.0*)?(,0(\\.0*)?)*")) {
      return false;
    }
    if (parameters.containsKey("nadgrids")) {
      // The sphere of web maps: latitudes are those of WGS 84 all the same.
      return parameters.get("nadgrids").equals("@null");
    }
    return parameters.getOrDefault("datum", "").matches("WGS84|NAD83")
        || parameters.getOrDefault("ellps", "").matches("WGS84|GRS80");
  }

  private static InvalidAoiException refused(String stated, String why, AreaDocument document) {
    return document.invalid(reason(stated, why));
  }

  private static String reason(String stated, String why) {
    return "is in %s, which %s: give one on WGS 84 by its EPSG code, or convert it with ogr2ogr -f GeoJSON -t_srs EPSG:4326"
        .formatted(Rings.shortened(stated), why);
  }

  @Override
  public void toLongitudeLatitude(double x, double y, Coordinate result) {
    from.x = x;
    from.y = y;
    try {
      transform.transform(from, to);
      result.x = to.x;
      result.y = to.y;
    } catch (Proj4jException | IllegalStateException e) {
      result.x = Double.NaN;
      result.y = Double.NaN;
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
