package org.groundtrack.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;

/** How a response goes wrong. Where it says nothing else, the rest of the response is correct. */
@FunctionalInterface
public interface Fault {
  /** Writes the response. */
  void answer(Exchange exchange) throws IOException;

  /** No fault: for the requests between two faults. */
  static Fault none() {
    return exchange -> exchange.send(exchange.reply());
  }

  /**
   * Another status.
   *
   * @param headers lines such as {@code Retry-After: 2}
   */
  static Fault status(int code, String body, String... headers) {
    return exchange -> {
      Reply reply = Reply.text(code, body);
      for (String line : headers) {
        int colon = line.indexOf(':');
        reply.header(line.substring(0, colon), line.substring(colon + 1).strip());
      }
      exchange.send(reply);
    };
  }

  /**
   * A redirect.
   *
   * @param location sent as it is, or {@code null} to send none
   */
  static Fault redirect(int code, String location) {
    return exchange -> exchange.send(Reply.text(code, "moved\n").header("Location", location));
  }

  /** What a login or licence page looks like to a program: 200 and HTML. */
  static Fault loginPage() {
    return exchange ->
        exchange.send(
            Reply.text(200, "<!DOCTYPE html><html><title>Earthdata Login</title></html>\n")
                .header("Content-Type", "text/html; charset=utf-8"));
  }

  /** 200 and the whole object, whatever the range. */
  static Fault ignoreRange() {
    return exchange -> {
      Reply reply = exchange.reply();
      reply.status = 200;
      reply.body = exchange.object().bytes();
      exchange.send(reply.header("Content-Range", null));
    };
  }

  /** One header has another value; {@code null} leaves it out. */
  static Fault header(String name, String value) {
    return exchange -> exchange.send(exchange.reply().header(name, value));
  }

  /** The right bytes, said to be others: both ends of Content-Range are shifted. */
  static Fault shiftedContentRange(long by) {
    return exchange -> {
      long[] range = range(exchange);
      exchange.send(
          exchange
              .reply()
              .header(
                  "Content-Range",
                  "bytes %s-%s/%s"
                      .formatted(range[0] + by, range[1] + by, exchange.object().size())));
    };
  }

  /** The total size in Content-Range is {@code total}: a number, {@code *}, or anything. */
  static Fault total(String total) {
    return exchange -> {
      long[] range = range(exchange);
      exchange.send(
          exchange
              .reply()
              .header("Content-Range", "bytes %s-%s/%s".formatted(range[0], range[1], total)));
    };
  }

  /** A well-formed 206 of other bytes than were asked for, both ends included. */
  static Fault otherRange(int first, int last) {
    return exchange -> {
      Reply part = Reply.part(exchange.object(), first, last);
      exchange.reply().body = part.body;
      exchange.send(exchange.reply().header("Content-Range", part.headers.get("Content-Range")));
    };
  }

  /** A well-formed 206 that lacks the last bytes of the range. */
  static Fault fewerBytes(int fewer) {
    return exchange -> {
      long[] range = range(exchange);
      otherRange(Math.toIntExact(range[0]), Math.toIntExact(range[1] - fewer)).answer(exchange);
    };
  }

  /** 206 multipart/byteranges with the range as its one part. */
  static Fault multipart() {
    return exchange -> {
      Reply reply = exchange.reply();
      String range = reply.headers.get("Content-Range");
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      body.writeBytes(ascii("--BOUNDARY\r\nContent-Range: %s\r\n\r\n".formatted(range)));
      body.writeBytes(reply.body);
      body.writeBytes(ascii("\r\n--BOUNDARY--\r\n"));
      reply.body = body.toByteArray();
      exchange.send(
          reply
              .header("Content-Range", null)
              .header("Content-Type", "multipart/byteranges; boundary=BOUNDARY"));
    };
  }

  /** Content-Length is right, but the connection ends after some bytes of the body. */
  static Fault cutAfter(int bytes) {
    return exchange -> {
      sendStart(exchange, bytes);
      exchange.close();
    };
  }

  /** Content-Length is {@code value}, whatever it is; the body is whole, then the end. */
  static Fault contentLength(String value) {
    return exchange -> {
      exchange.send(exchange.reply().header("Content-Length", value));
      exchange.close();
    };
  }

  /** No length: the end of the connection ends the body, after some of its bytes. */
  static Fault closeDelimited(int bytes) {
    return exchange -> {
      Reply reply = exchange.reply().header("Connection", "close");
      exchange.sendHead(reply);
      exchange.sendBody(reply.body, 0, Math.min(bytes, reply.body.length));
      exchange.close();
    };
  }

  /** A chunked body without its last chunk, ended after some bytes. */
  static Fault chunkedCutAfter(int bytes) {
    return exchange -> {
      Reply reply = exchange.reply().header("Transfer-Encoding", "chunked");
      exchange.sendHead(reply);
      exchange.sendRaw(ascii(Integer.toHexString(reply.body.length) + "\r\n"));
      exchange.sendBody(reply.body, 0, bytes);
      exchange.close();
    };
  }

  /** The body, and its Content-Length, is longer than Content-Range says. */
  static Fault moreBytes(int more) {
    return exchange -> {
      Reply reply = exchange.reply();
      reply.body = Arrays.copyOf(reply.body, reply.body.length + more);
      exchange.send(reply);
    };
  }

  /** Nothing, not even a status, until the client gives up. */
  static Fault stall() {
    return Exchange::stall;
  }

  /** Headers and some bytes of the body, then nothing until the client gives up. */
  static Fault stallAfter(int bytes) {
    return exchange -> {
      sendStart(exchange, bytes);
      exchange.stall();
    };
  }

  /** The body byte by byte, each after a pause, until it is whole or the client gives up. */
  static Fault drip(Duration interval) {
    return exchange -> {
      sendStart(exchange, 0);
      byte[] body = exchange.reply().body;
      for (int i = 0; i < body.length && !exchange.pause(interval); i++) {
        exchange.sendBody(body, i, i + 1);
      }
    };
  }

  /** A reset instead of a status. */
  static Fault reset() {
    return Exchange::reset;
  }

  /** A reset within the headers. */
  static Fault resetInHeaders() {
    return exchange -> {
      exchange.sendRaw(ascii("HTTP/1.1 206 Status\r\nContent-Type: appl"));
      exchange.reset();
    };
  }

  /** A reset after some bytes of the body. */
  static Fault resetAfter(int bytes) {
    return exchange -> {
      sendStart(exchange, bytes);
      exchange.reset();
    };
  }

  /** The body is compressed, and says so, though nobody asked. */
  static Fault gzip() {
    return exchange -> {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
        gzip.write(exchange.reply().body);
      }
      exchange.reply().body = bytes.toByteArray();
      exchange.send(exchange.reply().header("Content-Encoding", "gzip"));
    };
  }

  /** Headers, as many bytes of them as said, without an end; then the connection's. */
  static Fault endlessHeaders(int bytes) {
    return exchange -> {
      exchange.sendRaw(ascii("HTTP/1.1 206 Status\r\n"));
      byte[] line = ascii("X-Filler: " + "a".repeat(1000) + "\r\n");
      for (int sent = 0; sent < bytes; sent += line.length) {
        exchange.sendRaw(line);
      }
      exchange.close();
    };
  }

  /** Bytes that are no HTTP/1 response, then the end. */
  static Fault junk(String text) {
    return exchange -> {
      exchange.sendRaw(ascii(text));
      exchange.close();
    };
  }

  /** Other bytes under the same length, entity tag and time: a server that lies. */
  static Fault changedBytes() {
    return exchange -> {
      byte[] body = exchange.reply().body.clone();
      for (int i = 0; i < body.length; i++) {
        body[i] ^= 0x55;
      }
      exchange.reply().body = body;
      exchange.send(exchange.reply());
    };
  }

  private static void sendStart(Exchange exchange, int bytes) throws IOException {
    Reply reply = exchange.reply();
    exchange.sendHead(reply.header("Content-Length", String.valueOf(reply.body.length)));
    exchange.sendBody(reply.body, 0, Math.min(bytes, reply.body.length));
  }

  /** First and last byte that the correct response holds. */
  private static long[] range(Exchange exchange) {
    String value = exchange.reply().headers.get("Content-Range");
    if (exchange.reply().status != 206) {
      throw new AssertionError("This fault needs a range request: " + exchange.request());
    }
    String[] parts = value.split("[ /-]", -1);
    return new long[] {Long.parseLong(parts[1]), Long.parseLong(parts[2])};
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
