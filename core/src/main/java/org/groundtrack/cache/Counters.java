package org.groundtrack.cache;

import java.util.concurrent.atomic.LongAdder;

/** What {@link CacheStatistics} is made of. Safe for use by many threads at once. */
final class Counters {
  final LongAdder hitBytes = new LongAdder();
  final LongAdder missBytes = new LongAdder();
  final LongAdder requestsSaved = new LongAdder();
  final LongAdder requests = new LongAdder();
  final LongAdder storedBytes = new LongAdder();
  final LongAdder damagedPieces = new LongAdder();

  CacheStatistics statistics() {
    return new CacheStatistics(
        hitBytes.sum(),
        missBytes.sum(),
        requestsSaved.sum(),
        requests.sum(),
        storedBytes.sum(),
        damagedPieces.sum());
  }
}
