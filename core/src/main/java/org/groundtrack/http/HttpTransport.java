package org.groundtrack.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.ConnectionPool;
import okhttp3.CookieJar;
import okhttp3.Dispatcher;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.java.net.cookiejar.JavaNetCookieJar;
import org.groundtrack.error.Reason;
import org.groundtrack.error.SourceUnavailableException;

/**
 * Sends requests and reads answers whole; connections, cookies and what was learnt of hosts are
 * shared by all readers. Neither follows redirects nor tries again. Safe for use by many threads at
 * once.
 */
public final class HttpTransport implements AutoCloseable {
  private static final int MAX_ERROR_BODY = 8 << 10;

  /** Most bytes for which memory is taken because a header says that they come. */
  private static final int MAX_AT_ONCE = 64 << 20;

  private static final int MAX_REQUESTS = 256;
  private static final int IDLE_CONNECTIONS = 64;

  private final OkHttpClient client;
  private final OkHttpClient withoutCookies;
  private final HttpSettings settings;
  private final AccessRules rules;
  private final LinkMeter meter = new LinkMeter();
  private final Map<String, HostState> hosts = new ConcurrentHashMap<>();

  /**
   * A transport.
   *
   * @param base what to build on, such as a resolver of host names that refuses some
   */
  public HttpTransport(OkHttpClient base, HttpSettings settings, AccessRules rules) {
    this.settings = settings;
    this.rules = rules;
    Dispatcher dispatcher = new Dispatcher();
    dispatcher.setMaxRequests(MAX_REQUESTS);
    dispatcher.setMaxRequestsPerHost(settings.requestsPerHost());
    CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ORIGINAL_SERVER);
    this.client =
        base.newBuilder()
            .dispatcher(dispatcher)
            .dns(new NamedLookup(base.dns()))
            .connectionPool(new ConnectionPool(IDLE_CONNECTIONS, 1, TimeUnit.MINUTES))
            .cookieJar(new JavaNetCookieJar(cookies))
            .protocols(
                settings.http2()
                    ? List.of(Protocol.HTTP_2, Protocol.HTTP_1_1)
                    : List.of(Protocol.HTTP_1_1))
            .followRedirects(false)
            .followSslRedirects(false)
            .retryOnConnectionFailure(false)
            .connectTimeout(settings.connectTimeout())
            .readTimeout(settings.stallTimeout())
            .writeTimeout(settings.stallTimeout())
            .build();
    // It shares connections and limits with the other.
    this.withoutCookies = client.newBuilder().cookieJar(CookieJar.NO_COOKIES).build();
  }

  HttpSettings settings() {
    return settings;
  }

  AccessRules rules() {
    return rules;
  }

  /** Requests that one host is asked at once. */
  public int requestsAtOnce() {
    return settings.requestsPerHost();
  }

  /** What was measured of the link so far. */
  public LinkMeter meter() {
    return meter;
  }

  HostState host(HttpUrl url) {
    return hosts.computeIfAbsent(url.host() + ":" + url.port(), key -> new HostState());
  }

  /**
   * Sends one request and reads its answer.
   *
   * @param maxBody bytes of the body to read if it is a success
   * @param onSuccess is given the answer without its body as soon as its headers say that it is a
   *     success; by another thread
   * @throws IOException if no whole answer came in time
   */
  Answer send(Request request, int maxBody, Consumer<Answer> onSuccess) throws IOException {
    return send(client.newCall(request), maxBody, onSuccess);
  }

  /** The same without cookies: neither those of a login are sent, nor are new ones kept. */
  Answer sendWithoutCookies(Request request, int maxBody) throws IOException {
    return send(withoutCookies.newCall(request), maxBody, head -> {});
  }

  private Answer send(Call call, int maxBody, Consumer<Answer> onSuccess) throws IOException {
    Duration deadline = settings.deadline(maxBody);
    call.timeout().timeout(deadline.toMillis(), TimeUnit.MILLISECONDS);
    CompletableFuture<Answer> answer = new CompletableFuture<>();
    call.enqueue(new Reading(answer, maxBody, onSuccess));
    try {
      return answer.get();
    } catch (InterruptedException e) {
      // Closes the socket: nobody waits for the answer any more.
      call.cancel();
      Thread.currentThread().interrupt();
      throw new SourceUnavailableException(
          "[%s] reading was interrupted".formatted(Names.of(call.request().url())), e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      if (e.getCause() instanceof Error failure) {
        throw failure;
      }
      throw new IOException("Request failed", e.getCause());
    }
  }

  /** Reads the answer in the thread that counts as one of the host's requests. */
  private final class Reading implements Callback {
    private final CompletableFuture<Answer> answer;
    private final int maxBody;
    private final Consumer<Answer> onSuccess;

    Reading(CompletableFuture<Answer> answer, int maxBody, Consumer<Answer> onSuccess) {
      this.answer = answer;
      this.maxBody = maxBody;
      this.onSuccess = onSuccess;
    }

    @Override
    public void onFailure(Call call, IOException e) {
      answer.completeExceptionally(e);
    }

    @Override
    public void onResponse(Call call, Response response) {
      try (response) {
        boolean success = response.code() / 100 == 2;
        int limit = success ? maxBody : MAX_ERROR_BODY;
        long claimed = response.body().contentLength();
        int wanted = (int) Math.min(limit, claimed < 0 ? limit : claimed);
        meter.answered(
            Duration.ofMillis(
                response.receivedResponseAtMillis() - response.sentRequestAtMillis()));
        byte[] body = new byte[0];
        if (success) {
          onSuccess.accept(answer(response, body, false));
        }
        InputStream stream = response.body().byteStream();
        meter.begin(wanted);
        try {
          body = read(stream, wanted, claimed);
        } finally {
          meter.end(wanted, body.length);
        }
        boolean complete =
            claimed >= 0 ? claimed == body.length : isFramed(response) && stream.read() < 0;
        if (!complete) {
          // The rest is not wanted: without this, closing would read on to reuse the connection.
          call.cancel();
        }
        answer.complete(answer(response, body, complete));
      } catch (IOException | RuntimeException | Error e) {
        // Whatever happened, nobody may be left waiting.
        answer.completeExceptionally(e);
      }
    }

    private static Answer answer(Response response, byte[] body, boolean complete) {
      return new Answer(
          response.request().url(), response.code(), response.headers(), body, complete);
    }

    /** Memory for what is not said to come, or said to be much, is taken as it comes. */
    private static byte[] read(InputStream stream, int wanted, long claimed) throws IOException {
      if (claimed < 0 || wanted > MAX_AT_ONCE) {
        return stream.readNBytes(wanted);
      }
      byte[] body = new byte[wanted];
      int length = stream.readNBytes(body, 0, wanted);
      return length == wanted ? body : Arrays.copyOf(body, length);
    }

    /**
     * Whether the end of a body without a length can be told from a connection that broke. A part
     * needs no such end: it has the length that was asked for.
     */
    private static boolean isFramed(Response response) {
      return response.code() == 206
          || response.protocol() == Protocol.HTTP_2
          || "chunked".equalsIgnoreCase(response.header("Transfer-Encoding"));
    }
  }

  /** What an {@link IOException} says, without what it should not. */
  static String reason(IOException e) {
    if (e instanceof InterruptedIOException && "timeout".equals(e.getMessage())) {
      return "no answer in time";
    }
    return Reason.of(e);
  }

  /** Ends all connections. */
  @Override
  public void close() {
    client.dispatcher().cancelAll();
    client.dispatcher().executorService().shutdown();
    client.connectionPool().evictAll();
  }
}
