package org.groundtrack.index;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.groundtrack.error.BadIndexException;
import org.groundtrack.error.LimitExceededException;
import org.groundtrack.error.SourceUnavailableException;
import org.groundtrack.error.UsageException;
import org.groundtrack.io.ByteRange;
import org.groundtrack.io.RangeReader;
import org.groundtrack.layout.LayoutReader;
import org.groundtrack.layout.ProductLayout;
import org.groundtrack.source.Location;
import org.groundtrack.source.Sources;

/**
 * What {@code index.json} says: the parts that make up the index. Replacing it is the commit.
 *
 * @param formatVersion of the index format
 * @param createdBy the program that wrote it
 * @param layouts of the granules' products, with the resolution of their coverage
 * @param coverage parts of the coverage table
 * @param manifest parts of the manifest table
 * @param granules parts of the granules table
 * @param totals sums over all parts
 * @param zones variables of which the coverage says between what their values lie
 * @param madeIn URI of the local folder that held the index when it was made, or {@code null}: see
 *     {@link Home}
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record IndexState(
    int formatVersion,
    String createdBy,
    List<JsonNode> layouts,
    List<Part> coverage,
    List<Part> manifest,
    List<Part> granules,
    IndexTotals totals,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<ZoneColumn> zones,
    @JsonInclude(JsonInclude.Include.NON_NULL) String madeIn) {

  /** The version that this build reads and writes. */
  static final int FORMAT_VERSION = 4;

  static final String FILE_NAME = "index.json";

  private static final long MAX_BYTES = 64L << 20;

  /** Part files lie in the table's folder, under plain names: an index never names another path. */
  private static final Pattern PART_NAME =
      Pattern.compile("(coverage|manifest|granules)/[A-Za-z0-9][A-Za-z0-9._-]{0,200}\\.parquet");

  private static final ObjectMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(20).build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .build();

  /**
   * One part file.
   *
   * @param file relative to the index
   * @param rows rows in it
   * @param bytes its size
   * @param keys the least and the greatest key in it, or {@code null} if they are not known
   * @param without ids of granules whose rows in it count no more: other parts hold newer ones
   * @param versions of the granules in it, each behind its product and a blank; {@code null} if
   *     they are not known, or too many to say, and for parts of the other tables
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Part(
      String file,
      long rows,
      long bytes,
      @JsonInclude(JsonInclude.Include.NON_NULL) PartKeys keys,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) Set<String> without,
      @JsonInclude(JsonInclude.Include.NON_NULL) Set<String> versions) {

    Part {
      // In order, so that the same state is the same text.
      without = without == null ? Set.of() : Collections.unmodifiableSet(new TreeSet<>(without));
      versions = versions == null ? null : Collections.unmodifiableSet(new TreeSet<>(versions));
    }

    /** A part of whose keys nothing is known: every query opens it. */
    Part(String file, long rows, long bytes) {
      this(file, rows, bytes, null, Set.of(), null);
    }

    Part(String file, long rows, long bytes, PartKeys keys) {
      this(file, rows, bytes, keys, Set.of(), null);
    }

    /** The same without the rows of further granules. */
    Part without(Set<String> ids) {
      Set<String> all = new TreeSet<>(without);
      all.addAll(ids);
      return new Part(file, rows, bytes, keys, all, versions);
    }

    /** The same, of granules of some versions. */
    Part of(Set<String> productVersions) {
      return new Part(file, rows, bytes, keys, without, productVersions);
    }
  }

  /** A state without zones. */
  IndexState(
      int formatVersion,
      String createdBy,
      List<JsonNode> layouts,
      List<Part> coverage,
      List<Part> manifest,
      List<Part> granules,
      IndexTotals totals) {
    this(formatVersion, createdBy, layouts, coverage, manifest, granules, totals, List.of(), null);
  }

  /** The same with zones. */
  IndexState with(List<ZoneColumn> columns) {
    return new IndexState(
        formatVersion, createdBy, layouts, coverage, manifest, granules, totals, columns, madeIn);
  }

  /** The same, made in a folder. */
  IndexState madeIn(String folder) {
    return new IndexState(
        formatVersion, createdBy, layouts, coverage, manifest, granules, totals, zones, folder);
  }

  /** A state of this build's format. */
  static IndexState of(
      List<JsonNode> layouts,
      List<Part> coverage,
      List<Part> manifest,
      List<Part> granules,
      IndexTotals totals) {
    return new IndexState(
        FORMAT_VERSION, "groundtrack", layouts, coverage, manifest, granules, totals);
  }

  /** The state of a local index. */
  static IndexState read(Path folder) {
    return read(Location.of(folder), (location, expected) -> Sources.standard().open(location));
  }

  /**
   * The layouts, checked.
   *
   * @throws BadIndexException if one says nothing sound, or two are of one product
   */
  List<ProductLayout> productLayouts(Location folder) {
    Map<String, ProductLayout> read = new LinkedHashMap<>();
    for (JsonNode json : layouts) {
      ProductLayout layout;
      try {
        layout = LayoutReader.read(folder + "/" + FILE_NAME, json);
      } catch (UsageException e) {
        throw new BadIndexException(e.getMessage() + ". Build the index again", e);
      }
      if (read.put(layout.product(), layout) != null) {
        throw new BadIndexException(
            "[%s/%s] has two layouts of %s. Build the index again"
                .formatted(folder, FILE_NAME, layout.product()));
      }
    }
    return List.copyOf(read.values());
  }

  /** All part files. */
  Stream<Part> parts() {
    return Stream.of(coverage, manifest, granules).flatMap(List::stream);
  }

  /**
   * Reads the state of an index.
   *
   * @throws BadIndexException if there is none, it is damaged, or of a newer format
   * @throws SourceUnavailableException if it is remote and can't be read
   */
  static IndexState read(Location folder, PartSource source) {
    Location file = folder.resolve(FILE_NAME);
    try (RangeReader reader = source.open(file, null)) {
      long size = reader.identity().size();
      if (size > MAX_BYTES) {
        throw new BadIndexException("[%s] is longer than %s bytes".formatted(file, MAX_BYTES));
      }
      byte[] bytes = size == 0 ? new byte[0] : reader.read(new ByteRange(0, size)).array();
      return parse(folder, file, bytes);
    } catch (SourceUnavailableException e) {
      if (!folder.isLocal()) {
        throw e;
      }
      if (e.getCause() instanceof NoSuchFileException) {
        throw new BadIndexException(
            "[%s] is no Groundtrack index: it has no %s. Build one with 'groundtrack index'"
                .formatted(folder, FILE_NAME),
            e);
      }
      throw new BadIndexException("[%s] can't be read: %s".formatted(file, e.getMessage()), e);
    }
  }

  private static IndexState parse(Location folder, Location file, byte[] bytes) {
    try {
      // The version comes first: a newer format may have other members.
      JsonNode json = MAPPER.readTree(bytes);
      int version = json == null ? 0 : json.path("formatVersion").asInt(0);
      if (version > FORMAT_VERSION) {
        throw new BadIndexException(
            "[%s] has index format %s, this Groundtrack reads %s: use a newer Groundtrack, or build the index again"
                .formatted(folder, version, FORMAT_VERSION));
      }
      if (version >= 1 && version < FORMAT_VERSION) {
        throw new BadIndexException(
            "[%s] has index format %s, which is older than this Groundtrack reads (%s): build the index again"
                .formatted(folder, version, FORMAT_VERSION));
      }
      if (version < 1) {
        throw new BadIndexException(
            "[%s] is no Groundtrack index: %s names no formatVersion".formatted(folder, file));
      }
      if (json instanceof ObjectNode members && !members.hasNonNull("zones")) {
        members.putArray("zones");
      }
      if (json instanceof ObjectNode members && !members.has("madeIn")) {
        members.putNull("madeIn");
      }
      for (String table : List.of("coverage", "manifest", "granules")) {
        for (JsonNode part : json.path(table)) {
          if (part instanceof ObjectNode members) {
            if (!members.hasNonNull("without")) {
              members.putArray("without");
            }
            for (String optional : List.of("keys", "versions")) {
              if (!members.has(optional)) {
                members.putNull(optional);
              }
            }
          }
        }
      }
      IndexState state = MAPPER.treeToValue(json, IndexState.class);
      state.check(folder);
      return state;
    } catch (JacksonException e) {
      throw new BadIndexException(
          "[%s] is damaged: %s. Build the index again".formatted(file, e.getOriginalMessage()), e);
    } catch (IOException e) {
      throw new BadIndexException("[%s] can't be read: %s".formatted(file, e.getMessage()), e);
    }
  }

  private void check(Location folder) {
    if (layouts == null
        || layouts.isEmpty()
        || coverage == null
        || manifest == null
        || granules == null
        || totals == null) {
      throw new BadIndexException(
          "[%s/%s] lacks layouts, coverage, manifest, granules or totals. Build the index again"
              .formatted(folder, FILE_NAME));
    }
    if (zones.size() > ZoneColumn.MAX_COLUMNS
        || zones.stream().anyMatch(zone -> zone == null || !zone.isSound())
        || zones.stream().map(ZoneColumn::column).distinct().count() < zones.size()) {
      throw new BadIndexException(
          "[%s/%s] has the zones %s, expected %s at most, each with a column of its own. Build the index again"
              .formatted(folder, FILE_NAME, zones, ZoneColumn.MAX_COLUMNS));
    }
    parts()
        .forEach(
            part -> {
              if (part != null
                  && part.keys() != null
                  && !part.keys().isSound(coverage.contains(part))) {
                throw new BadIndexException(
                    "[%s/%s] says that part '%s' has keys from '%s' to '%s', which is no range. Build the index again"
                        .formatted(
                            folder,
                            FILE_NAME,
                            part.file(),
                            part.keys().first(),
                            part.keys().last()));
              }
              if (part == null
                  || part.file() == null
                  || !PART_NAME.matcher(part.file()).matches()) {
                throw new BadIndexException(
                    "[%s/%s] names the part '%s', expected a file such as coverage/part.parquet"
                        .formatted(folder, FILE_NAME, part == null ? null : part.file()));
              }
            });
  }

  /** Makes the new name durable; where folders can't be opened the file system does without. */
  private static void syncFolder(Path folder) throws IOException {
    if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  /** Writes the state beside its name and renames it: readers see the old one or the new one. */
  void commit(Path folder) {
    Path staging = folder.resolve("." + FILE_NAME + ".inprogress");
    try {
      try (FileChannel channel =
          FileChannel.open(
              staging,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE)) {
        ByteBuffer bytes = ByteBuffer.wrap(MAPPER.writeValueAsBytes(this));
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      Files.move(
          staging,
          folder.resolve(FILE_NAME),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
      syncFolder(folder);
    } catch (IOException e) {
      throw new LimitExceededException(
          "[%s] can't be written: %s".formatted(folder.resolve(FILE_NAME), e.getMessage()), e);
    }
  }
}
