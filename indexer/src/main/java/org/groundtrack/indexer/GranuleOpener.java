package org.groundtrack.indexer;

import org.groundtrack.error.BadGranuleException;
import org.groundtrack.error.BeyondEndException;
import org.groundtrack.error.GroundtrackException;
import org.groundtrack.error.LimitExceededException;
import org.groundtrack.granule.ChunkManifest;
import org.groundtrack.hdf5.Hdf5File;
import org.groundtrack.http.LinkMeter;
import org.groundtrack.io.CoalescePolicy;
import org.groundtrack.io.Fetching;
import org.groundtrack.io.RangeReader;
import org.groundtrack.io.ReadCounters;
import org.groundtrack.source.Location;
import org.groundtrack.source.Sources;

/** Opens granules, by their sidecars or their own metadata, and scans them. For many threads. */
final class GranuleOpener {
  private final Sources sources;
  private final Sidecars sidecars;

  GranuleOpener(Sources sources, Sidecars sidecars) {
    this.sources = sources;
    this.sidecars = sidecars;
  }

  /** Scans one granule. */
  GranuleScan scan(ScanJob job) {
    Location location = job.location();
    Location index = job.referrer();
    ReadCounters counters = new ReadCounters();
    Sources counted = sources.counting(counters);
    Fetching fetching = location.isLocal() ? Fetching.LOCAL : Fetching.remote();
    ChunkManifest sidecar = null;
    GroundtrackException unusable = null;
    try {
      sidecar = sidecars.manifest(location, index, counted).orElse(null);
    } catch (BadGranuleException | LimitExceededException e) {
      if (!sidecars.isOptional()) {
        throw e;
      }
      unusable = e;
    }
    try (RangeReader reader =
        index == null ? counted.open(location) : counted.openReferenced(location, index, null)) {
      if (sidecar != null) {
        try {
          GranuleScan scan = bySidecar(job, reader, counters, sidecar, fetching);
          if (scan.granule().invalidPositions().total() > 0) {
            // A granule may have some; so has one that is decoded in a wrong way.
            SidecarCheck.sameAs(Hdf5File.open(reader, () -> policy(location, sources)), scan);
          }
          return scan;
        } catch (BadGranuleException | LimitExceededException e) {
          if (!sidecars.isOptional()) {
            throw e;
          }
          unusable = e;
        }
      }
      ChunkManifest own = Hdf5File.open(reader, () -> policy(location, sources));
      GranuleScan scan =
          job.scanner().scan(job.id(), location.uri(), reader, counters, own, fetching);
      return unusable == null ? scan : scan.withUnusableSidecar(unusable.getMessage());
    }
  }

  /** A sidecar that leads beyond the granule's end is as bad as one that leads to other chunks. */
  private static GranuleScan bySidecar(
      ScanJob job,
      RangeReader reader,
      ReadCounters counters,
      ChunkManifest sidecar,
      Fetching fetching) {
    try {
      return job.scanner()
          .scan(job.id(), job.location().uri(), reader, counters, sidecar, fetching);
    } catch (BeyondEndException e) {
      throw new BadGranuleException(
          "[%s] is shorter than its sidecar, %s, says, which is wrong or of another version, or the granule is truncated: %s"
              .formatted(reader.name(), sidecar.origin(), e.getMessage()),
          e);
    }
  }

  /** What a request and a byte of a granule's metadata cost, as far as it was measured. */
  static CoalescePolicy policy(Location location, Sources sources) {
    LinkMeter link = sources.meter();
    return location.isLocal()
        ? CoalescePolicy.LOCAL
        : CoalescePolicy.REMOTE.measured(link.latencySeconds(), link.bytesPerSecond());
  }
}
