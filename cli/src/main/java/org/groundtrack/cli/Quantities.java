package org.groundtrack.cli;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Numbers with units, as options are given: {@code 8MiB}, {@code 80ms}, {@code 100Mbit/s}. */
final class Quantities {
  private static final Pattern QUANTITY =
      Pattern.compile("([0-9]+(?:\\.[0-9]+)?)\\s*([A-Za-z]*(?:/s)?)");
  private static final Map<String, Long> BYTES =
      Map.ofEntries(
          Map.entry("", 1L),
          Map.entry("b", 1L),
          Map.entry("k", 1_000L),
          Map.entry("kb", 1_000L),
          Map.entry("m", 1_000_000L),
          Map.entry("mb", 1_000_000L),
          Map.entry("g", 1_000_000_000L),
          Map.entry("gb", 1_000_000_000L),
          Map.entry("tb", 1_000_000_000_000L),
          Map.entry("kib", 1L << 10),
          Map.entry("mib", 1L << 20),
          Map.entry("gib", 1L << 30),
          Map.entry("tib", 1L << 40));
  private static final Map<String, Double> BITS_PER_SECOND =
      Map.of("bit/s", 1.0, "kbit/s", 1e3, "mbit/s", 1e6, "gbit/s", 1e9);

  private Quantities() {}

  /** Bytes: {@code 64KiB}, {@code 1.5GB}, {@code 1000}. */
  static final class Bytes implements ITypeConverter<Long> {
    @Override
    public Long convert(String text) {
      BigDecimal bytes = bytes(text, "");
      if (bytes.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
        throw new TypeConversionException("more than %s bytes".formatted(Long.MAX_VALUE));
      }
      return bytes.longValue();
    }
  }

  /** Bytes a second: {@code 12MB/s}, {@code 100Mbit/s}. */
  static final class BytesPerSecond implements ITypeConverter<Double> {
    @Override
    public Double convert(String text) {
      Matcher matcher = matcher(text);
      Double bits = BITS_PER_SECOND.get(matcher.group(2).toLowerCase(Locale.ROOT));
      return bits == null
          ? bytes(text, "/s").doubleValue()
          : Double.parseDouble(matcher.group(1)) * bits / Byte.SIZE;
    }
  }

  /** Seconds: {@code 80ms}, {@code 0.1s}. */
  static final class Seconds implements ITypeConverter<Double> {
    @Override
    public Double convert(String text) {
      Matcher matcher = matcher(text);
      double number = Double.parseDouble(matcher.group(1));
      return switch (matcher.group(2)) {
        case "ms" -> number / 1000;
        case "s" -> number;
        default ->
            throw new TypeConversionException("'" + text + "' is no time: give 80ms or 0.08s");
      };
    }
  }

  private static BigDecimal bytes(String text, String suffix) {
    Matcher matcher = matcher(text);
    String unit = matcher.group(2).toLowerCase(Locale.ROOT);
    Long factor =
        unit.endsWith(suffix)
            ? BYTES.get(unit.substring(0, unit.length() - suffix.length()))
            : null;
    if (factor == null) {
      throw new TypeConversionException(
          "'%s' has no known unit: give B%s, kB%s, MB%s, GB%s, KiB%s, MiB%s or GiB%s"
              .formatted(text, suffix, suffix, suffix, suffix, suffix, suffix, suffix));
    }
    return new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(factor));
  }

  private static Matcher matcher(String text) {
    Matcher matcher = QUANTITY.matcher(text.strip());
    if (!matcher.matches()) {
      throw new TypeConversionException("'" + text + "' is no number with a unit");
    }
    return matcher;
  }
}
