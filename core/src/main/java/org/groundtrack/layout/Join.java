package org.groundtrack.layout;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * Values that a granule of another product of the same track has for the rows of a rate. Paths are
 * relative to the beam of the other granule.
 *
 * @param product the other product
 * @param rate its rate
 * @param match items, such as {@code rgt}, in which the two granules must agree
 * @param link link of this rate's parent whose numbers {@code key} repeats; {@code null} if {@code
 *     key} is a row number of this rate
 * @param key dataset of the other rate, never falling: an id by {@code link}, or a row number
 * @param keyBase what stands for the very first row, 0 or 1, where {@code key} is a row number
 * @param position dataset of the other rate that says which of the rows with that id, from 1;
 *     {@code null} without a link
 * @param variables datasets of the other rate that become columns
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Join(
    String product,
    String rate,
    List<String> match,
    String link,
    String key,
    int keyBase,
    String position,
    List<String> variables) {
  /** Members that a file may leave out are empty. */
  public Join {
    match = Defaults.list(match);
    variables = Defaults.list(variables);
  }
}
