package org.groundtrack.exporter;

import java.util.List;

/**
 * What the values of a column come to.
 *
 * @param column its name
 * @param units of the values, or {@code null}
 * @param beam whose points they are; {@code null} for all beams together
 * @param count of values that are numbers
 * @param missing values that are null or not a number
 * @param min the least; NaN if there is no value, as all below
 * @param max the greatest
 * @param mean of the values
 * @param quantiles the values below which {@link #SHARES} of all lie: exact where there are no more
 *     than a thousand different values, else by a t-digest (Dunning and Ertl 2019), which is some
 *     0.1 % of the rank off in the middle of millions of values, less at the ends
 */
public record VariableSummary(
    String column,
    String units,
    String beam,
    long count,
    long missing,
    double min,
    double max,
    double mean,
    List<Double> quantiles) {

  /** Which quantiles there are: the median in the middle. */
  public static final List<Double> SHARES = List.of(0.05, 0.25, 0.5, 0.75, 0.95);

  public VariableSummary {
    quantiles = List.copyOf(quantiles);
  }
}
