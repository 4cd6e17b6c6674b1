package org.groundtrack.source;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import okhttp3.HttpUrl;
import org.groundtrack.credentials.DaacBuckets;
import org.groundtrack.credentials.EarthdataLogin;
import org.groundtrack.error.RefusedException;
import org.groundtrack.error.UsageException;
import org.groundtrack.http.AccessRules;
import org.groundtrack.http.Names;

/**
 * What may be opened. Locations that the user names may; those that an index names may only if they
 * lie where an archive's products are known to be, beside the index, or where the user allowed it.
 * Safe for use by many threads at once.
 */
final class SourceRules implements AccessRules {
  private final List<String> prefixes = new ArrayList<>();
  private final List<Path> folders = new ArrayList<>();
  private final boolean allowHttp;
  private final EarthdataLogin login;
  private final Set<String> privateHosts = ConcurrentHashMap.newKeySet();

  SourceRules(SourceSettings settings, EarthdataLogin login) {
    this.allowHttp = settings.allowHttp();
    this.login = login;
    for (String prefix : settings.allowedSources()) {
      Location location = Location.of(prefix);
      if (location.isLocal() || !prefix.endsWith("/")) {
        throw new UsageException(
            "--allow-source %s must be a URI that ends in '/', such as https://host/folder/"
                .formatted(location));
      }
      prefixes.add(normalised(location));
      trustHost(location);
    }
    privateHosts.addAll(proxies(System::getProperty));
    settings.allowedFolders().forEach(folder -> folders.add(real(folder)));
  }

  /**
   * The JVM's HTTP proxies. A proxy is the user's choice too, and in most networks has a private
   * address; its name is looked up like that of any host.
   *
   * @param properties gives system properties
   */
  static Set<String> proxies(UnaryOperator<String> properties) {
    return Stream.of("http.proxyHost", "https.proxyHost")
        .map(properties)
        .filter(proxy -> proxy != null && !proxy.isBlank())
        .map(String::strip)
        .collect(Collectors.toSet());
  }

  /** Hosts that may have private addresses, since the user named them; grows. */
  Set<String> privateHosts() {
    return privateHosts;
  }

  /**
   * Allows or refuses a location that the user named.
   *
   * @throws RefusedException if it is http of another machine
   */
  void checkNamed(Location location) {
    if (!location.isLocal()) {
      checkScheme(location);
      trustHost(location);
    }
  }

  /**
   * Allows or refuses a location that an index names.
   *
   * @param referrer the index
   * @throws RefusedException if it lies nowhere that is allowed
   */
  void checkReferenced(Location target, Location referrer) {
    if (target.isLocal()) {
      checkFolder(target, referrer);
      return;
    }
    checkScheme(target);
    String normalised = normalised(target);
    if (prefixes.stream().anyMatch(normalised::startsWith) || isBeside(normalised, referrer)) {
      return;
    }
    HttpUrl url = target.scheme() == Location.Scheme.S3 ? null : HttpUrl.parse(target.uri());
    if (url != null) {
      checkAddress(url, "[%s] named by %s".formatted(target, referrer));
    }
    boolean known =
        target.scheme() == Location.Scheme.S3
            ? DaacBuckets.isKnownBucket(bucket(target))
            : url != null
                && url.isHttps()
                && url.port() == 443
                && DaacBuckets.isKnownHost(url.host());
    if (!known) {
      throw new RefusedException(
          "[%s] named by %s is at no known archive of NASA: refused. If you trust that, give --allow-source %s"
              .formatted(target, referrer, prefixOf(target)));
    }
  }

  private void checkFolder(Location target, Location referrer) {
    Path path = real(target.path());
    List<Path> allowed = new ArrayList<>(folders);
    if (referrer.isLocal()) {
      Path beside = real(referrer.path()).getParent();
      if (beside != null && beside.getNameCount() > 0) {
        allowed.add(beside);
      }
    }
    if (allowed.stream().noneMatch(path::startsWith)) {
      throw new RefusedException(
          "[%s] named by %s is in no folder that may be read: expected %s. If you trust that, give --allow-dir %s"
              .formatted(
                  target,
                  referrer,
                  allowed.isEmpty() ? "one given by --allow-dir" : allowed,
                  path.getParent()));
    }
  }

  /** The path with links resolved as far as it exists; {@code ..} never leads out. */
  private static Path real(Path path) {
    Path absolute = path.toAbsolutePath().normalize();
    for (Path existing = absolute; existing != null; existing = existing.getParent()) {
      try {
        return existing.toRealPath().resolve(existing.relativize(absolute)).normalize();
      } catch (IOException e) {
        // Not there: its parent may be.
      }
    }
    return absolute;
  }

  private void checkScheme(Location location) {
    if (location.scheme() == Location.Scheme.HTTP && !allowHttp) {
      HttpUrl url = url(location);
      boolean loopback =
          url.host().equals("localhost")
              || (Addresses.isLiteral(url.host())
                  && Addresses.literal(url.host()).isLoopbackAddress());
      if (!loopback) {
        throw new RefusedException(
            "[%s] is http, which anybody on the way can read and change: refused. Use https, or give --allow-http"
                .formatted(location));
      }
    }
  }

  private void trustHost(Location location) {
    if (location.scheme() != Location.Scheme.S3) {
      privateHosts.add(url(location).host());
    }
  }

  private static HttpUrl url(Location location) {
    HttpUrl url = HttpUrl.parse(location.uri());
    if (url == null) {
      throw new UsageException("[%s] is no URL that can be asked for".formatted(location));
    }
    return url;
  }

  /** Whether a target lies in the folder that holds a remote index, or below it. */
  private static boolean isBeside(String target, Location referrer) {
    if (referrer.isLocal()) {
      return false;
    }
    String index = normalised(referrer).replaceFirst("/+$", "");
    int end = index.lastIndexOf('/');
    return end > index.indexOf("://") + 2 && target.startsWith(index.substring(0, end + 1));
  }

  /** A URI without its query, with percent-escapes and dot segments undone, for comparing. */
  private static String normalised(Location location) {
    if (location.scheme() != Location.Scheme.S3) {
      HttpUrl url = url(location);
      String path = String.join("/", url.pathSegments());
      refuseDots(location, path);
      return url.scheme() + "://" + url.host() + ":" + url.port() + "/" + path;
    }
    refuseDots(location, location.toString().substring("s3://".length()));
    return location.toString();
  }

  private static void refuseDots(Location location, String path) {
    for (String segment : path.split("[/\\\\]", -1)) {
      if (segment.equals("..") || segment.equals(".")) {
        throw new RefusedException(
            "[%s] has '%s' in its path: refused".formatted(location, segment));
      }
    }
  }

  private static String bucket(Location location) {
    return location.toString().split("/", -1)[2];
  }

  private static String prefixOf(Location target) {
    String text = target.toString();
    return text.substring(0, text.lastIndexOf('/') + 1);
  }

  private void checkAddress(HttpUrl url, String what) {
    if (Addresses.isLiteral(url.host())
        && !privateHosts.contains(url.host())
        && !Addresses.isPublic(Addresses.literal(url.host()))) {
      throw new RefusedException(
          "%s is at the address %s, which is not public: refused. If you trust it, give --allow-source %s://%s/"
              .formatted(what, url.host(), url.scheme(), authority(url)));
    }
  }

  private static String authority(HttpUrl url) {
    String host = url.host().contains(":") ? "[" + url.host() + "]" : url.host();
    return url.port() == HttpUrl.defaultPort(url.scheme()) ? host : host + ":" + url.port();
  }

  @Override
  public void checkRedirect(HttpUrl from, HttpUrl to) {
    checkAddress(to, "[%s] redirected to from %s".formatted(Names.of(to), from.host()));
    boolean same = to.host().equals(from.host()) && to.port() == from.port();
    boolean known =
        to.isHttps()
            && to.port() == 443
            && (DaacBuckets.isKnownHost(to.host()) || DaacBuckets.isRedirectHost(to.host()));
    String target = to.scheme() + "://" + to.host() + ":" + to.port() + to.encodedPath();
    if (!same && !known && prefixes.stream().noneMatch(target::startsWith)) {
      throw new RefusedException(
          "[%s] redirected to from %s is at no known archive of NASA: refused. If you trust it, give --allow-source %s://%s/"
              .formatted(Names.of(to), from.host(), to.scheme(), authority(to)));
    }
  }

  @Override
  public Optional<String> authorization(HttpUrl url) {
    return login.authorization(url.scheme(), url.host(), url.port());
  }

  @Override
  public boolean isLogin(HttpUrl url) {
    String path = url.encodedPath().toLowerCase(Locale.ROOT);
    return url.host().equals(EarthdataLogin.HOST)
        || path.endsWith("/login")
        || path.contains("/oauth/")
        || path.endsWith("/oauth");
  }

  @Override
  public String remedy(HttpUrl url) {
    boolean earthdata =
        DaacBuckets.isKnownHost(url.host()) || url.host().equals(EarthdataLogin.HOST);
    if (!earthdata) {
      return "Give the login of %s in .netrc, or use an account that may read it"
          .formatted(url.host());
    }
    if (!login.isPresent()) {
      return "Give an Earthdata login: EARTHDATA_TOKEN, or a line 'machine %s login NAME password PASSWORD' in .netrc"
          .formatted(EarthdataLogin.HOST);
    }
    return login
        .tokenExpiry()
        .map(
            end ->
                "Check EARTHDATA_TOKEN, which ends %s, and accept the product's licence at https://%s/profile"
                    .formatted(end, EarthdataLogin.HOST))
        .orElse(
            "Check the Earthdata login (EARTHDATA_TOKEN or .netrc), and accept the product's licence at https://%s/profile"
                .formatted(EarthdataLogin.HOST));
  }
}
