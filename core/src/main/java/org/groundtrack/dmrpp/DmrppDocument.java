package org.groundtrack.dmrpp;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.groundtrack.granule.AttributeValue;

/** What a DMR++ document says, as it says it. Paths have no leading slash. */
final class DmrppDocument {
  /**
   * Attributes in a container: those of a group where the document is flattened.
   *
   * @param group the group that the container stands in
   * @param names the containers from the outermost to this one
   */
  record Container(String group, List<String> names, Map<String, AttributeValue> attributes) {}

  /** Written by a builder that states its version; such ones list filters in their true order. */
  boolean versioned;

  /** Where the document says that the granule is, or {@code null}. */
  String href;

  final Map<String, Long> dimensions = new HashMap<>();
  final Map<String, String> enumerations = new HashMap<>();
  final Map<String, Map<String, AttributeValue>> groups = new LinkedHashMap<>();
  final List<Container> containers = new ArrayList<>();
  final List<DmrppVariable> variables = new ArrayList<>();
}
