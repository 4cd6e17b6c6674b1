package org.groundtrack.parquet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Reference systems of geometries that are written. In all of them longitude comes first. */
public enum WrittenCrs {
  /** Longitude and latitude of WGS 84, degrees. */
  CRS84("OGC:CRS84", 4326, "crs84.json"),
  /** The same with the height above the ellipsoid, metres. */
  CRS84H("OGC:CRS84h", 4979, "crs84h.json");

  private final String code;
  private final int epsg;
  private final String resource;

  WrittenCrs(String code, int epsg, String resource) {
    this.code = code;
    this.epsg = epsg;
    this.resource = resource;
  }

  /** That of geometries with two coordinates, or three. */
  public static WrittenCrs of(boolean hasZ) {
    return hasZ ? CRS84H : CRS84;
  }

  /** Authority and code. */
  public String code() {
    return code;
  }

  /** The code of EPSG for the same with latitude first, where a format has its own order. */
  public int epsg() {
    return epsg;
  }

  /** The whole definition, as PROJJSON. */
  JsonNode projJson() {
    try (InputStream in = WrittenCrs.class.getResourceAsStream(resource)) {
      return JsonMapper.builder().build().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException("Resource " + resource, e);
    }
  }
}
