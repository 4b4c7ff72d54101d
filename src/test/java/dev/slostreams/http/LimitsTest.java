package dev.slostreams.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slostreams.metrics.Meters;
import dev.slostreams.testing.Schemas;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What HTTP takes at a time, and that it counts what it does not take. */
class LimitsTest {

  private static final int MOST = 64;

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final CountDownLatch asked = new CountDownLatch(MOST);
  private final CountDownLatch answer = new CountDownLatch(1);
  private final HttpClient client = HttpClient.newHttpClient();
  private final HttpServer server =
      HttpServer.listen(new HttpSettings("127.0.0.1", 0))
          .serve(List.of(this::routes), new Meters(registry));

  private List<Route> routes() {
    return List.of(
        Route.get(
            "/slow",
            Scope.READ,
            "",
            context -> {
              asked.countDown();
              assertThat(answer.await(30, TimeUnit.SECONDS)).isTrue();
            }),
        Route.get("/quick", Scope.READ, "", context -> {}),
        Route.get(
            "/failing",
            Scope.READ,
            "",
            context -> {
              throw Refusal.of(404, "not there", "on purpose");
            }),
        Route.get("/meters", Scope.READ, "", context -> {}).unlimited(),
        Route.get("/open", Scope.OPEN, "", context -> {}),
        Route.get("/admin", Scope.ADMIN, "", context -> {}),
        Route.get("/peer", Scope.PEER, "", context -> {}));
  }

  @AfterEach
  void stop() {
    answer.countDown();
    server.close();
  }

  @Test
  void oneQuestionMoreIsRefusedAndNobodyElse() throws Exception {
    List<CompletableFuture<HttpResponse<String>>> slow =
        IntStream.range(0, MOST).mapToObj(number -> ask("/slow")).toList();
    assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();

    HttpResponse<String> refused = get("/quick");
    List<Integer> others =
        Stream.of("/open", "/meters", "/peer").map(path -> get(path).statusCode()).toList();
    answer.countDown();
    List<Integer> answered = slow.stream().map(one -> one.join().statusCode()).distinct().toList();

    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
    assertThat(Schemas.json(refused.body()))
        .isEqualTo(
            Schemas.json(
                """
                {"type": "about:blank", "title": "Service Unavailable", "status": 503,
                 "detail": "questions: at most 64 are answered at a time",
                 "hint": "retry after 1 s, or ask another instance"}
                """));
    assertThat(others).containsExactly(200, 200, 200);
    assertThat(answered).containsExactly(200);
    assertThat(refusals("busy")).isEqualTo(1);
  }

  @Test
  void slotsComeBackAfterAnswersAndFailures() {
    List<Integer> statuses =
        IntStream.range(0, 2 * MOST)
            .mapToObj(number -> get(number % 2 == 0 ? "/quick" : "/failing").statusCode())
            .distinct()
            .toList();

    assertThat(statuses).containsExactly(200, 404);
  }

  @Test
  void everyKindOfRefusalIsCounted() {
    Stream.of(
            "GET /quick HTTP/1.1\r\nHost: evil.example",
            "GET /quick HTTP/1.1\r\nHost: localhost\r\nOrigin: http://evil.example",
            "GET /quick HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1048577",
            "GET /quick HTTP/1.1\r\nHost: localhost\r\nX-Long: " + "x".repeat(20_000),
            "GET /admin HTTP/1.1\r\nHost: localhost",
            "GET /%zz HTTP/1.1\r\nHost: localhost")
        .forEach(this::send);

    assertThat(
            Stream.of("host", "origin", "body", "header", "token", "malformed").map(this::refusals))
        .containsExactly(1.0, 1.0, 1.0, 1.0, 1.0, 1.0);
    assertThat(Stream.of("busy", "listeners").map(this::refusals)).containsExactly(0.0, 0.0);
  }

  private double refusals(String reason) {
    return registry.get("slo_streams_http_refused_total").tag("reason", reason).counter().count();
  }

  private void send(String head) {
    try (Socket socket = new Socket("127.0.0.1", server.uri().getPort())) {
      String request = head + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.getInputStream().readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private HttpResponse<String> get(String path) {
    return ask(path).join();
  }

  private CompletableFuture<HttpResponse<String>> ask(String path) {
    URI uri = server.uri().resolve(path);
    return client.sendAsync(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }
}
