package org.groundtrack.index;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.groundtrack.error.UsageException;

/**
 * A column of the coverage that says between what the values of a variable lie. Pure data,
 * immutable.
 *
 * @param name as the user gave it, such as {@code h_li} or {@code rh[98]}
 * @param column of the coverage, {@code zone_h_li}
 * @param places by product, which variable it is there
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ZoneColumn(String name, String column, Map<String, Place> places) {
  /** Each takes 60 bytes of memory for every row of coverage that is sorted and written at once. */
  public static final int MAX_COLUMNS = 8;

  private static final Pattern COLUMN = Pattern.compile("zone_[a-z0-9_]{1,120}");

  /**
   * A variable of a product.
   *
   * @param rate whose rows have it
   * @param path within the beam
   * @param element of each row, negative from the end; {@code null} if rows have one
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Place(String rate, String path, Integer element) {
    /** As users write it. */
    @Override
    public String toString() {
      return element == null ? path : path + "[" + element + "]";
    }
  }

  public ZoneColumn {
    places = Collections.unmodifiableMap(new TreeMap<>(places == null ? Map.of() : places));
  }

  /**
   * Columns for some names, of variables that are not known yet.
   *
   * @throws UsageException if there are too many, or one is given twice
   */
  public static List<ZoneColumn> of(List<String> names) {
    if (names.size() > MAX_COLUMNS) {
      throw new UsageException(
          "--zones: found %s variables, the limit is %s: name those that conditions ask for most"
              .formatted(names.size(), MAX_COLUMNS));
    }
    List<ZoneColumn> columns = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    for (String name : names) {
      String plain = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
      String column = "zone_" + plain.substring(0, Math.min(100, plain.length()));
      if (columns.stream().anyMatch(known -> known.name().equals(name)) || name.isBlank()) {
        throw new UsageException(
            "--zones: found '%s' %s, expected each variable once"
                .formatted(name, name.isBlank() ? "without a name" : "twice"));
      }
      String unique = column;
      for (int i = 2; !taken.add(unique); i++) {
        unique = column + "_" + i;
      }
      columns.add(new ZoneColumn(name, unique, Map.of()));
    }
    return List.copyOf(columns);
  }

  /**
   * The same with the variable of a product.
   *
   * @throws UsageException if it is another one already
   */
  ZoneColumn with(String product, Place place) {
    Place known = places.get(product);
    if (known != null && !known.equals(place)) {
      throw new UsageException(
          "--zones: '%s' is %s of rate %s in some granules of %s, %s of rate %s in others: name it by its path, or index them apart"
              .formatted(name, known, known.rate(), product, place, place.rate()));
    }
    Map<String, Place> more = new TreeMap<>(places);
    more.put(product, place);
    return new ZoneColumn(name, column, more);
  }

  /** Whether what index.json says makes sense. */
  boolean isSound() {
    return name != null
        && column != null
        && COLUMN.matcher(column).matches()
        && places.values().stream()
            .allMatch(place -> place != null && place.rate() != null && place.path() != null);
  }
}
