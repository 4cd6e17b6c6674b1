package org.groundtrack.exporter;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;
import org.groundtrack.granule.Dataset;
import org.groundtrack.io.ByteRange;
import org.groundtrack.io.RangeReader;
import org.groundtrack.plan.Task;

/** The bytes of a task's requests. Immutable once fetched; safe for use by many threads. */
final class FetchedRanges {
  private final TreeMap<Long, ByteBuffer> buffers = new TreeMap<>();

  private FetchedRanges() {}

  /** Makes the requests of a task, in order. */
  static FetchedRanges fetch(RangeReader reader, Task task) {
    FetchedRanges ranges = new FetchedRanges();
    for (ByteRange request : task.requests()) {
      ranges.buffers.put(request.offset(), reader.read(request));
    }
    return ranges;
  }

  /** The stored bytes of a chunk; all wanted chunks lie in the task's requests. */
  ByteBuffer chunk(Dataset dataset, int chunk) {
    long offset = dataset.chunks().offset(chunk);
    long size = dataset.chunks().size(chunk);
    Map.Entry<Long, ByteBuffer> request = buffers.floorEntry(offset);
    if (request == null || request.getKey() + request.getValue().limit() < offset + size) {
      throw new IllegalStateException(
          "Plan reads no request that holds /%s chunk %s".formatted(dataset.path(), chunk));
    }
    return request
        .getValue()
        .slice(Math.toIntExact(offset - request.getKey()), Math.toIntExact(size));
  }
}
