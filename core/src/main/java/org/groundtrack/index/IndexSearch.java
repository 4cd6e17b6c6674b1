package org.groundtrack.index;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.groundtrack.error.UsageException;
import org.groundtrack.plan.TimeRange;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Polygonal;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;

/**
 * A search of the catalogue whose granules were indexed: for what an index is complete, as far as
 * the catalogue knew on that day. Without one, an index knows the granules that it holds, and not
 * those that it lacks. Immutable.
 *
 * @param product short name
 * @param version of the product
 * @param area what was searched, as WKT in degrees, cut at the antimeridian; {@code null} for the
 *     whole earth
 * @param start first instant that was searched (UTC, ISO 8601); {@code null} for all times before
 * @param end instant after the last that was searched; {@code null} for all times after
 * @param filters what else granules had to be, in words; empty for nothing
 * @param asked when the catalogue was asked (UTC, ISO 8601)
 * @param missing granules that it named, and that were not indexed
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record IndexSearch(
    String product,
    String version,
    String area,
    String start,
    String end,
    String filters,
    String asked,
    long missing) {

  /** Of the text of an area: a search of the catalogue takes some kilobytes. */
  private static final int MAX_CHARACTERS = 1 << 20;

  private static final ObjectMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES).build();

  public IndexSearch {
    filters = filters == null ? "" : filters;
  }

  /** The same with further granules that were not indexed. */
  public IndexSearch missing(long further) {
    return new IndexSearch(
        product, version, area, start, end, filters, asked, Math.addExact(missing, further));
  }

  /** True if all granules of the area and the time were asked for, and are indexed. */
  @JsonIgnore
  public boolean isComplete() {
    return filters.isEmpty() && missing == 0;
  }

  /** When the catalogue was asked. */
  public Instant askedAt() {
    return Instant.parse(asked);
  }

  /**
   * The times for which all granules were asked for: none later than the day of the search, when
   * there were none yet.
   *
   * @throws IllegalArgumentException if it starts on the day of the search or later
   */
  public TimeRange time() {
    Instant last = askedAt();
    Instant to = end == null || Instant.parse(end).isAfter(last) ? last : Instant.parse(end);
    Instant from = start == null ? null : Instant.parse(start);
    return new TimeRange(from, to);
  }

  /** The area that was searched. */
  public Geometry region() {
    try {
      return area == null
          ? new GeometryFactory().toGeometry(new Envelope(-180, 180, -90, 90))
          : new WKTReader().read(area);
    } catch (ParseException e) {
      throw new IllegalStateException("An area that was checked can't be read: " + area, e);
    }
  }

  /** True if it says what was searched, in a form that can be read. */
  @JsonIgnore
  public boolean isSound() {
    if (product == null
        || product.isBlank()
        || version == null
        || asked == null
        || missing < 0
        || (area != null && area.length() > MAX_CHARACTERS)) {
      return false;
    }
    try {
      time();
      return area == null
          || (new WKTReader().read(area) instanceof Polygonal polygons
              && ((Geometry) polygons).isValid());
    } catch (DateTimeException | ParseException | IllegalArgumentException | UsageException e) {
      return false;
    }
  }

  /** True if it is a search of the same, at whatever time it was made. */
  private boolean asksAsMuchAs(IndexSearch other) {
    return new IndexSearch(product, version, area, start, end, filters, "", 0)
        .equals(
            new IndexSearch(
                other.product,
                other.version,
                other.area,
                other.start,
                other.end,
                other.filters,
                "",
                0));
  }

  /** One line of JSON. */
  public String toJson() {
    try {
      return MAPPER.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A search can't be written: " + this, e);
    }
  }

  /**
   * A search by its JSON.
   *
   * @throws UsageException if it is none
   */
  public static IndexSearch ofJson(String json) {
    try {
      IndexSearch read = MAPPER.readValue(json, IndexSearch.class);
      if (read != null && read.isSound()) {
        return read;
      }
    } catch (JsonProcessingException e) {
      throw new UsageException("no record of a search: " + e.getOriginalMessage(), e);
    }
    throw new UsageException(
        "no record of a search: it lacks a product, a version, a day or an area");
  }

  /**
   * Notes in an index that it holds the granules of some searches. One of the same area, time and
   * product takes the place of an earlier one.
   *
   * @param index a local index
   * @throws UsageException if another run writes to it
   */
  public static void record(Path index, List<IndexSearch> searches) {
    if (searches.isEmpty()) {
      return;
    }
    try (IndexLock lock = IndexLock.of(index)) {
      IndexState state = IndexState.read(index);
      List<IndexSearch> all = new ArrayList<>(state.searches());
      for (IndexSearch search : searches) {
        all.removeIf(search::asksAsMuchAs);
        all.add(search);
      }
      state.withSearches(List.copyOf(all)).commit(index);
    }
  }
}
