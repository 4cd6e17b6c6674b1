package org.groundtrack.indexer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import org.groundtrack.error.SourceUnavailableException;
import org.groundtrack.error.UsageException;
import org.groundtrack.index.IndexSearch;
import org.groundtrack.io.TextFiles;
import org.groundtrack.source.Location;
import org.groundtrack.source.Sources;

/** Finds the granules that users name: granules, folders, globs and list files. */
public final class GranuleInputs {
  /** The line of a list that says of which search it is, and how many granules that found. */
  private static final Pattern SEARCH = Pattern.compile("# groundtrack search of (\\d{1,9}): (.*)");

  private static final Set<String> ENDINGS = Set.of("h5", "hdf5", "he5", "nc", "nc4");
  private static final Set<String> LIST_ENDINGS = Set.of("txt", "lst", "list");

  /** Tells whether the name of a file has an ending that granules have. */
  public static boolean isCalledLikeGranule(String name) {
    return ENDINGS.contains(ending(name));
  }

  /** A list of a million granules. */
  private static final int MAX_LIST_BYTES = 256 << 20;

  private GranuleInputs() {}

  /**
   * The granules that some words name, from the standard sources.
   *
   * @see #find(Collection, Sources)
   */
  public static Map<String, Location> find(Collection<String> words) {
    return find(words, Sources.standard());
  }

  /**
   * The granules that some words name.
   *
   * @param words each a granule, a folder (searched for {@code .h5}, {@code .hdf5}, {@code .he5},
   *     {@code .nc} and {@code .nc4} files, sub-folders too), a glob such as {@code data/**}{@code
   *     /*.h5}, or a list file ({@code .txt}, {@code .lst}: one granule, folder or glob per line,
   *     {@code #} starts a comment, relative to the list). Granules and lists may be {@code https:}
   *     and {@code s3:} URIs
   * @param sources open remote lists
   * @return locations by granule id, in the order of the ids; a granule named twice counts once
   * @throws UsageException if a word matches nothing, or two granules have the same id
   * @throws SourceUnavailableException if a word names nothing that exists; remote granules are not
   *     asked for
   */
  public static Map<String, Location> find(Collection<String> words, Sources sources) {
    return find(words, sources, search -> {});
  }

  /**
   * The same, with the searches of which lists say that they hold all granules.
   *
   * @param searches is told each
   */
  public static Map<String, Location> find(
      Collection<String> words, Sources sources, Consumer<IndexSearch> searches) {
    Map<String, Location> granules = new TreeMap<>();
    for (String word : words) {
      for (Location location : find(word, Path.of(""), sources, searches)) {
        add(location, granules);
      }
    }
    if (granules.isEmpty()) {
      throw new UsageException("No granule is named: give granules, folders, globs or list files");
    }
    return granules;
  }

  private static void add(Location location, Map<String, Location> granules) {
    Location real = location.isLocal() ? real(location.path()) : location;
    String id = location.fileName();
    if (id.isEmpty()) {
      throw new UsageException("[%s] names no granule: it ends in '/'".formatted(location));
    }
    Location before = granules.putIfAbsent(id, real);
    if (before != null && !before.equals(real)) {
      throw new UsageException(
          "Granule %s is given twice: %s and %s. Leave one out".formatted(id, before, real));
    }
  }

  private static Location real(Path path) {
    try {
      return Location.of(path.toRealPath());
    } catch (IOException e) {
      throw new SourceUnavailableException("[%s] does not exist".formatted(path), e);
    }
  }

  private static List<Location> find(
      String word, Path base, Sources sources, Consumer<IndexSearch> searches) {
    if (Location.isRemote(word)) {
      Location location = Location.of(word);
      return LIST_ENDINGS.contains(ending(location.fileName()))
          ? remoteList(location, sources, searches)
          : List.of(location);
    }
    if (isGlob(word) && !Files.exists(resolve(base, word))) {
      return locations(glob(word, base));
    }
    Path path = resolve(base, word);
    if (Files.isDirectory(path)) {
      return locations(inFolder(path));
    }
    if (!Files.exists(path)) {
      throw new SourceUnavailableException("[%s] does not exist".formatted(path));
    }
    return LIST_ENDINGS.contains(ending(path))
        ? listed(path, sources, searches)
        : locations(List.of(path));
  }

  private static List<Location> locations(List<Path> paths) {
    return paths.stream().map(Location::of).toList();
  }

  private static Path resolve(Path base, String word) {
    return base.resolve(Location.of(word).path());
  }

  private static boolean isGlob(String word) {
    return word.contains("*") || word.contains("?") || word.contains("[") || word.contains("{");
  }

  private static List<Path> inFolder(Path folder) {
    List<Path> found = walk(folder, path -> ENDINGS.contains(ending(path)));
    if (found.isEmpty()) {
      throw new UsageException("[%s] has no granules: no .h5 or .nc file in it".formatted(folder));
    }
    return found;
  }

  private static List<Path> glob(String word, Path base) {
    String pattern = word.replace('\\', '/');
    int wild = 0;
    while (!isGlob(pattern.substring(wild, wild + 1))) {
      wild++;
    }
    String fixed = pattern.substring(0, pattern.lastIndexOf('/', wild) + 1);
    Path folder = fixed.isEmpty() ? base : resolve(base, fixed);
    String rest = pattern.substring(fixed.length());
    try {
      PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + rest);
      List<Path> found =
          Files.isDirectory(folder.toAbsolutePath())
              ? walk(folder, path -> matcher.matches(folder.relativize(path)))
              : List.of();
      if (found.isEmpty()) {
        throw new UsageException("'%s' matches no granule".formatted(word));
      }
      return found;
    } catch (PatternSyntaxException | InvalidPathException e) {
      throw new UsageException("'%s' is not a glob: %s".formatted(word, e.getMessage()), e);
    }
  }

  private interface Wanted {
    boolean test(Path path);
  }

  private static List<Path> walk(Path folder, Wanted wanted) {
    // An empty path can be resolved against, but not walked.
    Path start = folder.toString().isEmpty() ? Path.of(".") : folder;
    try (Stream<Path> paths = Files.walk(start)) {
      return paths
          .map(path -> folder.toString().isEmpty() ? start.relativize(path) : path)
          .filter(Files::isRegularFile)
          .filter(wanted::test)
          .sorted()
          .toList();
    } catch (IOException | UncheckedIOException e) {
      throw new SourceUnavailableException(
          "[%s] can't be searched for granules: %s".formatted(folder, e.getMessage()), e);
    }
  }

  private static List<Location> listed(Path list, Sources sources, Consumer<IndexSearch> searches) {
    Path base = list.toAbsolutePath().getParent();
    try {
      return listed(
          list.toString(),
          TextFiles.lines(list),
          line -> find(line, base, sources, searches),
          searches);
    } catch (CharacterCodingException e) {
      throw new UsageException("[%s] is not a list: it is no UTF-8 text".formatted(list), e);
    } catch (IOException e) {
      throw new SourceUnavailableException(
          "[%s] can't be read: %s".formatted(list, e.getMessage()), e);
    }
  }

  /** A remote list names remote granules only: it must not choose among local files. */
  private static List<Location> remoteList(
      Location list, Sources sources, Consumer<IndexSearch> searches) {
    String text;
    try {
      text = TextFiles.text(sources.readAll(list, MAX_LIST_BYTES));
    } catch (CharacterCodingException e) {
      throw new UsageException("[%s] is not a list: it is no UTF-8 text".formatted(list), e);
    }
    return listed(
        list.toString(),
        text.lines().toList(),
        line -> {
          if (!Location.isRemote(line)) {
            throw new UsageException(
                "[%s] names '%s', expected https: or s3: URIs in a remote list"
                    .formatted(list, line));
          }
          Location granule = Location.of(line);
          // Who writes the list is not the user: it must not lead into the user's network.
          sources.checkReferenced(granule, list);
          return List.of(granule);
        },
        searches);
  }

  private static List<Location> listed(
      String list,
      List<String> lines,
      Function<String, List<Location>> granules,
      Consumer<IndexSearch> searches) {
    List<Location> found = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String word = lines.get(i).strip();
      if (word.isEmpty() || word.startsWith("#")) {
        continue;
      }
      if (LIST_ENDINGS.contains(ending(word))) {
        throw new UsageException(
            "[%s line %s] names another list: name granules, folders or globs"
                .formatted(list, i + 1));
      }
      try {
        found.addAll(granules.apply(word));
      } catch (InvalidPathException e) {
        throw new UsageException("[%s line %s] is no path".formatted(list, i + 1), e);
      }
    }
    for (int i = 0; i < lines.size(); i++) {
      Matcher search = SEARCH.matcher(lines.get(i).strip());
      if (search.matches()) {
        try {
          // Of a list from which lines were deleted not all is indexed.
          long lost = Math.max(0, Long.parseLong(search.group(1)) - found.size());
          searches.accept(IndexSearch.ofJson(search.group(2)).missing(lost));
        } catch (UsageException e) {
          throw new UsageException(
              "[%s line %s] is %s: delete the line, and the index knows of no search"
                  .formatted(list, i + 1, e.getMessage()),
              e);
        }
      }
    }
    return found;
  }

  /** The line for a list of all granules that a search found. */
  public static String searchLine(IndexSearch search, int granules) {
    return "# groundtrack search of %s: %s".formatted(granules, search.toJson());
  }

  private static String ending(Path path) {
    return ending(path.getFileName() == null ? "" : path.getFileName().toString());
  }

  private static String ending(String name) {
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }
}
