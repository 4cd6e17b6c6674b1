package org.groundtrack.hdf5;

import io.jhdf.ObjectHeader;
import io.jhdf.Superblock;
import io.jhdf.SymbolTableEntry;
import io.jhdf.object.message.DataSpaceMessage;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.groundtrack.error.BadGranuleException;
import org.groundtrack.error.GroundtrackException;
import org.groundtrack.error.Reason;
import org.groundtrack.granule.ChunkManifest;
import org.groundtrack.granule.Dataset;
import org.groundtrack.io.CoalescePolicy;
import org.groundtrack.io.RangeReader;

/**
 * The metadata of an HDF5 granule: names, attributes, and where the chunks of datasets are.
 *
 * <p>jHDF parses the metadata through a {@link RangeReader}; only links that are asked for are
 * followed, and no chunk is read. Paths have no leading slash and are relative to the root. Not
 * safe for use by several threads at once. The reader stays the caller's to close.
 *
 * <p>Every failure, whatever jHDF throws on damaged metadata, is a {@link BadGranuleException}.
 */
public final class Hdf5File implements ChunkManifest {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1A, '\n'};
  private static final int SUPERBLOCK_BYTES = 96;
  private static final int MAX_DEPTH = 64;
  private static final int MAX_SOFT_LINKS = 16;

  private final Hdf5Storage storage;
  private final long rootAddress;
  private final Map<Long, ObjectHeader> headers = new HashMap<>();
  private final Map<Long, Map<String, Links.Link>> links = new HashMap<>();
  private final Map<String, String> unreadable = new LinkedHashMap<>();

  private Hdf5File(Hdf5Storage storage, long rootAddress) {
    this.storage = storage;
    this.rootAddress = rootAddress;
  }

  /** Opens a local granule and reads its superblock. */
  public static Hdf5File open(RangeReader reader) {
    return open(reader, CoalescePolicy.LOCAL);
  }

  /**
   * Opens a granule and reads its superblock.
   *
   * @param policy what a request and a byte cost: metadata is read in blocks that take as long to
   *     transfer as to ask for
   * @throws BadGranuleException if it is not an HDF5 file
   */
  public static Hdf5File open(RangeReader reader, CoalescePolicy policy) {
    return open(reader, () -> policy);
  }

  /**
   * Opens a granule and reads its superblock.
   *
   * @param policy what a request and a byte cost; is asked before each request, since a walk is
   *     long enough to learn it on the way
   * @throws BadGranuleException if it is not an HDF5 file
   */
  public static Hdf5File open(RangeReader reader, Supplier<CoalescePolicy> policy) {
    Hdf5Storage storage = new Hdf5Storage(reader, () -> MetadataBlocks.of(policy.get()));
    return guarded(
        reader.name(),
        "its superblock",
        () -> {
          long start = findSuperblock(storage);
          long length = Math.min(SUPERBLOCK_BYTES, storage.size() - start);
          Superblock superblock = Superblock.readSuperblock(storage.readAbsolute(start, length));
          storage.start(start, superblock);
          if (superblock.getEndOfFileAddress() > storage.size()) {
            throw new BadGranuleException(
                "[%s] is truncated: it has %s bytes, expected %s; get it again"
                    .formatted(storage.name(), storage.size(), superblock.getEndOfFileAddress()));
          }
          return new Hdf5File(storage, rootAddress(storage, superblock));
        });
  }

  /** The superblock stands at 0, or after a user block of 512, 1024, 2048, … bytes. */
  private static long findSuperblock(Hdf5Storage storage) {
    for (long start = 0;
        start + SIGNATURE.length <= storage.size();
        start = start == 0 ? 512 : start * 2) {
      ByteBuffer found = storage.readAbsolute(start, SIGNATURE.length);
      if (found.equals(ByteBuffer.wrap(SIGNATURE))) {
        return start;
      }
    }
    throw new BadGranuleException(
        "[%s] is not an HDF5 file: found %s, expected the HDF5 signature"
            .formatted(storage.name(), firstBytes(storage)));
  }

  private static String firstBytes(Hdf5Storage storage) {
    if (storage.size() == 0) {
      return "an empty file";
    }
    ByteBuffer bytes = storage.readAbsolute(0, Math.min(8, storage.size()));
    StringBuilder text = new StringBuilder("'");
    while (bytes.hasRemaining()) {
      byte b = bytes.get();
      text.append(b >= 0x20 && b < 0x7F ? (char) b : '.');
    }
    return text.append("' at its start").toString();
  }

  private static long rootAddress(Hdf5Storage storage, Superblock superblock) {
    if (superblock instanceof Superblock.SuperblockV0V1 old) {
      return new SymbolTableEntry(storage, old.getRootGroupSymbolTableAddress())
          .getObjectHeaderAddress();
    }
    return ((Superblock.SuperblockV2V3) superblock).getRootGroupObjectHeaderAddress();
  }

  @Override
  public String name() {
    return storage.name();
  }

  @Override
  public String origin() {
    return "hdf5";
  }

  /** Requests that it took so far to learn what was asked for. */
  public long metadataRequests() {
    return storage.requests();
  }

  /** Bytes of these requests. */
  public long metadataBytes() {
    return storage.bytesRead();
  }

  @Override
  public boolean exists(String path) {
    return guarded(name(), "/" + path, () -> resolve(path) >= 0);
  }

  @Override
  public List<String> children(String group) {
    return guarded(
        name(),
        "/" + group,
        () -> {
          long address = resolve(group);
          return address < 0 ? List.of() : List.copyOf(linksAt(address).keySet());
        });
  }

  @Override
  public Optional<String> attribute(String path, String attribute) {
    return guarded(
        name(),
        "attribute %s of /%s".formatted(attribute, path),
        () -> {
          long address = resolve(path);
          return address < 0
              ? Optional.empty()
              : Optional.ofNullable(Attributes.of(storage, header(address)).text(attribute));
        });
  }

  @Override
  public Dataset dataset(String path) {
    return guarded(
        name(),
        "/" + path,
        () -> {
          long address = resolve(path);
          if (address < 0) {
            throw new BadGranuleException("[%s] has no dataset /%s".formatted(name(), path));
          }
          return DatasetReader.read(storage, path, header(address));
        });
  }

  @Override
  public List<Dataset> datasetsUnder(String group) {
    List<Dataset> datasets = new ArrayList<>();
    long address = guarded(name(), "/" + group, () -> resolve(group));
    if (address >= 0) {
      collect(group, address, datasets, new HashSet<>(), 0);
    }
    return datasets;
  }

  @Override
  public Map<String, String> unreadable() {
    return Map.copyOf(unreadable);
  }

  private void collect(
      String path, long address, List<Dataset> datasets, Set<Long> visited, int depth) {
    if (depth > MAX_DEPTH || !visited.add(address)) {
      throw new BadGranuleException(
          "[%s /%s] groups contain each other, or are nested deeper than %s: the granule is damaged"
              .formatted(name(), path, MAX_DEPTH));
    }
    Map<String, Links.Link> children = guarded(name(), "/" + path, () -> linksAt(address));
    children.forEach(
        (child, link) -> {
          String childPath = path.isEmpty() ? child : path + "/" + child;
          boolean group = false;
          try {
            long target =
                link.isSoft()
                    ? guarded(name(), "/" + childPath, () -> resolve(link.target(), address, 1))
                    : link.address();
            if (target < 0) {
              return;
            }
            ObjectHeader header = guarded(name(), "/" + childPath, () -> header(target));
            if (header.hasMessageOfType(DataSpaceMessage.class)) {
              datasets.add(
                  guarded(
                      name(),
                      "/" + childPath,
                      () -> DatasetReader.read(storage, childPath, header)));
            } else {
              group = Links.isGroup(header) && !link.isSoft();
            }
          } catch (BadGranuleException e) {
            unreadable.put(childPath, e.getMessage());
          }
          // Groups that contain each other are not passed over: there is no end to their paths.
          if (group) {
            collect(childPath, link.address(), datasets, visited, depth + 1);
          }
        });
    visited.remove(address);
  }

  /** The address of the header that a path leads to, or -1. */
  private long resolve(String path) {
    return resolve(path, rootAddress, 0);
  }

  private long resolve(String path, long from, int softLinks) {
    long address = path.startsWith("/") ? rootAddress : from;
    for (String name : path.split("/", -1)) {
      if (name.isEmpty() || name.equals(".")) {
        continue;
      }
      Links.Link link = linksAt(address).get(name);
      if (link == null) {
        return -1;
      }
      if (link.isSoft()) {
        if (softLinks >= MAX_SOFT_LINKS) {
          throw new BadGranuleException(
              "[%s] soft link %s leads in circles".formatted(name(), name));
        }
        address = resolve(link.target(), address, softLinks + 1);
        if (address < 0) {
          return -1;
        }
      } else {
        address = link.address();
      }
    }
    return address;
  }

  private Map<String, Links.Link> linksAt(long address) {
    Map<String, Links.Link> known = links.get(address);
    if (known == null) {
      ObjectHeader header = header(address);
      known = Links.isGroup(header) ? Links.of(storage, header) : Map.of();
      links.put(address, known);
    }
    return known;
  }

  private ObjectHeader header(long address) {
    ObjectHeader known = headers.get(address);
    if (known == null) {
      known = ObjectHeader.readObjectHeader(storage, address);
      headers.put(address, known);
    }
    return known;
  }

  /**
   * Runs a piece of the walk. jHDF answers damage with any runtime exception, a deep recursion, or
   * an array as large as a damaged number says; all of them mean that the granule is bad.
   */
  private static <T> T guarded(String name, String what, Supplier<T> walk) {
    try {
      return walk.get();
    } catch (RuntimeException e) {
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (cause instanceof GroundtrackException known) {
          throw known;
        }
      }
      throw damaged(name, what, e);
    } catch (StackOverflowError | OutOfMemoryError e) {
      throw damaged(name, what, e);
    }
  }

  private static BadGranuleException damaged(String name, String what, Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String why = Reason.of(root);
    return new BadGranuleException(
        "[%s] metadata of %s can't be read (%s): the granule is damaged or uses what is not supported"
            .formatted(name, what, why),
        e);
  }
}
