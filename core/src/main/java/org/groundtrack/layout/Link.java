package org.groundtrack.layout;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * From a row of one rate to a run of numbers: rows of another rate, elements of a flat dataset, or
 * an id. The index keeps for each of its runs of rows which numbers they lead to, so that a plan
 * knows them before it reads anything. Paths are relative to the beam.
 *
 * @param name such as {@code photons}
 * @param first dataset with the first number of each row's run
 * @param base what stands for the very first: 0 or 1
 * @param count dataset with the length of each row's run; {@code null} if it is always 1
 * @param datasets flat datasets whose elements the numbers count: each row has a list of each.
 *     Granules may lack some or all of them, as extracts do, and then even {@code first} and {@code
 *     count}: what reads a link for its datasets alone gives no lists then, and refuses nothing
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Link(String name, String first, Integer base, String count, List<String> datasets) {
  /** Members that a file may leave out are empty. */
  public Link {
    datasets = Defaults.list(datasets);
  }
}
