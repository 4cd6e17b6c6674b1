package org.groundtrack.cli;

import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import org.groundtrack.layout.ProductLayouts;
import org.groundtrack.references.ReferenceFormat;

/** What a shell completes the values of options to. Nothing is made until it asks. */
abstract class Candidates implements Iterable<String> {
  private final Supplier<List<String>> names;

  private Candidates(Supplier<List<String>> names) {
    this.names = names;
  }

  @Override
  public Iterator<String> iterator() {
    return names.get().iterator();
  }

  /** Products that are known. */
  static final class Products extends Candidates {
    Products() {
      super(() -> ProductLayouts.shipped().names());
    }
  }

  /** Formats of references. */
  static final class References extends Candidates {
    References() {
      super(ReferenceFormat::labels);
    }
  }

  /** Seasons. */
  static final class Seasons extends Candidates {
    Seasons() {
      super(() -> List.of("DJF", "MAM", "JJA", "SON"));
    }
  }

  /** Strengths of beams. */
  static final class Strengths extends Candidates {
    Strengths() {
      super(() -> List.of("strong", "weak", "coverage", "full"));
    }
  }
}
