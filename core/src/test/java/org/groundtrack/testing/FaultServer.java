package org.groundtrack.testing;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * An HTTP server on the loopback address that serves ranges of objects as it should, and goes wrong
 * where it is told to. It writes to sockets itself, since HTTP libraries refuse to send most of
 * what goes wrong.
 */
public final class FaultServer implements AutoCloseable {
  private final ServerSocket listener;
  private final SSLSocketFactory tls;
  private final ExecutorService threads;
  private final Map<String, StoredObject> objects = new ConcurrentHashMap<>();
  private final Map<String, FaultScript> scripts = new ConcurrentHashMap<>();
  private final FaultScript any = new FaultScript();
  private final List<SeenRequest> requests = new CopyOnWriteArrayList<>();
  private final List<Throwable> misuses = new CopyOnWriteArrayList<>();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final SharedLine line = new SharedLine();
  private final LongAdder bytesSent = new LongAdder();
  private final AtomicInteger connections = new AtomicInteger();
  private final AtomicInteger resets = new AtomicInteger();
  private final AtomicInteger active = new AtomicInteger();
  private final AtomicInteger mostAtOnce = new AtomicInteger();
  private volatile Duration latency = Duration.ZERO;
  private volatile Clock clock = Clock.systemUTC();
  private volatile boolean closed;

  /** Listens at a free port. */
  public FaultServer() {
    this(null);
  }

  /** Listens at a free port, with TLS as {@code tls} makes it. */
  public FaultServer(SSLSocketFactory tls) {
    this.tls = tls;
    threads =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "fault-server");
              thread.setDaemon(true);
              return thread;
            });
    try {
      listener = new ServerSocket(0, 200, loopback());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    threads.execute(this::accept);
  }

  /** 127.0.0.1, whatever the machine's names are. */
  static InetAddress loopback() throws IOException {
    return InetAddress.getByAddress("localhost", new byte[] {127, 0, 0, 1});
  }

  /** A port of the loopback address that refuses connections. */
  public static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, loopback())) {
      return socket.getLocalPort();
    }
  }

  /** Stores or replaces an object. */
  public void put(String path, byte[] bytes, String etag, Instant lastModified) {
    objects.put(path, new StoredObject(bytes, null, etag, lastModified));
  }

  /** Stores or replaces an object whose bytes stay in a file. */
  public void put(String path, Path file, String etag, Instant lastModified) {
    objects.put(path, new StoredObject(null, file, etag, lastModified));
  }

  /** The URL of a path, with or without a query. */
  public URI url(String path) {
    return URI.create(
        "%s://127.0.0.1:%s%s".formatted(tls == null ? "http" : "https", port(), path));
  }

  /** The port it listens at. */
  public int port() {
    return listener.getLocalPort();
  }

  /** What goes wrong with a path, whatever the query. */
  public FaultScript on(String path) {
    return scripts.computeIfAbsent(path, p -> new FaultScript());
  }

  /** What goes wrong whatever the path; the script of the path decides first. */
  public FaultScript onAny() {
    return any;
  }

  /** Resets the next connections as soon as they are accepted. */
  public void resetConnections(int count) {
    resets.set(count);
  }

  /** Waits before each response, in real time. */
  public void latency(Duration wait) {
    latency = wait;
  }

  /** Limits the bytes of bodies that all connections send together; 0 for no limit. */
  public void bandwidth(long perSecond) {
    line.bandwidth(perSecond);
  }

  /** What the Date header tells. */
  public void clock(Clock time) {
    clock = time;
  }

  /** Every request so far, in the order of their arrival. */
  public List<SeenRequest> requests() {
    return List.copyOf(requests);
  }

  /** The requests of a path so far. */
  public List<SeenRequest> requests(String path) {
    return requests.stream().filter(request -> request.path().equals(path)).toList();
  }

  /** Bytes of bodies sent so far. */
  public long bytesSent() {
    return bytesSent.sum();
  }

  /** Connections accepted so far, those that were reset too. */
  public int connections() {
    return connections.get();
  }

  /** Connections that neither side has ended. */
  public int openConnections() {
    return open.size();
  }

  /** The most requests that were being answered at one time. */
  public int mostAtOnce() {
    return mostAtOnce.get();
  }

  StoredObject object(String path) {
    return objects.get(path);
  }

  Clock clock() {
    return clock;
  }

  void sent(int bytes) {
    bytesSent.add(bytes);
  }

  SharedLine line() {
    return line;
  }

  private void accept() {
    while (!closed) {
      try {
        Socket socket = listener.accept();
        int number = connections.incrementAndGet();
        if (resets.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
          socket.setSoLinger(true, 0);
          socket.close();
          continue;
        }
        open.add(socket);
        if (closed) {
          socket.close();
        }
        threads.execute(() -> serve(socket, number));
      } catch (IOException | RuntimeException e) {
        if (!closed) {
          misuses.add(e);
        }
      }
    }
  }

  private void serve(Socket raw, int number) {
    try (raw;
        Socket socket = secured(raw)) {
      socket.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(socket.getInputStream());
      OutputStream out = new BufferedOutputStream(socket.getOutputStream(), 1 << 16);
      boolean keepAlive = true;
      while (keepAlive) {
        SeenRequest request = SeenRequest.read(in, number);
        keepAlive = request != null && answer(raw, socket, out, request);
      }
    } catch (IOException e) {
      // A client's end: the request that met it has it on record.
    } catch (RuntimeException | AssertionError e) {
      misuses.add(e);
    } finally {
      open.remove(raw);
    }
  }

  private Socket secured(Socket raw) throws IOException {
    if (tls == null) {
      return raw;
    }
    SSLSocket socket = (SSLSocket) tls.createSocket(raw, "localhost", raw.getPort(), true);
    socket.setUseClientMode(false);
    return socket;
  }

  private boolean answer(Socket raw, Socket socket, OutputStream out, SeenRequest request)
      throws IOException {
    requests.add(request);
    FaultScript script = on(request.path());
    int ofAll = any.count();
    Fault fault = script.next(script.count());
    if (fault == null) {
      fault = any.next(ofAll);
    }
    mostAtOnce.accumulateAndGet(active.incrementAndGet(), Math::max);
    try {
      if (!latency.isZero()) {
        SharedLine.sleep(latency.toNanos());
      }
      Exchange exchange = new Exchange(this, raw, socket, out, request);
      (fault == null ? Fault.none() : fault).answer(exchange);
      return exchange.keepAlive() && !"close".equalsIgnoreCase(request.header("Connection"));
    } catch (IOException e) {
      if (!closed) {
        request.clientClosed();
      }
      throw e;
    } finally {
      active.decrementAndGet();
    }
  }

  /** Ends every connection; throws if a fault was used where it can't be. */
  @Override
  public void close() {
    closed = true;
    threads.shutdownNow();
    try {
      listener.close();
      for (Socket socket : open) {
        socket.close();
      }
      threads.awaitTermination(5, TimeUnit.SECONDS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (!misuses.isEmpty()) {
      throw new AssertionError("a fault can't answer as it was used", misuses.get(0));
    }
  }
}
