package org.groundtrack.benchmarks;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;
import org.groundtrack.io.ByteRange;
import org.groundtrack.io.RangeReader;
import org.groundtrack.plan.Task;
import org.groundtrack.source.Location;
import org.groundtrack.source.Sources;

/** The bytes that a task asks for, by the offsets of its requests. */
final class TaskBytes {
  private final TreeMap<Long, ByteBuffer> requests = new TreeMap<>();

  private TaskBytes() {}

  /** Makes the requests of a task, one after the other. */
  static TaskBytes read(Task task) {
    TaskBytes bytes = new TaskBytes();
    try (RangeReader reader = Sources.standard().open(Location.of(task.granule().uri()))) {
      for (ByteRange request : task.requests()) {
        bytes.requests.put(request.offset(), reader.read(request));
      }
    }
    return bytes;
  }

  /** Some of the bytes, which lie within one request. */
  ByteBuffer of(long offset, long size) {
    Map.Entry<Long, ByteBuffer> request = requests.floorEntry(offset);
    int at = Math.toIntExact(offset - request.getKey());
    return request.getValue().slice(at, Math.toIntExact(size));
  }
}
