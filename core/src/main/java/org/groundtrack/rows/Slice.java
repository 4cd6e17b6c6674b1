package org.groundtrack.rows;

/**
 * Which of a row's elements are wanted, as users write it: {@code [98]}, {@code [50:100:10]},
 * {@code [-1]}, or all. How many elements a row has is known only with a dataset.
 *
 * @param start the first element; negative counts from the end
 * @param end the element after the last; negative counts from the end; {@code null} for the end
 * @param step distance of elements, at least 1
 * @param single whether one element is wanted as a value of its own, not as a list
 */
public record Slice(int start, Integer end, int step, boolean single) {
  /** All elements, as a list. */
  public static final Slice ALL = new Slice(0, null, 1, false);

  public Slice {
    if (step < 1) {
      throw new IllegalArgumentException("A step is 1 or more, found " + step);
    }
  }

  /** One element as a value of its own. */
  public static Slice element(int element) {
    return new Slice(element, null, 1, true);
  }

  /**
   * Elements of a row.
   *
   * @param first number of the first, from 0
   * @param count how many (at least 0)
   * @param step distance of one to the next
   */
  public record Elements(int first, int count, int step) {
    /** The only element of a row that has one. */
    public static final Elements ONE = new Elements(0, 1, 1);

    /** The element after the last. */
    public int end() {
      return count == 0 ? first : first + (count - 1) * step + 1;
    }
  }

  /**
   * The elements of a row.
   *
   * @param length elements that a row has
   * @throws IllegalArgumentException if a single element is not among them
   */
  public Elements of(int length) {
    int from = start < 0 ? start + length : start;
    if (single) {
      if (from < 0 || from >= length) {
        throw new IllegalArgumentException(
            "has no element [%s]: it has %s in each row, [0] to [%s]"
                .formatted(start, length, length - 1));
      }
      return new Elements(from, 1, 1);
    }
    int to = end == null ? length : end < 0 ? end + length : Math.min(end, length);
    from = Math.max(0, from);
    return new Elements(from, to <= from ? 0 : (to - from - 1) / step + 1, step);
  }

  /** As users write it, empty for all. */
  @Override
  public String toString() {
    if (single) {
      return "[" + start + "]";
    }
    if (equals(ALL)) {
      return "";
    }
    return "[%s:%s%s]"
        .formatted(
            start == 0 ? "" : Integer.toString(start),
            end == null ? "" : end.toString(),
            step == 1 ? "" : ":" + step);
  }
}
