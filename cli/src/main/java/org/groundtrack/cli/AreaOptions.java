package org.groundtrack.cli;

import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;
import org.groundtrack.area.AoiReader;
import org.groundtrack.area.AoiSettings;
import org.groundtrack.geo.Aoi;
import org.groundtrack.source.Location;
import org.groundtrack.source.Sources;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The area of interest, and how it is meant. */
final class AreaOptions {
  private static final String STANDARD_INPUT = "-";

  @ArgGroup(multiplicity = "1")
  Area area;

  static final class Area {
    @Option(
        names = {"-a", "--aoi"},
        paramLabel = "AREA",
        description =
            "The area of interest: a file or URI of GeoJSON, WKT, WKB, KML, GeoParquet, GeoPackage,"
                + " FlatGeobuf or a shapefile (zipped, too), - for standard input, or GeoJSON or WKT itself. Several features are taken"
                + " together, unless --per-feature.")
    String aoi;

    @Option(
        names = "--bbox",
        paramLabel = "W,S,E,N",
        description = "The area of interest as a box in degrees; W > E crosses the antimeridian.")
    String bbox;
  }

  @Option(
      names = "--aoi-crs",
      paramLabel = "CRS",
      description =
          "The area's reference system where its format does not say, such as EPSG:3413;"
              + " default: longitude and latitude.")
  String crs;

  @Option(
      names = "--aoi-layer",
      paramLabel = "NAME",
      description = "The layer of a GeoPackage, or the shapefile in a ZIP file of several.")
  String layer;

  @Option(
      names = "--buffer",
      paramLabel = "METRES",
      description = "Everything within this distance of the area, lines and points, too.")
  Double bufferMetres;

  @Option(
      names = "--per-feature",
      description =
          "Tell the area's features apart: a column feature_id says which one holds the point; a"
              + " point in several has a row for each. Their ids are GeoJSON's ids or KML's ids and"
              + " names; without any, their positions in the document, from 1.")
  boolean perFeature;

  @Option(
      names = "--feature-id",
      paramLabel = "NAME",
      description =
          "The property, column or extended data by which --per-feature tells features apart;"
              + " implies it.")
  String featureId;

  /** Whether features are told apart. */
  boolean areFeaturesAsked() {
    return perFeature || featureId != null;
  }

  /** Reads the area. */
  Aoi read(Sources opener) {
    AoiSettings settings =
        AoiSettings.DEFAULT.withCrs(crs).withBufferMetres(bufferMetres == null ? 0 : bufferMetres);
    settings = settings.withLayer(layer);
    if (featureId != null) {
      settings = settings.withFeatures(featureId);
    } else if (perFeature) {
      settings = settings.withFeatures();
    }
    if (area.bbox != null) {
      return AoiReader.parse(area.bbox, "--bbox", settings);
    }
    String text = area.aoi.strip();
    if (text.equals(STANDARD_INPUT)) {
      return AoiReader.read(System.in, "standard input", settings);
    }
    if (isInline()) {
      return AoiReader.parse(text, "--aoi", settings);
    }
    Location location = Location.of(text);
    if (location.isLocal() && !Files.exists(location.path()) && text.matches("[-+0-9., eE]+")) {
      return AoiReader.parse(text, "--aoi", settings);
    }
    return AoiReader.read(location, opener, settings);
  }

  /** The options as they were given, for the output's word on how it was made. */
  Map<String, String> asGiven() {
    Map<String, String> given = new LinkedHashMap<>();
    given.put(
        "aoi", area.bbox != null ? area.bbox : isInline() ? area.aoi : lastName(area.aoi.strip()));
    if (crs != null) {
      given.put("aoi-crs", crs);
    }
    if (layer != null) {
      given.put("aoi-layer", layer);
    }
    if (bufferMetres != null) {
      given.put("buffer", bufferMetres.toString());
    }
    if (areFeaturesAsked()) {
      given.put("per-feature", "true");
    }
    if (featureId != null) {
      given.put("feature-id", featureId);
    }
    return given;
  }

  /** Whether --aoi holds the area itself, not the name of a file. */
  private boolean isInline() {
    return area.aoi.strip().startsWith("{")
        || area.aoi.matches("(?is)^\\s*(SRID=\\d+;)?\\s*[A-Z]+\\s*(Z|M|ZM)?\\s*(\\(.*|EMPTY)\\s*");
  }

  /** A path's last name: the folders of somebody's machine have no place in a file passed on. */
  static String lastName(String text) {
    Location location = Location.of(text);
    if (!location.isLocal()) {
      return location.toString();
    }
    return location.fileName().isEmpty() ? text : location.fileName();
  }
}
