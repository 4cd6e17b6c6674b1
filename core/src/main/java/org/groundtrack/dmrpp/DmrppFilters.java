package org.groundtrack.dmrpp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.groundtrack.granule.FilterStep;
import org.groundtrack.sidecar.UnsupportedStorageException;

/**
 * The filter pipeline that a DMR++ document says.
 *
 * <p>Later builders list the filters as the pipeline has them. Earlier ones knew two flags only,
 * and wrote {@code deflate shuffle} where both were set, whatever the order: that is turned round,
 * as every writer shuffles first. Should it be the true order for once, chunks do not inflate, so
 * no wrong value comes of it. Fletcher32 among filters in that order could be anywhere, and is
 * refused where the document does not state its builder's version.
 */
final class DmrppFilters {
  private static final List<String> BOTH_FLAGS = List.of("deflate", "shuffle");

  private DmrppFilters() {}

  /** The steps in the order in which they were applied when writing. */
  static List<FilterStep> read(Map<String, String> chunks, boolean versioned, int elementBytes)
      throws UnsupportedStorageException {
    List<String> names = new ArrayList<>(words(chunks.get("compressionType")));
    boolean turned = names.indexOf("shuffle") > names.indexOf("deflate");
    if (!versioned && turned && names.contains("deflate") && names.contains("fletcher32")) {
      throw new UnsupportedStorageException(
          "has filters '%s' in a document too old to say their order"
              .formatted(String.join(" ", names)));
    }
    if (names.equals(BOTH_FLAGS)) {
      Collections.reverse(names);
    }
    String written = chunks.get("deflateLevel");
    List<String> levels = words(written == null ? chunks.get("deflate_level") : written);
    List<FilterStep> steps = new ArrayList<>();
    int deflates = 0;
    for (String name : names) {
      switch (name) {
        case "deflate" -> steps.add(new FilterStep(FilterStep.DEFLATE, level(levels, deflates++)));
        case "shuffle" -> steps.add(new FilterStep(FilterStep.SHUFFLE, List.of(elementBytes)));
        case "fletcher32" -> steps.add(new FilterStep(FilterStep.FLETCHER32, List.of()));
        default ->
            throw new UnsupportedStorageException(
                "uses a filter '%s': deflate, shuffle and fletcher32 are supported"
                    .formatted(name));
      }
    }
    return steps;
  }

  /** Decoding needs no level, so one that is not said or not understood does no harm. */
  private static List<Integer> level(List<String> levels, int deflate) {
    return deflate < levels.size() && levels.get(deflate).matches("[0-9]")
        ? List.of(Integer.valueOf(levels.get(deflate)))
        : List.of();
  }

  private static List<String> words(String text) {
    return text == null || text.isBlank() ? List.of() : Arrays.asList(text.trim().split("\\s+"));
  }
}
