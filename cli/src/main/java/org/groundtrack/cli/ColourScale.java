package org.groundtrack.cli;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What colours mean.
 *
 * @param name of what they show
 * @param units of it, or {@code null}
 * @param low value of the first colour
 * @param high value of the last colour, greater
 * @param of what the values are
 */
record ColourScale(String name, String units, double low, double high, Values of) {
  /** What values are. */
  enum Values {
    REAL,
    WHOLE,
    /** Seconds since 1970. */
    TIME
  }

  /** Control points of the viridis scale (matplotlib, CC0). */
  private static final int[] VIRIDIS = {
    0x440154, 0x482878, 0x3E4989, 0x31688E, 0x26828E, 0x1F9E89, 0x35B779, 0x6DCD59, 0xB4DE2C,
    0xFDE725
  };

  private static final int TIMES = 4;
  private static final double DAY_SECONDS = 86_400;

  /** Colours that are told apart. */
  static final int SHADES = 256;

  /** Where a value is between the ends, 0 to 1 within. */
  double share(double value) {
    return (value - low) / (high - low);
  }

  /** The colour of a part of the scale. */
  static int rgb(double share) {
    double at = Math.max(0, Math.min(1, share)) * (VIRIDIS.length - 1);
    int before = (int) Math.min(VIRIDIS.length - 2, Math.floor(at));
    double part = at - before;
    int rgb = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      int a = VIRIDIS[before] >> shift & 0xFF;
      int b = VIRIDIS[before + 1] >> shift & 0xFF;
      rgb |= (int) Math.round(a + (b - a) * part) << shift;
    }
    return rgb;
  }

  /** Values beside the scale, and their texts. */
  Map<Double, String> ticks() {
    Map<Double, String> ticks = new LinkedHashMap<>();
    if (of == Values.TIME) {
      String form = high - low > 5 * DAY_SECONDS ? "uuuu-MM-dd" : "MM-dd HH:mm:ss";
      DateTimeFormatter format =
          DateTimeFormatter.ofPattern(form, Locale.ROOT).withZone(ZoneOffset.UTC);
      for (int i = 0; i <= TIMES; i++) {
        double value = low + (high - low) * i / TIMES;
        ticks.put(value, format.format(Instant.ofEpochSecond((long) value)));
      }
      return ticks;
    }
    double step = step(high - low);
    step = of == Values.WHOLE ? Math.max(1, step) : step;
    int digits = (int) Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
    double most = Math.max(Math.abs(low), Math.abs(high));
    String form = most >= 1e7 || step < 1e-5 ? "%.5g" : "%,." + digits + "f";
    long first = (long) Math.ceil(low / step);
    for (long i = 0; first * step + i * step <= high * (1 + 1e-12) && i < 20; i++) {
      double value = (first + i) * step;
      ticks.put(value, String.format(Locale.ROOT, form, value == 0 ? 0.0 : value));
    }
    return ticks;
  }

  /** A round distance of lines: 1, 2 or 5 times a power of ten, some five in the extent. */
  static double step(double extent) {
    double rough = extent / 5;
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    double ratio = rough / power;
    return power * (ratio < 1.5 ? 1 : ratio < 3.5 ? 2 : ratio < 7.5 ? 5 : 10);
  }
}
