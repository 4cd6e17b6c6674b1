package org.groundtrack.credentials;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.groundtrack.error.AccessDeniedException;
import org.groundtrack.error.LimitExceededException;
import org.groundtrack.io.TextFiles;

/**
 * Logins by machine, from the file that the variable {@code NETRC} names, else {@code ~/.netrc}
 * ({@code ~/_netrc} on Windows). Immutable. The {@code default} entry is for no host: a password is
 * sent to whom it was written down for.
 *
 * <p>Where files have POSIX permissions, one that others than its owner can read is refused.
 */
public final class Netrc {
  private static final int LIMIT_BYTES = 1 << 20;

  private static final Set<PosixFilePermission> READ_BY_OTHERS =
      Set.of(PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ);

  /** What the file says of one machine; of {@code toString} only the default is there. */
  static final class Entry {
    private final int line;
    String user;
    Secret password;

    Entry(int line) {
      this.line = line;
    }
  }

  private final Path path;
  private final Map<String, Entry> machines;

  private Netrc(Path path, Map<String, Entry> machines) {
    this.path = path;
    this.machines = machines;
  }

  /**
   * Reads the file of an environment.
   *
   * @param environment variables by name
   * @param home the user's folder
   * @throws AccessDeniedException as {@link #read}
   */
  public static Netrc of(Map<String, String> environment, Path home) {
    return read(locate(environment, home, System.getProperty("os.name", "")));
  }

  static Path locate(Map<String, String> environment, Path home, String system) {
    String named = environment.getOrDefault("NETRC", "");
    if (!named.isEmpty()) {
      return Path.of(named);
    }
    boolean windows = system.toLowerCase(Locale.ROOT).startsWith("windows");
    return home.resolve(windows ? "_netrc" : ".netrc");
  }

  /**
   * Reads a file; one that does not exist has no entries.
   *
   * @throws AccessDeniedException if it can't be read, is malformed, or others can read it; the
   *     message has path and line, never what stands there
   * @throws LimitExceededException if it is larger than 1 MiB
   */
  public static Netrc read(Path path) {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(path)) {
      // A device or pipe has no owner's secrets on disk: NETRC=/dev/null means no entries.
      if (Files.isRegularFile(path)) {
        checkPermissions(path);
      }
      bytes = in.readNBytes(LIMIT_BYTES + 1);
    } catch (NoSuchFileException e) {
      return new Netrc(path, Map.of());
    } catch (IOException e) {
      throw new AccessDeniedException("[%s] can't be read: %s".formatted(path, e), e);
    }
    if (bytes.length > LIMIT_BYTES) {
      throw new LimitExceededException(
          "[%s] is larger than %s bytes, the limit of a netrc file".formatted(path, LIMIT_BYTES));
    }
    return new Netrc(path, Map.copyOf(new NetrcParser(path, decode(path, bytes)).parse()));
  }

  private static void checkPermissions(Path path) throws IOException {
    Set<PosixFilePermission> permissions;
    try {
      permissions = Files.getPosixFilePermissions(path);
    } catch (UnsupportedOperationException e) {
      return; // No such permissions here, as on Windows.
    }
    if (permissions.stream().anyMatch(READ_BY_OTHERS::contains)) {
      throw new AccessDeniedException(
          "[%s] holds passwords that others on this machine can read: chmod 600 %s"
              .formatted(path, path));
    }
  }

  private static String decode(Path path, byte[] bytes) {
    try {
      return TextFiles.text(bytes);
    } catch (CharacterCodingException e) {
      throw new AccessDeniedException("[%s] is not UTF-8: convert it".formatted(path), e);
    }
  }

  /**
   * The login of a machine, by its name in any case.
   *
   * @throws AccessDeniedException if the file names the machine without a login or a password
   */
  public Optional<Login> of(String host) {
    Entry entry = machines.get(host.toLowerCase(Locale.ROOT));
    if (entry == null) {
      return Optional.empty();
    }
    if (entry.user == null || entry.password == null) {
      throw new AccessDeniedException(
          "[%s] line %s: machine %s has no %s: add it"
              .formatted(path, entry.line, host, entry.user == null ? "login" : "password"));
    }
    return Optional.of(new Login(entry.user, entry.password));
  }

  /** The path and how many machines; no names, no passwords. */
  @Override
  public String toString() {
    return "%s (%s machines)".formatted(path, machines.size());
  }
}
