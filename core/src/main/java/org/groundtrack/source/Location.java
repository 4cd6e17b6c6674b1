package org.groundtrack.source;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.groundtrack.error.UsageException;

/**
 * Where an object or folder is, as users and indexes write it: a path, or a {@code file:}, {@code
 * https:}, {@code http:} or {@code s3:} URI. Immutable.
 */
public final class Location {
  /** How an object is reached. */
  public enum Scheme {
    FILE,
    HTTP,
    HTTPS,
    S3
  }

  // A scheme has two letters or more, so that C:\data is a path.
  private static final Pattern SCHEME = Pattern.compile("^([A-Za-z][A-Za-z0-9+.-]+):.*");

  private static final String S3_PREFIX = "s3://";

  private final String text;
  private final Scheme scheme;
  private final Path path;

  private Location(String text, Scheme scheme, Path path) {
    this.text = text;
    this.scheme = scheme;
    this.path = path;
  }

  /**
   * Reads a location.
   *
   * @throws UsageException if it is neither a path nor a URI of a known scheme, or holds a user
   *     name or password
   */
  public static Location of(String text) {
    try {
      Matcher matcher = SCHEME.matcher(text);
      if (!matcher.matches()) {
        return new Location(text, Scheme.FILE, Path.of(text));
      }
      return switch (matcher.group(1).toLowerCase(Locale.ROOT)) {
        case "file" -> new Location(text, Scheme.FILE, Path.of(new URI(text)));
        case "https" -> remote(text, Scheme.HTTPS);
        case "http" -> remote(text, Scheme.HTTP);
        case "s3" -> s3(text);
        default ->
            throw new UsageException(
                "[%s] has a scheme that is not supported: give a path, or a file:, https: or s3: URI"
                    .formatted(shown(text)));
      };
    } catch (URISyntaxException e) {
      // Not a cause: its message quotes all of the URI, and so a signature or password.
      throw new UsageException(
          "[%s] is neither a path nor a URI: %s at character %s"
              .formatted(shown(text), e.getReason(), e.getIndex() + 1));
    } catch (IllegalArgumentException | FileSystemNotFoundException e) {
      throw new UsageException(
          "[%s] is neither a path nor a URI: %s".formatted(text, e.getMessage()), e);
    }
  }

  /** A URI that may be none, without what may be secret: what comes before an @, and a query. */
  private static String shown(String text) {
    return text.replaceFirst("(?s)[?#].*$", "").replaceFirst("(?s)^([^/]*:/*)[^/]*@", "$1");
  }

  /** The location of a local path. */
  public static Location of(Path path) {
    return new Location(path.toString(), Scheme.FILE, path);
  }

  /** Whether text is a URI of a remote scheme; it may still be no valid one. */
  public static boolean isRemote(String text) {
    Matcher matcher = SCHEME.matcher(text);
    return matcher.matches() && !matcher.group(1).equalsIgnoreCase("file");
  }

  private static Location remote(String text, Scheme scheme) throws URISyntaxException {
    String authority = new URI(text).getRawAuthority();
    if (authority == null || authority.isEmpty()) {
      throw new UsageException("[%s] names no host or bucket".formatted(shown(text)));
    }
    // Not getUserInfo, which is null where a host is not as it should be, or a password has an @.
    if (authority.contains("@")) {
      throw new UsageException(
          "A URI of %s holds a user name or password: leave it out, and give credentials by .netrc or the environment"
              .formatted(authority.substring(authority.lastIndexOf('@') + 1)));
    }
    return new Location(text, scheme, null);
  }

  /** Keys are taken as they stand: a percent sign or question mark is part of them. */
  private static Location s3(String text) {
    if (text.indexOf('/', S3_PREFIX.length()) <= S3_PREFIX.length()) {
      throw new UsageException("[%s] is not of the form s3://bucket/key".formatted(shown(text)));
    }
    return new Location(S3_PREFIX + text.substring(S3_PREFIX.length()), Scheme.S3, null);
  }

  /** How it is reached. */
  public Scheme scheme() {
    return scheme;
  }

  /** Whether it is on this machine's file systems. */
  public boolean isLocal() {
    return scheme == Scheme.FILE;
  }

  /**
   * The local path.
   *
   * @throws UsageException if it is not local
   */
  public Path path() {
    if (path == null) {
      throw new UsageException("[%s] is not a local path: one is needed here".formatted(this));
    }
    return path;
  }

  /** A location below this one, which is then a folder. */
  public Location resolve(String relative) {
    if (isLocal()) {
      Path below = path.resolve(relative);
      return new Location(below.toString(), Scheme.FILE, below);
    }
    int query = scheme == Scheme.S3 ? -1 : text.indexOf('?');
    String base = query < 0 ? text : text.substring(0, query);
    return of(base + (base.endsWith("/") ? "" : "/") + relative);
  }

  /** The last component of the path; empty if there is none. */
  public String fileName() {
    if (isLocal()) {
      Path last = path.getFileName();
      return last == null ? "" : last.toString();
    }
    String rest = scheme == Scheme.S3 ? text : URI.create(withoutQuery()).getPath();
    return rest == null ? "" : rest.substring(rest.lastIndexOf('/') + 1);
  }

  /** Whether it has a query or fragment, which may be a signature. */
  public boolean hasQuery() {
    return !isLocal() && withoutQuery().length() < text.length();
  }

  private String withoutQuery() {
    return scheme == Scheme.S3 ? text : text.replaceFirst("[?#].*$", "");
  }

  /**
   * The URI as it was given, or that of the absolute path. It may hold a signature: no message
   * shows it.
   */
  public String uri() {
    return isLocal() ? path.toAbsolutePath().toUri().toString() : text;
  }

  /** For messages: a path, or scheme, host and path of a URI; its query may hold secrets. */
  @Override
  public String toString() {
    return isLocal() ? path.toString() : withoutQuery();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Location location && location.uri().equals(uri());
  }

  @Override
  public int hashCode() {
    return uri().hashCode();
  }
}
