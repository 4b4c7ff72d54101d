package dev.slostreams.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.slostreams.testing.Schemas;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.jetty.http.HttpStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the server does not answer, and how it says so. */
class RefusalTest {

  private final HttpFixture server = new HttpFixture();

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void mistypedSloIsNotFoundWithASuggestion() {
    HttpResponse<String> answer = server.get("/api/v1/slos/car");

    assertError(answer, 404, "no SLO named 'car'", "did you mean 'cart'?");
  }

  @Test
  void unknownSloIsNotFoundWithTheKnownOnes() {
    HttpResponse<String> answer = server.get("/api/v1/slos/search");

    assertError(answer, 404, "no SLO named 'search'", "known: cart, payment");
  }

  @Test
  void unknownPathIsNotFound() {
    HttpResponse<String> answer = server.get("/api/v2/series");

    assertError(answer, 404, "no route '/api/v2/series'", "GET /api/v1 lists the routes");
  }

  @Test
  void mistypedQueryParameterIsRefusedWithASuggestion() {
    HttpResponse<String> answer = server.get("/api/v1/series?lable=region%3Deu");

    assertError(answer, 400, "query parameter 'lable': is not known here", "did you mean 'label'?");
  }

  @Test
  void unknownQueryParameterIsRefused() {
    HttpResponse<String> answer = server.get("/api/v1/slos/cart?limit=3");

    assertError(answer, 400, "query parameter 'limit': is not known here", "known: maxLag");
  }

  @ParameterizedTest
  @CsvSource({
    "POST, /api/v1/series",
    "PUT, /livez",
    "DELETE, /api/v1/slos/cart",
    "PATCH, /api/v1",
    "OPTIONS, /metrics",
    "POST, /api/v1/openapi.json"
  })
  void otherMethodsAreNotAllowed(String method, String path) {
    HttpResponse<String> answer = server.ask(method, path);

    assertThat(answer.headers().firstValue("Allow")).hasValue("GET, HEAD");
    assertError(
        answer,
        405,
        "method: must be GET or HEAD, but was " + method,
        "GET /api/v1 lists the routes");
  }

  @Test
  void storedValueThatIsNoJsonIsAFailureOfOurs() {
    server.streams.put("cart{region=\"eu\"}", "{");

    HttpResponse<String> answer = server.get("/api/v1/series");

    assertError(
        answer, 500, "request failed (this is a bug in slo-streams)", "the log has the cause");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/v1", "/api/v1/openapi.json", "/metrics", "/livez", "/nowhere"})
  void everyAnswerCarriesTheSecurityHeaders(String path) {
    HttpResponse<String> answer = server.get(path);

    Map<String, String> found = new TreeMap<>();
    Guard.HEADERS
        .keySet()
        .forEach(name -> found.put(name, answer.headers().firstValue(name).orElse("none")));
    assertThat(found)
        .isEqualTo(
            Map.of(
                "X-Content-Type-Options", "nosniff",
                "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'",
                "Referrer-Policy", "no-referrer",
                "Cache-Control", "no-store"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/v1/series", "/livez", "/metrics", "/nowhere"})
  void forgedHostIsForbiddenBeforeRouting(String path) throws IOException {
    String answer =
        server.raw("GET " + path + " HTTP/1.1", "Host: evil.example", "Connection: close");

    assertThat(answer).startsWith("HTTP/1.1 403 ");
    assertThat(Schemas.json(body(answer)))
        .isEqualTo(
            Schemas.json(
                """
                {"type": "about:blank", "title": "Forbidden", "status": 403,
                 "detail": "Host: must be a name of this machine's loopback address, or one of http.hosts",
                 "hint": "ask http://127.0.0.1, or add the name to http.hosts"}
                """));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"localhost", "LOCALHOST:1", "127.0.0.1:8080", "[::1]:8080", "[::1]", "127.0.0.1"})
  void loopbackNamesAreAdmittedWithAnyPort(String host) throws IOException {
    String answer = server.raw("GET /livez HTTP/1.1", "Host: " + host, "Connection: close");

    assertThat(answer).startsWith("HTTP/1.1 200 ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "evil.example:127",
        "localhost@evil.example",
        "192.168.0.1",
        ""
      })
  void otherHostsAreNotAnswered(String host) throws IOException {
    String answer = server.raw("GET /livez HTTP/1.1", "Host: " + host, "Connection: close");

    assertThat(answer).matches("(?s)HTTP/1\\.1 40[03] .*");
  }

  @Test
  void absoluteTargetCannotHideAForgedHost() throws IOException {
    String answer =
        server.raw(
            "GET http://evil.example/livez HTTP/1.1", "Host: localhost", "Connection: close");

    assertThat(answer).matches("(?s)HTTP/1\\.1 40[03] .*");
  }

  @Test
  void requestWithoutHostIsForbidden() throws IOException {
    String answer = server.raw("GET /livez HTTP/1.0");

    assertThat(answer).startsWith("HTTP/1.1 403 ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://evil.example", "null", "https://localhost.evil.example:80"})
  void pagesOfOtherServersAreForbidden(String origin) {
    HttpResponse<String> answer = server.ask("GET", "/api/v1/series", "Origin", origin);

    assertError(
        answer, 403, "Origin: must be this server", "pages of other servers may not ask here");
  }

  @Test
  void pagesOfThisServerMayAsk() {
    HttpResponse<String> answer =
        server.ask("GET", "/api/v1/series", "Origin", "http://localhost:8080");

    assertThat(answer.statusCode()).isEqualTo(200);
  }

  @Test
  void bodyAboveTheLimitIsRefusedUnread() throws IOException {
    String answer =
        server.raw(
            "GET /livez HTTP/1.1",
            "Host: localhost",
            "Connection: close",
            "Content-Length: 1048577");

    assertThat(answer).startsWith("HTTP/1.1 413 ");
  }

  @Test
  void headersAboveTheLimitAreRefusedAsJson() throws IOException {
    String answer =
        server.raw(
            "GET /livez HTTP/1.1",
            "Host: localhost",
            "Connection: close",
            "X-Long: " + "x".repeat(20_000));

    assertThat(answer).startsWith("HTTP/1.1 431 ").contains("X-Content-Type-Options: nosniff");
    assertThat(Schemas.json(body(answer)))
        .isEqualTo(
            Schemas.json(
                """
                {"type": "about:blank", "title": "Request Header Fields Too Large", "status": 431,
                 "detail": "request refused: Request Header Fields Too Large",
                 "hint": "GET /api/v1 lists the routes"}
                """));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/..%2f..%2fetc/passwd", "/%2e%2e/x", "/..\\x", "/a%00b", "/api//v1"})
  void pathsThatClimbAreRefusedAsJson(String path) throws IOException {
    String answer = server.raw("GET " + path + " HTTP/1.1", "Host: localhost", "Connection: close");

    assertThat(answer).matches("(?s)HTTP/1\\.1 40[04] .*");
    assertThat(Schemas.json(body(answer)).fieldNames())
        .toIterable()
        .containsExactly("type", "title", "status", "detail", "hint");
  }

  private static String body(String answer) {
    return answer.substring(answer.indexOf("\r\n\r\n") + 4);
  }

  private static void assertError(
      HttpResponse<String> answer, int status, String error, String hint) {
    assertThat(Schemas.json(answer.body()))
        .isEqualTo(
            JsonNodeFactory.instance
                .objectNode()
                .put("type", "about:blank")
                .put("title", HttpStatus.getMessage(status))
                .put("status", status)
                .put("detail", error)
                .put("hint", hint));
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
  }
}
