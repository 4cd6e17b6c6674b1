package org.groundtrack.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

/** One request and the connection that its response goes to. Faults write whatever they like. */
public final class Exchange {
  private final FaultServer server;
  private final Socket raw;
  private final Socket socket;
  private final OutputStream out;
  private final SeenRequest request;
  private final StoredObject object;
  private final Reply reply;
  private boolean keepAlive = true;

  Exchange(FaultServer server, Socket raw, Socket socket, OutputStream out, SeenRequest request) {
    this.server = server;
    this.raw = raw;
    this.socket = socket;
    this.out = out;
    this.request = request;
    this.object = server.object(request.path());
    this.reply = Reply.correct(request, object, server.clock());
  }

  /** What was asked. */
  public SeenRequest request() {
    return request;
  }

  /** What is stored under the path. */
  public StoredObject object() {
    if (object == null) {
      throw new AssertionError("This fault needs an object at " + request.path());
    }
    return object;
  }

  /** The correct response, for faults to change. */
  public Reply reply() {
    return reply;
  }

  /** Sends a whole response. */
  public void send(Reply sent) throws IOException {
    sent.headers.putIfAbsent("Content-Length", String.valueOf(sent.body.length));
    sendHead(sent);
    if (!request.method().equals("HEAD")) {
      sendBody(sent.body, 0, sent.body.length);
    }
  }

  /** Sends status and headers. */
  public void sendHead(Reply sent) throws IOException {
    sendRaw(sent.head());
  }

  /** Sends and counts bytes of a body, no faster than the server's bandwidth. */
  public void sendBody(byte[] bytes, int from, int to) throws IOException {
    for (int at = from; at < to; ) {
      int count = server.line().reserve(to - at);
      // Counted first: who has read them all may ask at once.
      server.sent(count);
      out.write(bytes, at, count);
      out.flush();
      at += count;
    }
  }

  /** Sends bytes that are no body: they are not counted. */
  public void sendRaw(byte[] bytes) throws IOException {
    out.write(bytes);
    out.flush();
  }

  /** Ends the connection in order, after what was sent. */
  public void close() {
    keepAlive = false;
  }

  /** Ends the connection with a reset. */
  public void reset() throws IOException {
    keepAlive = false;
    raw.setSoLinger(true, 0);
    raw.close();
  }

  /** Sends nothing more, until the client ends the connection. */
  public void stall() throws IOException {
    keepAlive = false;
    while (!pause(Duration.ZERO)) {
      // The client sent something: only its end counts.
    }
  }

  /**
   * Waits for a time, or for the client's end, whichever comes first.
   *
   * @param atMost zero for no limit
   * @return whether the client ended the connection
   */
  public boolean pause(Duration atMost) throws IOException {
    InputStream in = socket.getInputStream();
    try {
      int millis = Math.toIntExact(atMost.toMillis());
      socket.setSoTimeout(atMost.isZero() ? 0 : Math.max(1, millis));
      boolean ended = in.read() < 0;
      if (ended) {
        keepAlive = false;
        request.clientClosed();
      }
      return ended;
    } catch (SocketTimeoutException e) {
      return false;
    } finally {
      if (!socket.isClosed()) {
        socket.setSoTimeout(0);
      }
    }
  }

  boolean keepAlive() {
    return keepAlive;
  }
}
