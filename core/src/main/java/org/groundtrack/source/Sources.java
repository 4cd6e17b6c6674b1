package org.groundtrack.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.Map;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import org.groundtrack.cache.RangeCache;
import org.groundtrack.credentials.EarthdataLogin;
import org.groundtrack.credentials.UserHome;
import org.groundtrack.error.LimitExceededException;
import org.groundtrack.error.NotFoundException;
import org.groundtrack.error.SourceChangedException;
import org.groundtrack.error.SourceUnavailableException;
import org.groundtrack.error.UsageException;
import org.groundtrack.http.HttpRangeReader;
import org.groundtrack.http.HttpTransport;
import org.groundtrack.http.LinkMeter;
import org.groundtrack.http.Origin;
import org.groundtrack.http.ServiceAnswer;
import org.groundtrack.http.ServiceReader;
import org.groundtrack.io.CountingRangeReader;
import org.groundtrack.io.LocalRangeReader;
import org.groundtrack.io.RangeReader;
import org.groundtrack.io.ReadCounters;
import org.groundtrack.io.SourceIdentity;

/**
 * Opens whatever names an object: paths, {@code https:} and {@code s3:} URIs. Connections, logins
 * and what was measured of the links are shared by all that is opened. Safe for use by many threads
 * at once.
 */
public final class Sources implements AutoCloseable {
  /**
   * What the first request of an object asks for where nothing is known of it: new granules keep
   * all their metadata at the front, and an answer of this size takes little longer than one byte.
   */
  private static final int HEAD_BYTES = 256 << 10;

  private final SourceRules rules;
  private final HttpTransport transport;
  private final S3Origins s3;
  private final RangeCache cache;
  private final ReadCounters counters;

  private Sources(
      SourceRules rules,
      HttpTransport transport,
      S3Origins s3,
      RangeCache cache,
      ReadCounters counters) {
    this.cache = cache;
    this.rules = rules;
    this.transport = transport;
    this.s3 = s3;
    this.counters = counters;
  }

  /** Holds the shared sources; made when they are first asked for. */
  private static final class Standard {
    private static final Sources SOURCES = of(SourceSettings.standard());
  }

  /** Sources with default settings and this process's environment, shared by all; never closed. */
  public static Sources standard() {
    return Standard.SOURCES;
  }

  /** Sources with some settings. */
  public static Sources of(SourceSettings settings) {
    EarthdataLogin login =
        EarthdataLogin.of(settings.environment(), UserHome.of(settings.environment()));
    SourceRules rules = new SourceRules(settings, login);
    OkHttpClient client =
        settings
            .client()
            .newBuilder()
            .dns(new Addresses(settings.client().dns(), rules.privateHosts()))
            .build();
    HttpTransport transport = new HttpTransport(client, settings.http(), rules);
    RangeCache cache =
        settings.cacheFolder() == null
            ? null
            : RangeCache.open(settings.cacheFolder(), settings.cacheBytes());
    return new Sources(
        rules,
        transport,
        new S3Origins(settings, rules, transport, login),
        cache,
        new ReadCounters());
  }

  /** The same sources, connections and all, that count into other counters. */
  public Sources counting(ReadCounters other) {
    return new Sources(rules, transport, s3, cache, other);
  }

  /** The same sources without a cache: what they give was asked for now. */
  public Sources uncached() {
    return new Sources(rules, transport, s3, null, counters);
  }

  /** What was read so far. */
  public ReadCounters counters() {
    return counters;
  }

  /** Requests that one host is asked at once. */
  public int requestsAtOnce() {
    return transport.requestsAtOnce();
  }

  /** What was measured of the links so far. */
  public LinkMeter meter() {
    return transport.meter();
  }

  /**
   * Opens an object that the user named. The version that is found first is the version that is
   * read.
   *
   * @throws SourceUnavailableException if it can't be opened
   * @throws org.groundtrack.error.RefusedException if it may not be opened
   */
  public RangeReader open(Location location) {
    rules.checkNamed(location);
    return openChecked(location, null);
  }

  /**
   * Opens one version of an object that the user named; a remote one is not asked for anything yet.
   *
   * @throws SourceChangedException if another version is found, now or at a later read
   */
  public RangeReader open(Location location, SourceIdentity expected) {
    rules.checkNamed(location);
    return openChecked(location, expected);
  }

  /**
   * Opens one version of an object that an index names.
   *
   * @param referrer the index
   * @throws org.groundtrack.error.RefusedException if it lies nowhere that is allowed
   */
  public RangeReader openReferenced(Location target, Location referrer, SourceIdentity expected) {
    checkReferenced(target, referrer);
    return openChecked(target, expected);
  }

  /**
   * Allows or refuses an object that the user named; nothing is opened.
   *
   * @throws org.groundtrack.error.RefusedException if it may not be opened
   */
  public void checkNamed(Location target) {
    rules.checkNamed(target);
  }

  /**
   * Allows or refuses an object that an index names; nothing is opened.
   *
   * @throws org.groundtrack.error.RefusedException if it lies nowhere that is allowed
   */
  public void checkReferenced(Location target, Location referrer) {
    rules.checkReferenced(target, referrer);
  }

  private RangeReader openChecked(Location location, SourceIdentity expected) {
    if (!location.isLocal()) {
      RangeReader reader =
          new HttpRangeReader(transport, origin(location), expected, HEAD_BYTES, counters);
      if (cache == null) {
        return reader;
      }
      // Only a version that is known can be looked up: the first request tells which there is.
      return cache.wrap(
          reader, location.toString(), expected == null ? reader.identity() : expected);
    }
    RangeReader reader = new CountingRangeReader(LocalRangeReader.open(location.path()), counters);
    SourceIdentity now = reader.identity();
    if (expected != null && !expected.matches(now)) {
      reader.close();
      throw new SourceChangedException(
          "[%s] has changed since it was indexed: expected %s bytes of %s, found %s bytes of %s. Index it again with 'groundtrack index --refresh'"
              .formatted(
                  location,
                  expected.size(),
                  expected.lastModified(),
                  now.size(),
                  now.lastModified()));
    }
    return reader;
  }

  /**
   * Reads a small object whole, such as a sidecar or an area.
   *
   * @throws LimitExceededException if it is longer than a limit
   * @throws SourceUnavailableException if it can't be read
   */
  public byte[] readAll(Location location, int maxBytes) {
    rules.checkNamed(location);
    return readAllChecked(location, maxBytes);
  }

  /**
   * The same for an object beside what an index names.
   *
   * @throws org.groundtrack.error.RefusedException if it lies nowhere that is allowed
   */
  public byte[] readAllReferenced(Location target, Location referrer, int maxBytes) {
    checkReferenced(target, referrer);
    return readAllChecked(target, maxBytes);
  }

  /**
   * Asks a service that the user named, such as a catalogue, and reads its answer whole. It gets no
   * credentials, and no redirect is followed.
   *
   * @param service {@code https:}, or {@code http:} where that is allowed, with its query
   * @param headers of the request; printable ASCII
   * @param maxBytes most bytes of the answer, at least 1
   * @throws SourceUnavailableException if no answer came
   * @throws LimitExceededException if it is longer than the limit
   * @throws org.groundtrack.error.RefusedException if it may not be asked
   */
  public ServiceAnswer ask(Location service, Map<String, String> headers, int maxBytes) {
    rules.checkNamed(service);
    HttpUrl url = service.isLocal() ? null : HttpUrl.parse(service.uri());
    if (url == null) {
      throw new UsageException(
          "[%s] is no https: URL of a service that can be asked".formatted(service));
    }
    return new ServiceReader(transport, counters).ask(url, headers, maxBytes);
  }

  private byte[] readAllChecked(Location location, int maxBytes) {
    if (!location.isLocal()) {
      return new HttpRangeReader(transport, origin(location), null, HEAD_BYTES, counters)
          .readWhole(maxBytes);
    }
    try {
      long size = Files.size(location.path());
      if (size > maxBytes) {
        throw new LimitExceededException(
            "[%s] has %s bytes, the limit is %s".formatted(location, size, maxBytes));
      }
      return Files.readAllBytes(location.path());
    } catch (NoSuchFileException e) {
      throw new NotFoundException("[%s] does not exist".formatted(location), e);
    } catch (IOException e) {
      throw new SourceUnavailableException(
          "[%s] can't be read: %s".formatted(location, e.getMessage()), e);
    }
  }

  private Origin origin(Location location) {
    if (location.scheme() == Location.Scheme.S3) {
      return s3.origin(location);
    }
    HttpUrl url = HttpUrl.parse(location.uri());
    if (url == null) {
      throw new UsageException("[%s] is no URL that can be asked for".formatted(location));
    }
    return Origin.of(url);
  }

  /** Ends connections. What was opened is closed by who opened it. */
  @Override
  public void close() {
    transport.close();
    if (cache != null) {
      cache.close();
    }
  }
}
