package org.groundtrack.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.awt.image.BufferedImage;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/**
 * A headless Chromium with one page, driven by its DevTools protocol: a test needs a dozen of its
 * calls, for which a library would bring forty others. Nothing is downloaded, and nobody called.
 */
final class Chromium implements AutoCloseable {
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
  private static final int SECONDS = 60;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Process process;
  private final WebSocket socket;
  private final Map<Integer, CompletableFuture<JsonNode>> asked = new ConcurrentHashMap<>();
  private final AtomicInteger ids = new AtomicInteger();
  private final List<String> complaints = new CopyOnWriteArrayList<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final String session;

  /** The program, if this machine has it. */
  static Optional<Path> program() {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /**
   * Starts the program.
   *
   * @param profile a folder of its own
   */
  Chromium(Path profile) throws IOException {
    this.process =
        new ProcessBuilder(
                program().orElseThrow().toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--hide-scrollbars",
                "--force-color-profile=srgb",
                "--window-size=1200,800",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "about:blank")
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    this.socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .buildAsync(address(), new Listener())
            .join();
    String target =
        ask("Target.createTarget", Map.of("url", "about:blank"), null).path("targetId").asText();
    this.session =
        ask("Target.attachToTarget", Map.of("targetId", target, "flatten", true), null)
            .path("sessionId")
            .asText();
    for (String domain : List.of("Page", "Runtime", "Network", "Log")) {
      ask(domain + ".enable", Map.of());
    }
  }

  /** It says on standard error where it listens; what else it says there is read and forgotten. */
  private URI address() throws IOException {
    BufferedReader errors = process.errorReader(StandardCharsets.UTF_8);
    StringBuilder said = new StringBuilder();
    for (String line = errors.readLine(); line != null; line = errors.readLine()) {
      Matcher found = Pattern.compile("DevTools listening on (ws://\\S+)").matcher(line);
      if (found.find()) {
        Thread rest = new Thread(() -> drain(errors), "chromium-errors");
        rest.setDaemon(true);
        rest.start();
        return URI.create(found.group(1));
      }
      said.append(line).append('\n');
    }
    throw new IOException("Chromium did not start: " + said);
  }

  private static void drain(BufferedReader errors) {
    try {
      while (errors.readLine() != null) {
        continue;
      }
    } catch (IOException e) {
      // It ended.
    }
  }

  private final class Listener implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      text.append(data);
      if (last) {
        try {
          take(MAPPER.readTree(text.toString()));
        } catch (IOException e) {
          complaints.add("no JSON: " + e);
        }
        text.setLength(0);
      }
      from.request(1);
      return null;
    }
  }

  private void take(JsonNode message) {
    JsonNode what = message.path("params");
    if (message.has("id")) {
      asked.remove(message.path("id").asInt()).complete(message);
      return;
    }
    switch (message.path("method").asText()) {
      case "Network.requestWillBeSent" -> requests.add(what.path("request").path("url").asText());
      case "Runtime.exceptionThrown", "Log.entryAdded" -> complaints.add(what.toString());
      case "Runtime.consoleAPICalled" -> complaints.add(what.path("args").toString());
      case "Page.javascriptDialogOpening" -> complaints.add("a dialog: " + what);
      default -> {}
    }
  }

  /** Calls what the protocol has for the page. */
  JsonNode ask(String method, Map<String, ?> params) {
    return ask(method, params, session);
  }

  private JsonNode ask(String method, Map<String, ?> params, String of) {
    int id = ids.incrementAndGet();
    ObjectNode message = MAPPER.createObjectNode().put("id", id).put("method", method);
    message.set("params", MAPPER.valueToTree(params));
    if (of != null) {
      message.put("sessionId", of);
    }
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    asked.put(id, answer);
    socket.sendText(message.toString(), true).join();
    JsonNode said = answer.orTimeout(SECONDS, TimeUnit.SECONDS).join();
    if (said.has("error")) {
      throw new AssertionError(method + ": " + said.path("error"));
    }
    return said.path("result");
  }

  /** Opens a page, and forgets what was said of the one before. */
  void open(Path page) {
    requests.clear();
    complaints.clear();
    ask("Page.navigate", Map.of("url", page.toUri().toString()));
    until("document.documentElement && document.documentElement.dataset.ready");
    settle();
  }

  /** The value of an expression; of a promise, what it comes to. */
  JsonNode evaluate(String script) {
    JsonNode answer =
        ask(
            "Runtime.evaluate",
            Map.of("expression", script, "awaitPromise", true, "returnByValue", true));
    if (answer.has("exceptionDetails")) {
      throw new AssertionError(script + ": " + answer.path("exceptionDetails"));
    }
    return answer.path("result").path("value");
  }

  /** Waits until a condition holds, asking before each frame. */
  void until(String condition) {
    // A page that is being left takes its promises with it.
    for (int attempt = 1; ; attempt++) {
      try {
        evaluate(
            "new Promise(done => { const look = () => (%s) ? done(true) : requestAnimationFrame(look); look(); })"
                .formatted(condition));
        return;
      } catch (AssertionError e) {
        if (attempt == 5) {
          throw e;
        }
      }
    }
  }

  /** Waits until what was asked for is drawn. */
  void settle() {
    evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
  }

  String text(String selector) {
    return evaluate("document.querySelector(%s).textContent".formatted(quoted(selector))).asText();
  }

  static String quoted(String text) {
    return MAPPER.valueToTree(text).toString();
  }

  /** A click with the left button, pixels of the page. */
  void click(double x, double y) {
    for (String type : List.of("mouseMoved", "mousePressed", "mouseReleased")) {
      mouse(type, x, y, 0);
    }
  }

  /** Moves the pointer from one place to another with the left button held. */
  void drag(double x, double y, double toX, double toY) {
    mouse("mousePressed", x, y, 0);
    for (int i = 1; i <= 4; i++) {
      mouse("mouseMoved", x + (toX - x) * i / 4, y + (toY - y) * i / 4, 0);
    }
    mouse("mouseReleased", toX, toY, 0);
  }

  /** Turns the wheel. */
  void wheel(double x, double y, double delta) {
    mouse("mouseWheel", x, y, delta);
  }

  private void mouse(String type, double x, double y, double delta) {
    ask(
        "Input.dispatchMouseEvent",
        Map.of(
            "type",
            type,
            "x",
            x,
            "y",
            y,
            "button",
            type.equals("mouseWheel") ? "none" : "left",
            "buttons",
            type.equals("mouseReleased") ? 0 : 1,
            "clickCount",
            1,
            "deltaX",
            0,
            "deltaY",
            delta));
  }

  /** Presses a key. */
  void key(String name) {
    for (String type : List.of("keyDown", "keyUp")) {
      ask("Input.dispatchKeyEvent", Map.of("type", type, "key", name));
    }
  }

  /** What the page looks like. */
  BufferedImage picture() throws IOException {
    settle();
    byte[] png =
        Base64.getDecoder()
            .decode(ask("Page.captureScreenshot", Map.of("format", "png")).path("data").asText());
    return ImageIO.read(new ByteArrayInputStream(png));
  }

  /** Errors and words of the console since the page was opened. */
  List<String> complaints() {
    return complaints;
  }

  /** Addresses that the page asked for, its own first. */
  List<String> requests() {
    return requests;
  }

  /** Forgets complaints and all requests but that for the page. */
  void forget() {
    complaints.clear();
    requests.subList(1, requests.size()).clear();
  }

  @Override
  public void close() {
    // Asked to, it puts away what it left in its profile.
    ask("Browser.close", Map.of(), null);
    try {
      process.onExit().orTimeout(SECONDS, TimeUnit.SECONDS).join();
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      socket.abort();
    }
  }
}
