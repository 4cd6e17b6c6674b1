package org.groundtrack.area;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.groundtrack.error.InvalidAoiException;
import org.groundtrack.layout.NearestName;

/** How the features of a document are told apart. */
final class FeatureIds {
  private static final int NAMES_SHOWN = 20;

  private final AreaDocument document;
  private final String property;

  /**
   * @param property whose values are the ids; {@code null} for the format's own ids, or if there
   *     are none the features' positions
   */
  FeatureIds(AreaDocument document, String property) {
    this.document = document;
    this.property = property;
  }

  /** The property that is asked for; {@code null} if none is. */
  String property() {
    return property;
  }

  /** An id that is not blank. */
  String checked(String text, String where, String what) {
    if (text.isBlank()) {
      throw noText(where, what, "empty");
    }
    return text;
  }

  /** That what should be an id is none. */
  InvalidAoiException noText(String where, String what, String found) {
    return document.invalid(
        "%sits %s is %s, expected a text or number that tells it from the others%s"
            .formatted(
                where,
                what,
                found,
                property == null
                    ? ": name a property with --feature-id"
                    : ": name another with --feature-id"));
  }

  /** That a feature lacks the property. */
  InvalidAoiException missing(String where, Collection<String> known) {
    List<String> names = known.stream().limit(NAMES_SHOWN).toList();
    return document.invalid(
        "%shas no property '%s', which --feature-id names: %s"
            .formatted(
                where,
                property,
                names.isEmpty()
                    ? "it has none; leave out --feature-id to tell features apart by id or position"
                    : NearestName.hint(property, names)));
  }

  /**
   * The features that cover something, each with an id of its own.
   *
   * @throws InvalidAoiException if some have an id and some have none, or two have the same
   */
  List<AreaFeature> settled(List<AreaFeature> all) {
    List<AreaFeature> features = new ArrayList<>();
    AreaFeature named = null;
    AreaFeature unnamed = null;
    for (AreaFeature feature : all) {
      if (feature.area() != null) {
        features.add(feature);
        named = named == null && feature.id() != null ? feature : named;
        unnamed = unnamed == null && feature.id() == null ? feature : unnamed;
      }
    }
    if (unnamed != null && property != null) {
      throw document.invalid(
          "%sis a geometry without properties: leave out --feature-id %s, which is for features of GeoJSON, KML and GeoParquet"
              .formatted(unnamed.where(), property));
    }
    if (unnamed != null && named != null) {
      throw document.invalid(
          "%shas no id, but %s has '%s': give each one, or name a property with --feature-id"
              .formatted(unnamed.where(), label(named), Rings.shortened(named.id())));
    }
    Map<String, AreaFeature> byId = new HashMap<>();
    for (AreaFeature feature : features) {
      if (feature.id() == null) {
        feature.setId(Integer.toString(feature.position()));
      }
      AreaFeature before = byId.putIfAbsent(feature.id(), feature);
      if (before != null) {
        throw document.invalid(
            "%shas the id '%s' of %s: ids tell features apart; name another property with --feature-id, or make one feature of them"
                .formatted(feature.where(), Rings.shortened(feature.id()), label(before)));
      }
    }
    return features;
  }

  private static String label(AreaFeature feature) {
    return feature.where().replaceFirst(": $", "");
  }
}
