package org.groundtrack.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.groundtrack.index.IndexSearch;
import org.groundtrack.index.SearchGaps;
import org.groundtrack.plan.TimeRange;
import org.groundtrack.query.AoiQuery;
import org.locationtech.jts.geom.Envelope;

/**
 * Says for what an index is complete, and what of a question lies beyond.
 *
 * @param index as the user named it
 * @param searches whose granules of the product the index holds
 * @param gaps parts of what was asked for that none of them was for
 */
record SearchedText(String index, List<IndexSearch> searches, List<SearchGaps.Gap> gaps) {
  /** Nothing is known of searches. */
  static final SearchedText NOTHING = new SearchedText("", List.of(), List.of());

  private static final int SHOWN = 5;

  static SearchedText of(String index, AoiQuery query) {
    return new SearchedText(index, query.searches(), query.notSearched());
  }

  /** Lines for a report, by what they are headed with. */
  void addTo(Lines lines) {
    if (!searches.isEmpty() && gaps.isEmpty()) {
      lines.add("complete", "as far as the catalogue knew on " + latest());
    }
    gaps.stream()
        .limit(SHOWN)
        .forEach(
            gap -> {
              lines.add("not searched", "%s. There may be more granules:".formatted(words(gap)));
              lines.add("", commands(gap).get(0));
              lines.add("", commands(gap).get(1));
            });
    if (gaps.size() > SHOWN) {
      lines.add("", "and %s more parts; --json lists all".formatted(gaps.size() - SHOWN));
    }
  }

  void addTo(Map<String, Object> members) {
    members.put("searches", searches.stream().map(SearchedText::members).toList());
    List<Map<String, Object>> parts = new ArrayList<>();
    for (SearchGaps.Gap gap : gaps) {
      Map<String, Object> part = new LinkedHashMap<>();
      part.put("product", gap.product());
      part.put("version", gap.version());
      Envelope box = gap.bounds();
      part.put("bbox", List.of(box.getMinX(), box.getMinY(), box.getMaxX(), box.getMaxY()));
      part.put("start", gap.time().start() == null ? null : gap.time().start().toString());
      part.put("end", gap.time().end().toString());
      part.put("commands", commands(gap));
      parts.add(part);
    }
    members.put("notSearched", parts);
  }

  /** One text for the output's word on how it was made; empty if nothing is known of searches. */
  String provenance() {
    if (searches.isEmpty()) {
      return "";
    }
    return gaps.isEmpty()
        ? "complete as far as the catalogue knew on " + latest()
        : "not searched: "
            + String.join("; ", gaps.stream().limit(SHOWN).map(SearchedText::words).toList());
  }

  private String latest() {
    return searches.get(searches.size() - 1).asked();
  }

  private static String words(SearchGaps.Gap gap) {
    return "%s %s %s, %s"
        .formatted(gap.product(), gap.version(), time(gap.time()), box(gap.bounds()));
  }

  private static String time(TimeRange time) {
    return time.start() == null
        ? "before " + time.end()
        : "from %s to %s".formatted(time.start(), time.end());
  }

  private static String box(Envelope box) {
    return "longitudes %s to %s, latitudes %s to %s"
        .formatted(
            degrees(box.getMinX()),
            degrees(box.getMaxX()),
            degrees(box.getMinY()),
            degrees(box.getMaxY()));
  }

  private static String degrees(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }

  private List<String> commands(SearchGaps.Gap gap) {
    Envelope box = gap.bounds();
    return List.of(
        "groundtrack search %s --version %s --bbox=%s,%s,%s,%s%s --end %s -o more.txt"
            .formatted(
                gap.product(),
                gap.version(),
                degrees(box.getMinX()),
                degrees(box.getMinY()),
                degrees(box.getMaxX()),
                degrees(box.getMaxY()),
                gap.time().start() == null ? "" : " --start " + gap.time().start(),
                gap.time().end()),
        "groundtrack index --append more.txt -o " + index);
  }

  /** A search in a line. */
  static String line(IndexSearch search) {
    return "%s %s, %s, %s%s, asked on %s%s"
        .formatted(
            search.product(),
            search.version(),
            search.area() == null ? "the whole earth" : box(search.region().getEnvelopeInternal()),
            time(search.time()),
            search.filters().isEmpty() ? "" : ", only " + search.filters(),
            search.asked(),
            search.missing() == 0
                ? ""
                : ", but without %s granules that it found".formatted(search.missing()));
  }

  static Map<String, Object> members(IndexSearch search) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("product", search.product());
    members.put("version", search.version());
    members.put("area", search.area());
    members.put("start", search.start());
    members.put("end", search.end());
    members.put("filters", search.filters());
    members.put("asked", search.asked());
    members.put("missing", search.missing());
    return members;
  }
}
