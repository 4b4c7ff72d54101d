package dev.slostreams.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slostreams.metrics.Meters;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Requests as attackers send them, byte by byte over a socket: none is read as two, none reaches a
 * file, none changes anything, and every answer is one of ours.
 */
class AttackTest {

  private static final String ADMIN = "admin-secret-0123456789";
  private static final String HOST = "Host: localhost";

  /** What may follow a request that is wrong as HTTP: one answer, and the end. */
  private static final String REFUSED = "HTTP/1\\.1 (400|413|414|426|431|501|505) .*";

  @TempDir private Path folder;

  private final List<String> changed = new CopyOnWriteArrayList<>();
  private final HttpServer server =
      HttpServer.listen(
              new HttpSettings(
                  "127.0.0.1", 0, List.of(), false, Tokens.of(Map.of(Scope.ADMIN, ADMIN))))
          .serve(List.<RouteGroup>of(new WebRoutes(), this::routes), Meters.unread());

  private List<Route> routes() {
    return List.of(
        Route.get("/api/read", Scope.READ, "", context -> context.result("read")),
        Route.get("/api/echo", Scope.READ, "", AttackTest::refuse),
        Route.post("/api/change", Scope.ADMIN, "", context -> changed.add(context.body())));
  }

  /** As routes do: what was asked for comes back in the words of the refusal. */
  private static void refuse(io.javalin.http.Context context) {
    throw Refusal.of(400, "label: must not be '" + context.queryParam("label") + "'", "");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  /**
   * In each, a proxy that reads lengths in its own way could take what follows for part of the body
   * while we took it for a request of somebody else, or the other way round.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 4\r\nTransfer-Encoding: chunked",
        "Transfer-Encoding: chunked\r\nContent-Length: 4",
        "Content-Length: 4\r\nContent-Length: 5",
        "Content-Length: 4, 5",
        "Content-Length: +4",
        "Content-Length: -4",
        "Content-Length: 0x4",
        "Content-Length: 4 4",
        "Content-Length: 99999999999999999999",
        "Content-Length : 4",
        "Transfer-Encoding: chunked, identity",
        "Transfer-Encoding: xchunked",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity",
        "Transfer-Encoding : chunked",
        " Transfer-Encoding: chunked",
        "X: a\r\n Transfer-Encoding: chunked",
        "X: a\rTransfer-Encoding: chunked",
        "X: a\u0000b",
        ": nothing",
        "Host: other.example"
      })
  void requestWithTwoReadingsIsRefusedAndTheConnectionEnds(String headers) throws IOException {
    String smuggled = "POST /api/change HTTP/1.1\r\n%s\r\n%s\r\n".formatted(HOST, bearer());

    String answer =
        send(
            "POST /api/change HTTP/1.1\r\n%s\r\n%s\r\n\r\n0\r\n\r\n".formatted(HOST, headers)
                + smuggled);

    assertThat(answer).matches("(?s)" + REFUSED);
    assertThat(answer.split("HTTP/1\\.1 ", -1)).as("answers").hasSize(2);
    assertThat(changed).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "zz\r\nabc\r\n0\r\n\r\n",
        "-1\r\nabc\r\n0\r\n\r\n",
        "fffffffffffffffff\r\nabc\r\n"
      })
  void brokenChunksChangeNothing(String chunks) throws IOException {
    String answer =
        send(
            "POST /api/change HTTP/1.1\r\n%s\r\n%s\r\nTransfer-Encoding: chunked\r\n\r\n%s"
                .formatted(HOST, bearer(), chunks));

    assertThat(answer).matches("(?s)HTTP/1\\.1 [45]\\d\\d .*");
    assertThat(changed).isEmpty();
  }

  @Test
  void bodyThatGrowsWithoutALengthIsCutAtTheLimit() throws IOException {
    String chunk = "10000\r\n" + "x".repeat(65_536) + "\r\n"; // 64 KiB

    String answer =
        send(
            "POST /api/change HTTP/1.1\r\n%s\r\n%s\r\nTransfer-Encoding: chunked\r\n\r\n%s0\r\n\r\n"
                .formatted(HOST, bearer(), chunk.repeat(32)));

    assertThat(answer).startsWith("HTTP/1.1 413 ");
    assertThat(changed).isEmpty();
  }

  @Test
  void compressedBodyIsNotUnpacked() throws IOException {
    String answer =
        send(
            "POST /api/change HTTP/1.1\r\n%s\r\n%s\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\nConnection: close\r\n\r\nabc"
                .formatted(HOST, bearer()));

    assertThat(answer).startsWith("HTTP/1.1 200 ");
    assertThat(changed).containsExactly("abc");
  }

  @Test
  void manySmallHeadersAreRefused() throws IOException {
    StringBuilder headers = new StringBuilder();
    for (int number = 0; number < 5_000; number++) {
      headers.append("X-").append(number).append(": 1\r\n");
    }

    String answer = send("GET /api/read HTTP/1.1\r\n%s\r\n%s\r\n".formatted(HOST, headers));

    assertThat(answer).startsWith("HTTP/1.1 431 ");
  }

  @Test
  void longPathIsRefused() throws IOException {
    String answer = get("/" + "a".repeat(20_000), HOST);

    assertThat(answer).matches("(?s)HTTP/1\\.1 (414|431) .*");
  }

  /** A file of ours, of the class path, and of the machine: none is where these point. */
  @Test
  void noPathReachesAFile() throws IOException {
    Files.writeString(folder.resolve("canary"), "canary-of-the-file-system");
    List<String> targets = new ArrayList<>();
    for (String name :
        List.of(
            folder.resolve("canary").toString(), "/etc/passwd", "/WEB-INF/web.xml", "/pom.xml")) {
      for (String up :
          List.of("..", "%2e%2e", "%252e%252e", "..;", "..%00", "%c0%ae%c0%ae", ".%2e")) {
        for (String slash : List.of("/", "%2f", "%252f", "\\", "%5c", "%c0%af", "//")) {
          String climb = (up + slash).repeat(12);
          targets.add("/" + climb + name.substring(1));
          targets.add("/assets/" + climb + name.substring(1));
          targets.add("/assets/uplot/" + climb + name.substring(1).replace("/", slash));
        }
      }
      targets.add("/assets/file:" + name);
      targets.add("file://" + name);
      targets.add("//localhost" + name);
    }
    targets.add("/assets/index.html");
    targets.add("/assets/WebRoutes.class");
    targets.add("/assets/style.css%00.js");
    targets.add("/dev/slostreams/http/web/app.js");
    targets.add("/logback.xml");

    for (String target : targets) {
      String answer = get(target, HOST);

      assertThat(answer).as(target).matches("(?s)HTTP/1\\.1 (400|403|404) .*");
      assertThat(answer)
          .as(target)
          .doesNotContain("canary-of-the-file-system", "root:", "<project");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "TRACE",
        "CONNECT",
        "OPTIONS",
        "PUT",
        "DELETE",
        "PATCH",
        "PROPFIND",
        "post",
        "GETS"
      })
  void otherMethodsDoNothing(String method) throws IOException {
    String answer =
        send(
            "%s /api/change HTTP/1.1\r\n%s\r\n%s\r\nConnection: close\r\n\r\n"
                .formatted(method, HOST, bearer()));

    assertThat(answer).matches("(?s)HTTP/1\\.1 [45]\\d\\d .*").doesNotContain(ADMIN);
    assertThat(changed).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"X-HTTP-Method-Override: POST", "X-HTTP-Method: POST", "X-Method-Override: POST"})
  void methodCannotBeOverridden(String header) throws IOException {
    String answer = get("/api/change?_method=POST", HOST, bearer(), header);

    assertThat(answer).matches("(?s)HTTP/1\\.1 40[05] .*");
    assertThat(changed).isEmpty();
  }

  /** What a page of another server, open in the browser of somebody with rights, can send. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Origin: http://evil.example",
        "Origin: null",
        "Origin: http://localhost.evil.example",
        "Origin: http://localhost:8080@evil.example",
        "Origin: http://evil.example#localhost",
        "Origin: file://",
        "Origin: chrome-extension://abc",
        "Cookie: token=" + ADMIN,
        "Authorization: Basic " + ADMIN,
        "Authorization: bearer" + ADMIN,
        "Authorization: Bearer",
        "X-Forwarded-For: 127.0.0.1",
        "X-Forwarded-Host: localhost"
      })
  void pageOfAnotherServerChangesNothing(String header) throws IOException {
    String token = header.startsWith("Origin") ? bearer() : "X-No-Token: 1";

    String answer =
        send(
            "POST /api/change HTTP/1.1\r\n%s\r\n%s\r\n%s\r\nContent-Type: text/plain\r\nContent-Length: 2\r\nConnection: close\r\n\r\nhi"
                .formatted(HOST, token, header));

    assertThat(answer).matches("(?s)HTTP/1\\.1 40[13] .*");
    assertThat(answer).doesNotContainIgnoringCase("Access-Control-Allow", "Set-Cookie");
    assertThat(changed).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"X-Forwarded-Host", "X-Host", "Forwarded", "X-Original-URL", "X-Rewrite-URL"})
  void headersOfProxiesDecideNothing(String name) throws IOException {
    String admitted = get("/api/read", HOST, name + ": evil.example");
    String refused = get("/api/read", "Host: evil.example", name + ": localhost");

    assertThat(admitted).startsWith("HTTP/1.1 200 ").doesNotContain("evil.example");
    assertThat(refused).startsWith("HTTP/1.1 403 ").doesNotContain("evil.example");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%3Cscript%3Ealert(1)%3C/script%3E",
        "%22%3E%3Cimg%20src=x%20onerror=alert(1)%3E",
        "x%0d%0aSet-Cookie:%20a=b%0d%0a%0d%0a%3Chtml%3E",
        "x%e2%80%a8y",
        "%F0%9F%98%80"
      })
  void whatIsSaidBackIsJsonAndNothingElse(String text) throws IOException {
    for (String target : List.of("/api/echo?label=" + text, "/" + text, "/assets/" + text)) {
      String answer = get(target, HOST);
      String head = answer.substring(0, answer.indexOf("\r\n\r\n"));

      assertThat(head)
          .as(target)
          .contains("Content-Type: application/problem+json", "X-Content-Type-Options: nosniff")
          .doesNotContain("Set-Cookie", "\r\n\r\n");
    }
  }

  @Test
  void answersDoNotTellWhatServesThem() throws IOException {
    for (String target : List.of("/", "/api/read", "/nowhere", "/%zz")) {
      assertThat(get(target, HOST))
          .as(target)
          .doesNotContainIgnoringCase("\r\nServer:", "\r\nX-Powered-By:", "jetty", "javalin")
          .doesNotContain("\tat ", "Exception");
    }
  }

  private static String bearer() {
    return "Authorization: Bearer " + ADMIN;
  }

  private String get(String target, String... headers) throws IOException {
    return send(
        "GET %s HTTP/1.1\r\n%s\r\nConnection: close\r\n\r\n"
            .formatted(target, String.join("\r\n", headers)));
  }

  /** Sends this as it is, no more, and reads everything that comes. */
  private String send(String request) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", server.uri().getPort())) {
      socket.setSoTimeout(30_000);
      try {
        socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
        socket.shutdownOutput();
      } catch (IOException e) {
        // it has ended the connection while we were still sending; what it said is there
      }
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }
}
