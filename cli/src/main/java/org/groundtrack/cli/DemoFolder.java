package org.groundtrack.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.groundtrack.error.LimitExceededException;
import org.groundtrack.error.UsageException;
import org.groundtrack.io.TextFiles;

/**
 * The folder of a demo, with a list of what demos wrote there, as {@code sha256sum -c} takes it. A
 * demo deletes only files that the list names and that are still what it says: granules of others
 * may be beside them. Closing it before all is done deletes what this demo wrote.
 */
final class DemoFolder implements AutoCloseable {
  static final String LIST = "demo.sha256";

  private final Path folder;

  /** What this demo writes: folders and files. */
  private final List<Path> outputs;

  private final List<Path> made;

  /** Digests of what earlier demos wrote and this one leaves alone, by name. */
  private final Map<String, String> kept = new TreeMap<>();

  private boolean done;

  private DemoFolder(Path folder, List<Path> outputs, List<Path> made) {
    this.folder = folder;
    this.outputs = outputs;
    this.made = made;
  }

  /**
   * Makes room for a demo.
   *
   * @param names of the folders and files that it writes into its folder
   * @throws UsageException if one of them holds or is what no demo wrote
   */
  static DemoFolder of(Path folder, List<String> names) {
    List<Path> outputs = names.stream().map(folder::resolve).toList();
    try {
      Map<String, String> known = list(folder.resolve(LIST));
      List<Path> old = new ArrayList<>();
      for (Path output : outputs) {
        for (Path each : under(output)) {
          if (!Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS)) {
            check(folder, each, known);
          }
          old.add(each);
        }
      }
      List<Path> made = missing(folder);
      DemoFolder demo = new DemoFolder(folder, outputs, made);
      demo.kept.putAll(known);
      delete(old);
      old.forEach(each -> demo.kept.remove(name(folder, each)));
      Files.createDirectories(folder);
      return demo;
    } catch (IOException e) {
      throw unwritten(folder, e);
    }
  }

  private static void check(Path folder, Path file, Map<String, String> known) throws IOException {
    String digest = known.get(name(folder, file));
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || !digest(file).equals(digest)) {
      throw new UsageException(
          "[%s] %s, and a demo would replace it: move it away, or give the demo another folder with --folder"
              .formatted(
                  file,
                  digest == null ? "was written by no demo" : "was changed since a demo wrote it"));
    }
  }

  /** Folders that do not exist yet, the deepest first. */
  private static List<Path> missing(Path folder) {
    List<Path> missing = new ArrayList<>();
    for (Path each = folder.toAbsolutePath();
        each != null && !Files.exists(each);
        each = each.getParent()) {
      missing.add(each);
    }
    return missing;
  }

  private static Map<String, String> list(Path file) throws IOException {
    Map<String, String> digests = new TreeMap<>();
    if (Files.exists(file)) {
      for (String line : TextFiles.lines(file)) {
        String[] parts = line.split("  ", 2);
        if (parts.length == 2) {
          digests.put(parts[1], parts[0]);
        }
      }
    }
    return digests;
  }

  /** Notes what was written: from now on it is the demo's. */
  void finish() {
    try {
      Map<String, String> digests = new TreeMap<>(kept);
      for (Path output : outputs) {
        for (Path each : under(output)) {
          if (Files.isRegularFile(each)) {
            digests.put(name(folder, each), digest(each));
          }
        }
      }
      List<String> lines = new ArrayList<>();
      digests.forEach((name, digest) -> lines.add(digest + "  " + name));
      Files.write(folder.resolve(LIST), lines);
      done = true;
    } catch (IOException e) {
      throw unwritten(folder, e);
    }
  }

  @Override
  public void close() {
    if (done) {
      return;
    }
    try {
      for (Path output : outputs) {
        delete(under(output));
      }
      if (kept.isEmpty()) {
        Files.deleteIfExists(folder.resolve(LIST));
      }
      delete(made.stream().sorted().toList());
    } catch (IOException e) {
      throw new LimitExceededException(
          "[%s] is incomplete and can't be deleted: %s".formatted(folder, e.getMessage()), e);
    }
  }

  /** A file, or a folder and all that is in it, folders before what they hold. */
  private static List<Path> under(Path path) throws IOException {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return List.of();
    }
    try (Stream<Path> found = Files.walk(path)) {
      return found.sorted().toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static void delete(List<Path> paths) throws IOException {
    List<Path> deepest = new ArrayList<>(paths);
    Collections.reverse(deepest);
    for (Path path : deepest) {
      Files.deleteIfExists(path);
    }
  }

  private static String name(Path folder, Path file) {
    return folder.relativize(file).toString().replace('\\', '/');
  }

  private static String digest(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file);
        DigestInputStream digested =
            new DigestInputStream(in, MessageDigest.getInstance("SHA-256"))) {
      digested.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(digested.getMessageDigest().digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  /** The failure of a demo that could not write. */
  static LimitExceededException unwritten(Path folder, IOException e) {
    return new LimitExceededException(
        "[%s] can't be written: %s. What this demo wrote there is deleted"
            .formatted(folder, Text.reason(e)),
        e);
  }
}
