package dev.slostreams.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slostreams.testing.Fuzz;
import dev.slostreams.testing.Hushed;
import dev.slostreams.testing.Schemas;
import dev.slostreams.wire.DataState;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whatever bytes come, HTTP answers or refuses with a reason, and goes on. */
class RequestFuzzTest {

  private static final int SILENT_MS = 20_000;
  private static final int LONGEST_REQUEST = 1 << 21;
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 ([0-9]{3}) ");
  private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: ([0-9]+)");

  /** What may stand there besides 2xx to 4xx: not now, and another version of HTTP. */
  private static final Set<Integer> OTHERS = Set.of(501, 503, 505);

  /** Jetty has a warning for each Host that it cannot read. */
  @RegisterExtension final Hushed hushed = Hushed.logger("org.eclipse.jetty");

  @Test
  void requests() {
    try (HttpFixture server = new HttpFixture().countedIn("eu").cartIn("eu", 0, DataState.OK)) {
      int port = server.uri("/").getPort();
      Fuzz.of("requests", 50)
          .from(
              List.of(
                  get("/api/v1/series?limit=10&sort=burn&q=ca&label=region%3Deu&alert=firing"),
                  get("/api/v1/slos/cart/history?from=-6h&to=2026-01-01T00:00:00Z&step=60s"),
                  get("/api/v1/slos/cart?maxLag=0"),
                  get("/api/v1/slos?cursor=WzAsMCwiY2FydCJd&limit=1"),
                  get("/api/v1/alerts?since=-1d&state=resolved&limit=5"),
                  get("/api/v1/gate?slo=cart&service=shop&blockOn=page,ticket&warnAs=warn"),
                  get("/internal/v1/exclusions/preview?partition=0&document=x"),
                  get("/livez"),
                  get("/metrics"),
                  "POST /api/v1/exclusions?by=jo HTTP/1.1\r\nHost: localhost\r\n"
                      + "Content-Length: 3\r\n\r\nabc",
                  "POST /api/v1/exclusions/preview HTTP/1.1\r\nHost: localhost\r\n"
                      + "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n",
                  "POST /api/v1/exclusions/move/undo?by=jo HTTP/1.1\r\nHost: localhost\r\n\r\n",
                  "HEAD /api/v1/state HTTP/1.1\r\nHost: localhost\r\nIf-None-Match: \"x\"\r\n"
                      + "Accept-Encoding: gzip\r\nAuthorization: Bearer x\r\nRange: bytes=0-1\r\n"
                      + "Expect: 100-continue\r\n\r\n"))
          .words(
              "/api/v1/slos/cart/history?step=1s&from=",
              "?cursor=WzAsMWU5OTksIngiXQ",
              "\r\n\r\n",
              "\r\n",
              " HTTP/1.0\r\n",
              "Content-Length: -1\r\n",
              "Content-Length: 99999999999999999999\r\n",
              "Transfer-Encoding: chunked\r\n",
              "Host: [::1]:99999\r\n",
              "FFFFFFFFFFFFFFFF\r\n",
              "%2e%2e%2f",
              "%252e",
              "%c0%af",
              "..;/",
              "//",
              "&",
              "=",
              "-999999999d")
          .run(input -> answered(port, input));
    }
  }

  private static String get(String path) {
    return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nOrigin: http://localhost\r\n\r\n";
  }

  private static void answered(int port, byte[] request) throws IOException {
    if (request.length > LONGEST_REQUEST || isStream(request)) {
      return;
    }
    String answer = ask(port, request);
    if (answer.isEmpty()) {
      return; // a connection that ended before a request did is closed
    }
    Matcher status = STATUS.matcher(answer);
    if (!status.lookingAt()) {
      throw new AssertionError("no answer in HTTP: " + answer);
    }
    int code = Integer.parseInt(status.group(1));
    if (code >= 500 && !OTHERS.contains(code)) {
      throw new AssertionError("a failure of ours: " + answer);
    }
    if (code >= 400) {
      told(answer);
    }
  }

  private static void told(String answer) {
    int head = answer.indexOf("\r\n\r\n");
    int brace = answer.indexOf('{', head); // the length of a chunk may stand before it
    int body = brace < 0 ? answer.length() : brace;
    if (head < 0 || answer.startsWith("HTTP/", head + 4) || body == answer.length()) {
      return; // an answer to HEAD has no body
    }
    JsonNode problem = Schemas.json(answer.substring(body));
    if (!answer.contains("application/problem+json")
        || problem.path("detail").asText().isBlank()
        || problem.path("hint").asText().isBlank()) {
      throw new AssertionError("no reason: " + answer);
    }
  }

  /** The live stream does not end. */
  private static boolean isStream(byte[] request) {
    return new String(request, StandardCharsets.ISO_8859_1).contains("stream");
  }

  private static String ask(int port, byte[] request) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket.setSoTimeout(SILENT_MS);
      try {
        socket.getOutputStream().write(request);
        socket.shutdownOutput();
      } catch (SocketException e) {
        // refused before all of it was sent
      }
      return firstAnswer(socket.getInputStream());
    }
  }

  /** Up to its end; the end of the connection is the end too. */
  private static String firstAnswer(InputStream in) throws IOException {
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    byte[] some = new byte[8_192];
    try {
      for (int n = in.read(some); n >= 0; n = in.read(some)) {
        read.write(some, 0, n);
        String text = read.toString(StandardCharsets.UTF_8);
        Matcher length = LENGTH.matcher(text);
        int head = text.indexOf("\r\n\r\n");
        if (head >= 0 && !text.startsWith("HTTP/1.1 100") && length.find()) {
          if (read.size() >= head + 4 + Integer.parseInt(length.group(1))) {
            break;
          }
        }
      }
    } catch (SocketException e) {
      // reset, as with a body that nobody wanted
    }
    return read.toString(StandardCharsets.UTF_8);
  }
}
