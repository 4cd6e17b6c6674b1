package org.groundtrack.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.net.ssl.SSLSocketFactory;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.HttpUrl;

/** An https host of a {@link FakeNetwork}, served by handlers of paths; others are answered 404. */
public final class FakeHost {
  // It logs every target, with the signatures that tests look for in what is logged.
  private static final Logger SERVER_LOG = Logger.getLogger(MockWebServer.class.getName());

  static {
    SERVER_LOG.setLevel(Level.OFF);
  }

  private final String name;
  private final InetAddress address;
  private final MockWebServer server = new MockWebServer();
  private final Map<String, Function<RecordedRequest, MockResponse>> handlers =
      new ConcurrentHashMap<>();
  private final List<RecordedRequest> requests = new CopyOnWriteArrayList<>();
  private final List<Throwable> failures = new CopyOnWriteArrayList<>();
  private volatile Function<RecordedRequest, MockResponse> otherwise =
      request -> new MockResponse.Builder().code(404).build();

  FakeHost(String name, InetAddress address, SSLSocketFactory tls) {
    this.name = name;
    this.address = address;
    server.useHttps(tls);
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            return answer(request);
          }
        });
    try {
      server.start(FaultServer.loopback(), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private MockResponse answer(RecordedRequest request) {
    requests.add(request);
    try {
      return handlers.getOrDefault(request.getUrl().encodedPath(), otherwise).apply(request);
    } catch (RuntimeException | AssertionError e) {
      failures.add(e);
      return new MockResponse.Builder().code(500).build();
    }
  }

  /** Answers a path, whatever the query; replaces what answered it before. */
  public FakeHost on(String path, Function<RecordedRequest, MockResponse> handler) {
    handlers.put(path, handler);
    return this;
  }

  /** Answers every path that nothing else answers. */
  public FakeHost otherwise(Function<RecordedRequest, MockResponse> handler) {
    otherwise = handler;
    return this;
  }

  /** The host's name. */
  public String name() {
    return name;
  }

  /** The address that its name has. */
  public InetAddress address() {
    return address;
  }

  /** The https URL of a path, with or without a query. */
  public HttpUrl url(String path) {
    return HttpUrl.get("https://" + name + path);
  }

  /** Every request so far, in the order of their arrival. */
  public List<RecordedRequest> requests() {
    return List.copyOf(requests);
  }

  /** The requests of a path so far. */
  public List<RecordedRequest> requests(String path) {
    return requests.stream().filter(r -> r.getUrl().encodedPath().equals(path)).toList();
  }

  /** The server behind it, for protocols and the like. */
  public MockWebServer server() {
    return server;
  }

  List<Throwable> failures() {
    return failures;
  }
}
