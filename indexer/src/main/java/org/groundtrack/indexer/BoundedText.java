package org.groundtrack.indexer;

import org.groundtrack.error.UsageException;

/**
 * A granule's name as a layout's pattern looks at it: so many times at most. A pattern that tries
 * all ways to read a name may otherwise take years. For one thread.
 */
final class BoundedText implements CharSequence {
  /** A pattern that knows what it wants looks at each letter a few times. */
  private static final int MAX_LOOKS = 1_000_000;

  private final String text;
  private final String product;
  private int looks;

  BoundedText(String text, String product) {
    this.text = text;
    this.product = product;
  }

  @Override
  public int length() {
    return text.length();
  }

  @Override
  public char charAt(int index) {
    if (++looks > MAX_LOOKS) {
      throw new UsageException(
          "Layout of %s: its granuleName takes too long to tell whether it fits '%s': nested repetitions, such as (a+)+, and back-references do that"
              .formatted(product, text));
    }
    return text.charAt(index);
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return text.substring(start, end);
  }

  @Override
  public String toString() {
    return text;
  }
}
