package org.groundtrack.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.groundtrack.plan.Read;

/** What a plan reads of a variable in all granules and beams; for one thread at a time. */
final class VariableSum {
  final String variable;
  long rows;
  long chunks;
  long requests;
  long bytes;
  double seconds;

  VariableSum(String variable) {
    this.variable = variable;
  }

  void add(Read read) {
    rows += read.rows();
    chunks += read.chunks();
    requests += read.requests();
    bytes += read.bytes();
    seconds += read.seconds();
  }

  Map<String, Object> members() {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("variable", variable);
    members.put("rows", rows);
    members.put("chunks", chunks);
    members.put("requests", requests);
    members.put("bytes", bytes);
    members.put("seconds", seconds);
    return members;
  }
}
