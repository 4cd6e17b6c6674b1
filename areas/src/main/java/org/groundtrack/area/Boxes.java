package org.groundtrack.area;

import java.util.regex.Pattern;
import org.groundtrack.error.InvalidAoiException;
import org.groundtrack.geo.Aoi;
import org.locationtech.jts.geom.Envelope;

/** Boxes {@code west,south,east,north}; in a projection they are {@code x,y,x,y}. */
final class Boxes {
  private static final Pattern NUMBERS = Pattern.compile("[-+.0-9eE,\\s]*,[-+.0-9eE,\\s]*");

  private Boxes() {}

  static boolean isBox(String text) {
    return NUMBERS.matcher(text).matches();
  }

  static Aoi read(String text, AreaDocument document) {
    String name = document.name();
    AoiSettings settings = document.settings();
    String[] numbers = text.split(",", -1);
    if (numbers.length != 4) {
      throw new InvalidAoiException(
          "[%s] has %s numbers: a box is west,south,east,north in degrees"
              .formatted(name, numbers.length));
    }
    double[] edges = new double[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      try {
        edges[i] = Double.parseDouble(numbers[i].strip());
      } catch (NumberFormatException e) {
        throw new InvalidAoiException(
            "[%s] '%s' is no number: a box is west,south,east,north in degrees"
                .formatted(name, numbers[i].strip()),
            e);
      }
    }
    if (Crs.isLongitudeLatitude(settings.crs())) {
      Aoi box = Aoi.ofBox(name, edges[0], edges[1], edges[2], edges[3]);
      return AreaMaker.alone(box, document);
    }
    if (edges[0] >= edges[2] || edges[1] >= edges[3]) {
      throw new InvalidAoiException(
          "[%s] has no area: a box in %s is least x, least y, greatest x, greatest y"
              .formatted(name, settings.crs()));
    }
    document.add(
        AreaDocument.FACTORY.toGeometry(new Envelope(edges[0], edges[2], edges[1], edges[3])), "");
    return document.finish();
  }
}
