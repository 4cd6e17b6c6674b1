package org.groundtrack.testing;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.HttpUrl;

/**
 * An object store that serves GETs of URLs that it signed, until they expire. A scripted fault of a
 * path answers before the signature is looked at.
 */
public final class SignedStore {
  /** Whose form of signed URL it is. */
  public enum Form {
    CLOUDFRONT,
    S3
  }

  private static final DateTimeFormatter AMZ_DATE =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Form form;
  private final String host;
  private final FaultServer server;
  private final Map<String, Grant> grants = new ConcurrentHashMap<>();
  private final AtomicInteger signed = new AtomicInteger();
  private volatile Clock clock = Clock.systemUTC();
  private volatile Duration lifetime = Duration.ofHours(1);
  private volatile int requestsPerUrl = Integer.MAX_VALUE;

  /** What a signed URL allows. */
  private record Grant(String path, String signature, Instant expires, AtomicInteger left) {}

  SignedStore(FakeNetwork network, String host, Form form) {
    this.form = form;
    this.host = host;
    server = network.faultServer(host);
    server.onAny().always(this::answer);
  }

  /** The server behind it: objects, faults, requests. */
  public FaultServer server() {
    return server;
  }

  /** The host's name. */
  public String host() {
    return host;
  }

  /** How many URLs it signed so far. */
  public int signed() {
    return signed.get();
  }

  void clock(Clock time) {
    clock = time;
    server.clock(time);
  }

  void lifetime(Duration time) {
    lifetime = time;
  }

  void requestsPerUrl(int count) {
    requestsPerUrl = count;
  }

  /** A URL of a path, good for a time and a number of requests; each one is another. */
  HttpUrl sign(String path) {
    String id = String.valueOf(signed.incrementAndGet());
    String signature = EarthdataScenario.SIGNATURE + "-" + id;
    Instant now = clock.instant();
    Instant expires = now.plus(lifetime);
    grants.put(id, new Grant(path, signature, expires, new AtomicInteger(requestsPerUrl)));
    HttpUrl.Builder url =
        new HttpUrl.Builder()
            .scheme("https")
            .host(host)
            .encodedPath(path)
            .addQueryParameter("A-userid", EarthdataScenario.USER)
            .addQueryParameter("A-requestid", id);
    if (form == Form.CLOUDFRONT) {
      return url.addQueryParameter("Expires", String.valueOf(expires.getEpochSecond()))
          .addQueryParameter("Signature", signature)
          .addQueryParameter("Key-Pair-Id", "KTEST")
          .build();
    }
    return url.addQueryParameter("X-Amz-Algorithm", "AWS4-HMAC-SHA256")
        .addQueryParameter("X-Amz-Credential", "ASIATEST/20250101/us-west-2/s3/aws4_request")
        .addQueryParameter("X-Amz-Security-Token", EarthdataScenario.SESSION_TOKEN)
        .addQueryParameter("X-Amz-Date", AMZ_DATE.format(now))
        .addQueryParameter("X-Amz-Expires", String.valueOf(lifetime.toSeconds()))
        .addQueryParameter("X-Amz-SignedHeaders", "host")
        .addQueryParameter("X-Amz-Signature", signature)
        .build();
  }

  private void answer(Exchange exchange) throws IOException {
    SeenRequest request = exchange.request();
    HttpUrl url = HttpUrl.get("https://" + host + request.target());
    String id = url.queryParameter("A-requestid");
    Grant grant = id == null ? null : grants.get(id);
    String signature =
        url.queryParameter(form == Form.CLOUDFRONT ? "Signature" : "X-Amz-Signature");
    if (!request.headers("Authorization").isEmpty()) {
      exchange.send(error(400, "InvalidArgument", "Only one auth mechanism allowed", signature));
    } else if (grant == null
        || !grant.path().equals(request.path())
        || !grant.signature().equals(signature)
        || !request.method().equals("GET")) {
      // A URL is signed for one method: HEAD is refused where GET is not.
      exchange.send(error(403, "SignatureDoesNotMatch", "Access denied", signature));
    } else if (clock.instant().isAfter(grant.expires()) || grant.left().getAndDecrement() <= 0) {
      exchange.send(error(403, "AccessDenied", "Request has expired", signature));
    } else {
      exchange.send(exchange.reply());
    }
  }

  /** Stores tell the signature back: a body of an error is a secret too. */
  private Reply error(int status, String code, String message, String signature) {
    return Reply.text(
            status,
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <Error><Code>%s</Code><Message>%s</Message><SignatureProvided>%s</SignatureProvided></Error>
            """
                .formatted(code, message, signature))
        .header("Content-Type", "application/xml")
        .header("Date", Reply.httpDate(clock.instant()));
  }
}
