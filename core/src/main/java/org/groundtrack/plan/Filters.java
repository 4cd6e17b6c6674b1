package org.groundtrack.plan;

import java.util.LinkedHashMap;
import java.util.Map;
import org.groundtrack.error.UsageException;
import org.groundtrack.granule.Beam;
import org.groundtrack.granule.Granule;
import org.groundtrack.layout.BeamRole;
import org.groundtrack.layout.Beams;
import org.groundtrack.layout.ProductLayout;

/**
 * Which points are wanted, beside where they lie. Pure data, immutable.
 *
 * @param time times that are wanted
 * @param months months that are wanted, of any year
 * @param beams beams that are wanted
 * @param granules granules that are wanted
 */
public record Filters(TimeRange time, Months months, BeamFilter beams, GranuleFilter granules) {
  /** Everything, but of each granule its newest version only. */
  public static final Filters NONE =
      new Filters(TimeRange.ALL, Months.ANY, BeamFilter.ALL, GranuleFilter.NEWEST);

  /** The same with other times. */
  public Filters with(TimeRange other) {
    return new Filters(other, months, beams, granules);
  }

  /** The same with other months. */
  public Filters with(Months other) {
    return new Filters(time, other, beams, granules);
  }

  /** The same with other beams. */
  public Filters with(BeamFilter other) {
    return new Filters(time, months, other, granules);
  }

  /** The same with other granules. */
  public Filters with(GranuleFilter other) {
    return new Filters(time, months, beams, other);
  }

  /**
   * Refuses what makes no sense for a product.
   *
   * @throws UsageException if its granules can't be told apart by what is asked for, or never are
   *     what is asked for
   */
  public void check(ProductLayout layout) {
    beams.check(layout);
    granules.check(layout);
  }

  /** A test of times alone, for rows of which it is not known yet what their granule is. */
  public RowTest times() {
    return new RowTest(this, null);
  }

  /** A test of the rows of a beam. */
  public RowTest rows(Beams kinds, Granule granule, Beam beam) {
    return new RowTest(this, new BeamRole(kinds, granule, beam));
  }

  /** What is asked for, by name; nothing of what is not. */
  public Map<String, String> words() {
    Map<String, String> words = new LinkedHashMap<>();
    add(words, "start", time.start() == null ? "" : time.start().toString());
    add(words, "end", time.end() == null ? "" : time.end().toString());
    add(words, "months", months.toString());
    beams.addWords(words);
    granules.addWords(words);
    return words;
  }

  static void add(Map<String, String> words, String name, String value) {
    if (!value.isEmpty()) {
      words.put(name, value);
    }
  }
}
