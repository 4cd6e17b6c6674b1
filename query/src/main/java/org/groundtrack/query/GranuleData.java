package org.groundtrack.query;

import java.util.List;
import java.util.Map;
import org.groundtrack.granule.Dataset;
import org.groundtrack.granule.Granule;

/**
 * What an index says of some granules.
 *
 * @param granules by id
 * @param datasets by granule's id and path, what may be wanted
 * @param partners granules of other products that add values to them
 */
record GranuleData(
    Map<String, Granule> granules,
    Map<String, Map<String, Dataset>> datasets,
    List<Partners> partners) {

  /** The datasets of a granule. */
  Map<String, Dataset> datasets(String id) {
    return datasets.getOrDefault(id, Map.of());
  }

  /** Adds the variables of all granules to what is known. */
  void describe(KnownVariables own, Map<String, KnownVariables.Joined> joined) {
    datasets.values().forEach(held -> own.add(held));
    for (Partners partner : partners) {
      KnownVariables known =
          joined
              .computeIfAbsent(
                  partner.join().product(),
                  product ->
                      new KnownVariables.Joined(
                          partner.join(),
                          partner.rate(),
                          new KnownVariables(partner.layout(), partner.rate())))
              .variables();
      partner.datasets().values().forEach(known::add);
    }
  }
}
