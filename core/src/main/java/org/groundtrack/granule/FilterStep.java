package org.groundtrack.granule;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One step of the pipeline that a chunk went through when it was written.
 *
 * @param id the filter's number in the HDF Group's registry
 * @param parameters client data values, such as the level of deflate or the element size of shuffle
 */
public record FilterStep(int id, List<Integer> parameters) {
  public static final int DEFLATE = 1;
  public static final int SHUFFLE = 2;
  public static final int FLETCHER32 = 3;
  public static final int SZIP = 4;
  public static final int NBIT = 5;
  public static final int SCALE_OFFSET = 6;

  private static final List<String> NAMES =
      List.of("none", "deflate", "shuffle", "fletcher32", "szip", "nbit", "scaleoffset");
  private static final Pattern LABEL = Pattern.compile("([a-z0-9]+)(?:\\(([-0-9,]*)\\))?");

  public FilterStep {
    parameters = List.copyOf(parameters);
  }

  /** The filter's name, or its number where the format has no name for it. */
  public String name() {
    return id > 0 && id < NAMES.size() ? NAMES.get(id) : Integer.toString(id);
  }

  /** The step as the index writes it: {@code shuffle(8)}, {@code deflate(6)}, {@code 32015(3)}. */
  public String label() {
    return parameters.isEmpty()
        ? name()
        : name()
            + parameters.stream().map(String::valueOf).collect(Collectors.joining(",", "(", ")"));
  }

  /**
   * The step with a label.
   *
   * @throws IllegalArgumentException if it is not of the form that {@link #label} gives
   */
  public static FilterStep ofLabel(String label) {
    Matcher matcher = LABEL.matcher(label);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("'" + label + "' is not a filter such as deflate(6)");
    }
    int named = NAMES.indexOf(matcher.group(1));
    int id = named > 0 ? named : Integer.parseInt(matcher.group(1));
    List<Integer> parameters = new ArrayList<>();
    if (matcher.group(2) != null && !matcher.group(2).isEmpty()) {
      for (String value : matcher.group(2).split(",", -1)) {
        parameters.add(Integer.parseInt(value));
      }
    }
    return new FilterStep(id, parameters);
  }
}
