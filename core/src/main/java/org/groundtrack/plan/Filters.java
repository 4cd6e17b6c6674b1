package org.groundtrack.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.groundtrack.error.UsageException;
import org.groundtrack.expression.Condition;
import org.groundtrack.expression.Expression;
import org.groundtrack.expression.Operation;
import org.groundtrack.granule.Beam;
import org.groundtrack.granule.Granule;
import org.groundtrack.layout.BeamRole;
import org.groundtrack.layout.Beams;
import org.groundtrack.layout.ProductLayout;
import org.groundtrack.layout.Rate;

/**
 * Which points are wanted, beside where they lie. Pure data, immutable.
 *
 * @param time times that are wanted
 * @param months months that are wanted, of any year
 * @param beams beams that are wanted
 * @param granules granules that are wanted
 * @param conditions what the values of rows must fulfil, all of it
 */
public record Filters(
    TimeRange time,
    Months months,
    BeamFilter beams,
    GranuleFilter granules,
    List<Condition> conditions) {
  /** Everything, but of each granule its newest version only. */
  public static final Filters NONE =
      new Filters(TimeRange.ALL, Months.ANY, BeamFilter.ALL, GranuleFilter.NEWEST, List.of());

  public Filters {
    conditions = List.copyOf(conditions);
  }

  /** The same with other times. */
  public Filters with(TimeRange other) {
    return new Filters(other, months, beams, granules, conditions);
  }

  /** The same with other months. */
  public Filters with(Months other) {
    return new Filters(time, other, beams, granules, conditions);
  }

  /** The same with other beams. */
  public Filters with(BeamFilter other) {
    return new Filters(time, months, other, granules, conditions);
  }

  /** The same with other granules. */
  public Filters with(GranuleFilter other) {
    return new Filters(time, months, beams, other, conditions);
  }

  /**
   * The same with other conditions on values.
   *
   * @param all of them must hold; they are tested, and what each removes is counted, in this order
   */
  public Filters where(List<Condition> all) {
    return new Filters(time, months, beams, granules, all);
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

  /**
   * Refuses times where rows have none: not one row would be left, which says nothing of the area.
   *
   * @throws UsageException if times are asked for, and the rate's rows have none of their own
   */
  public void check(ProductLayout layout, Rate rate) {
    if (rate.time() != null || (time.isAll() && months.chosen().isEmpty())) {
      return;
    }
    String what =
        "Points of %s, rate %s, have no time of their own, so they can't be chosen by time or month"
            .formatted(layout.product(), rate.name());
    throw new UsageException(
        rate.times() == null
            ? what + ": leave the times out"
            : what
                + ": each was measured at several times, the elements of %s. Leave the times out and choose among the elements of the points, or ask for one element in a condition, such as %s"
                    .formatted(rate.times(), exampleOfTimes(layout, rate)));
  }

  /** The condition on the first element that asks for what was asked of the time, if it can be. */
  private String exampleOfTimes(ProductLayout layout, Rate rate) {
    String element = rate.times() + "[0]";
    List<String> parts = new ArrayList<>();
    if (layout.epoch() != null) {
      Instant epoch = layout.epoch();
      if (time.start() != null) {
        parts.add(element + " >= " + Duration.between(epoch, time.start()).toSeconds());
      }
      if (time.end() != null) {
        parts.add(element + " < " + Duration.between(epoch, time.end()).toSeconds());
      }
    }
    return parts.isEmpty() ? element + " is not null" : String.join(" and ", parts);
  }

  /** A test of times alone, for rows of which it is not known yet what their granule is. */
  public RowTest times() {
    return new RowTest(this, null);
  }

  /**
   * Tells whether rows of one beam of a product may differ in what is asked of granule and beam.
   */
  public boolean asksForTurns(ProductLayout layout) {
    return beams.asksForRole() || granules.asksForTurns(layout);
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
    add(
        words,
        "where",
        conditions.stream().map(Filters::part).collect(Collectors.joining(" and ")));
    return words;
  }

  /** A condition as a part of one: what is not joined by and is set apart. */
  private static String part(Condition condition) {
    return condition.expression() instanceof Expression.Call call
            && call.operation() == Operation.OR
        ? "(" + condition.text() + ")"
        : condition.text();
  }

  static void add(Map<String, String> words, String name, String value) {
    if (!value.isEmpty()) {
      words.put(name, value);
    }
  }
}
