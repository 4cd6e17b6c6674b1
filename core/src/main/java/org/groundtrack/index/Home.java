package org.groundtrack.index;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.groundtrack.granule.Granule;
import org.groundtrack.source.Location;

/**
 * Where an index is, and where it was when it was made: local granules that lay beside it or below
 * move with it. Its tables name them as if it had never moved.
 *
 * @param before the folder that held the index when it was made, or {@code null} if it did not move
 * @param now the folder that holds it
 */
record Home(Path before, Path now) {
  private static final Home SAME = new Home(null, null);

  /**
   * The home of an index.
   *
   * @param made the URI of the folder that held it when it was made, or {@code null}
   * @param index where it is
   */
  static Home of(String made, Location index) {
    if (made == null || !index.isLocal()) {
      return SAME;
    }
    Path before;
    try {
      before = Path.of(URI.create(made)).normalize();
    } catch (IllegalArgumentException e) {
      // Of another system: its granules are not here either.
      return SAME;
    }
    Path now = parent(index.path());
    boolean moves = now != null && before.getNameCount() > 0 && !before.equals(now);
    return moves ? new Home(before, now) : SAME;
  }

  /** The URI of the folder that holds an index, or {@code null} if that is a root. */
  static String uri(Path index) {
    Path parent = parent(index);
    return parent == null ? null : parent.toUri().toString();
  }

  private static Path parent(Path index) {
    Path parent = index.toAbsolutePath().normalize().getParent();
    return parent == null || parent.getNameCount() == 0 ? null : parent;
  }

  /**
   * A granule as the index names it, where it is now. One that is not at its new place, but at that
   * which is named, did not move.
   */
  Granule here(Granule granule) {
    Path named = local(granule);
    if (named == null || !named.startsWith(before)) {
      return granule;
    }
    Path moved = now.resolve(before.relativize(named).toString());
    return Files.exists(named) && !Files.exists(moved)
        ? granule
        : granule.at(Location.of(moved).uri());
  }

  /** A granule where it is, as the index names it. */
  Granule named(Granule granule) {
    Path here = local(granule);
    return here == null || !here.startsWith(now)
        ? granule
        : granule.at(Location.of(before.resolve(now.relativize(here).toString())).uri());
  }

  private Path local(Granule granule) {
    if (before == null) {
      return null;
    }
    Location location = Location.of(granule.uri());
    return location.isLocal() ? location.path().toAbsolutePath().normalize() : null;
  }
}
