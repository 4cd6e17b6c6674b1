package org.groundtrack.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import javax.net.SocketFactory;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.Dns;
import okhttp3.OkHttpClient;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;

/**
 * Real host names, public addresses and port 443, all on the loopback address. A client that is
 * built with {@link #dns}, {@link #socketFactory} and {@link #sslSocketFactory} knows the names
 * that are registered here and reaches the servers behind them. Whatever else it looks up or
 * connects to is refused, without a packet, and is on record.
 */
public final class FakeNetwork implements AutoCloseable {
  private static final Pattern IP =
      Pattern.compile("\\d+(\\.\\d+){3}|[0-9a-fA-F.]*:[0-9a-fA-F.:]*");

  private static final HeldCertificate AUTHORITY =
      new HeldCertificate.Builder().certificateAuthority(0).commonName("Test authority").build();
  private static final HandshakeCertificates TRUST =
      new HandshakeCertificates.Builder().addTrustedCertificate(AUTHORITY.certificate()).build();

  // A key store takes 100 ms to make, so that the networks of all tests share those of a name.
  private static final Map<String, SSLSocketFactory> SERVER_TLS = new ConcurrentHashMap<>();

  private final AtomicInteger nextAddress = new AtomicInteger(1);
  private final Map<String, List<InetAddress>> names = new ConcurrentHashMap<>();
  private final Map<InetSocketAddress, Integer> routes = new ConcurrentHashMap<>();
  private final List<FakeHost> hosts = new CopyOnWriteArrayList<>();
  private final List<FaultServer> faultServers = new CopyOnWriteArrayList<>();
  private final List<String> lookups = new CopyOnWriteArrayList<>();
  private final List<Connect> connects = new CopyOnWriteArrayList<>();

  /**
   * An attempt to connect.
   *
   * @param address the IP address that was asked for
   * @param port the port that was asked for
   * @param refused whether nothing is registered there
   */
  public record Connect(String address, int port, boolean refused) {}

  /** An https host with a public address of its own. */
  public FakeHost host(String name) {
    return host(name, publicAddress());
  }

  /** An https host at an address, private ones for tests of what is refused. */
  public FakeHost host(String name, String address) {
    FakeHost host = new FakeHost(name, ip(name, address), serverTls(name));
    hosts.add(host);
    resolve(name, address);
    route(address, 443, host.server().getPort());
    return host;
  }

  /** An https host that serves objects and goes wrong as told; HTTP/1.1 only. */
  public FaultServer faultServer(String name) {
    FaultServer server = new FaultServer(serverTls(name));
    faultServers.add(server);
    String address = publicAddress();
    resolve(name, address);
    route(address, 443, server.port());
    return server;
  }

  /** A name's addresses from now on, whether or not anything answers there. */
  public void resolve(String name, String... addresses) {
    List<InetAddress> list = new ArrayList<>();
    for (String address : addresses) {
      list.add(ip(name, address));
    }
    names.put(name, List.copyOf(list));
  }

  /** Connections to an address and port reach a port of the loopback address from now on. */
  public void route(String address, int port, int loopbackPort) {
    routes.put(new InetSocketAddress(ip(address, address), port), loopbackPort);
  }

  private String publicAddress() {
    return "198.51.100." + nextAddress.getAndIncrement();
  }

  private static SSLSocketFactory serverTls(String name) {
    return SERVER_TLS.computeIfAbsent(
        name,
        key -> {
          HeldCertificate certificate =
              new HeldCertificate.Builder()
                  .signedBy(AUTHORITY)
                  .commonName(key)
                  .addSubjectAlternativeName(key)
                  .build();
          return new HandshakeCertificates.Builder()
              .heldCertificate(certificate, AUTHORITY.certificate())
              .build()
              .sslSocketFactory();
        });
  }

  private static InetAddress ip(String name, String address) {
    if (!IP.matcher(address).matches()) {
      // getByName would ask the machine's own resolver.
      throw new IllegalArgumentException("[%s] is not an IP address".formatted(address));
    }
    try {
      return InetAddress.getByAddress(name, InetAddress.getByName(address).getAddress());
    } catch (UnknownHostException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Knows the registered names only. OkHttp does not ask it for URLs that hold an IP address. */
  public Dns dns() {
    return name -> {
      lookups.add(name);
      List<InetAddress> addresses = names.get(name);
      if (addresses == null) {
        throw new UnknownHostException("not in this test's network: " + name);
      }
      return addresses;
    };
  }

  /** Makes sockets that connect within this network only. */
  public SocketFactory socketFactory() {
    return new Sockets();
  }

  /** TLS that trusts this network's authority only. */
  public SSLSocketFactory sslSocketFactory() {
    return TRUST.sslSocketFactory();
  }

  /** Trusts this network's authority only. */
  public X509TrustManager trustManager() {
    return TRUST.trustManager();
  }

  /** A client of this network. */
  public OkHttpClient.Builder client() {
    return new OkHttpClient.Builder()
        .proxy(Proxy.NO_PROXY)
        .dns(dns())
        .socketFactory(socketFactory())
        .sslSocketFactory(sslSocketFactory(), trustManager());
  }

  /** Every name that was looked up so far, in order, unknown ones too. */
  public List<String> lookups() {
    return List.copyOf(lookups);
  }

  /** Every attempt to connect so far, in order, refused ones too. */
  public List<Connect> connects() {
    return List.copyOf(connects);
  }

  /** Ends all servers; throws if a handler failed. */
  @Override
  public void close() {
    List<Throwable> failures = new ArrayList<>();
    for (FakeHost host : hosts) {
      host.server().close();
      failures.addAll(host.failures());
    }
    for (FaultServer server : faultServers) {
      try {
        server.close();
      } catch (AssertionError e) {
        failures.add(e);
      }
    }
    if (!failures.isEmpty()) {
      throw new AssertionError("a host of the network failed", failures.get(0));
    }
  }

  private final class Sockets extends SocketFactory {
    @Override
    public Socket createSocket() {
      return new FakeSocket();
    }

    @Override
    public Socket createSocket(String host, int port) {
      throw new UnsupportedOperationException("would ask the machine's resolver for " + host);
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) {
      return createSocket(host, port);
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
      Socket socket = createSocket();
      socket.connect(new InetSocketAddress(host, port));
      return socket;
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
        throws IOException {
      return createSocket(host, port);
    }
  }

  private final class FakeSocket extends Socket {
    // Socket.connect(SocketAddress) calls this one.
    @Override
    public void connect(SocketAddress endpoint, int timeoutMillis) throws IOException {
      InetSocketAddress asked = (InetSocketAddress) endpoint;
      Integer loopbackPort = asked.isUnresolved() ? null : routes.get(asked);
      String address =
          asked.isUnresolved() ? asked.getHostString() : asked.getAddress().getHostAddress();
      connects.add(new Connect(address, asked.getPort(), loopbackPort == null));
      if (loopbackPort == null) {
        throw new ConnectException(
            "not in this test's network: %s port %s".formatted(address, asked.getPort()));
      }
      super.connect(new InetSocketAddress(FaultServer.loopback(), loopbackPort), timeoutMillis);
    }
  }
}
