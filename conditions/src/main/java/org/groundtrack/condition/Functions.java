package org.groundtrack.condition;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.groundtrack.expression.Operation;

/** The functions that conditions have. */
final class Functions {
  private static final Map<String, Operation> BY_NAME =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("abs", Operation.ABS),
              Map.entry("bit_and", Operation.BIT_AND),
              Map.entry("bit_or", Operation.BIT_OR),
              Map.entry("ceil", Operation.CEIL),
              Map.entry("ceiling", Operation.CEIL),
              Map.entry("coalesce", Operation.COALESCE),
              Map.entry("floor", Operation.FLOOR),
              Map.entry("greatest", Operation.GREATEST),
              Map.entry("isnan", Operation.ISNAN),
              Map.entry("least", Operation.LEAST),
              Map.entry("mod", Operation.MODULO),
              Map.entry("round", Operation.ROUND),
              Map.entry("sqrt", Operation.SQRT),
              Map.entry("xor", Operation.BIT_XOR)));

  private Functions() {}

  static Collection<String> names() {
    return BY_NAME.keySet();
  }

  /** The function of a name in any case, or {@code null}. */
  static Operation named(String name) {
    return BY_NAME.get(name.toLowerCase(Locale.ROOT));
  }
}
