package dev.slostreams.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slostreams.feed.Live;
import dev.slostreams.feed.LiveFixture;
import dev.slostreams.metrics.Meters;
import dev.slostreams.testing.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The live stream as real clients see it. */
class StreamTest {

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final LiveFixture live = new LiveFixture(new Meters(meters));
  private final HttpServer server =
      HttpServer.listen(new HttpSettings("127.0.0.1", 0))
          .serve(List.of(new StreamRoutes(live.live(), "a:1")), Meters.unread());
  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void stop() {
    live.close();
    server.close();
  }

  @Test
  void everyClientHearsWhatChanges() throws Exception {
    Iterator<String> first = lines();
    Iterator<String> second = lines();

    live.alert("{\"id\":\"a/fast\"}");
    live.series("a", "{\"id\":\"a\"}");
    live.beat();

    for (Iterator<String> lines : List.of(first, second)) {
      assertThat(next(lines, 9))
          .containsExactly(
              "event: hello",
              "data: {\"instance\":\"a:1\"}",
              "",
              "event: alert",
              "data: {\"id\":\"a/fast\"}",
              "",
              "event: series",
              "data: {\"series\":[{\"id\":\"a\"}],\"removed\":[]}",
              "");
    }
  }

  @Test
  void closingEndsTheStreamAfterWhatWaits() throws Exception {
    Iterator<String> lines = lines();
    next(lines, 3);

    live.alert("{}");
    live.close();

    assertThat(next(lines, 3)).containsExactly("event: alert", "data: {}", "");
    assertThat(lines.hasNext()).isFalse();
  }

  @Test
  void clientThatDoesNotReadIsResetAndDelaysNobody() throws Exception {
    String large = "{\"text\":\"" + "x".repeat(200_000) + "\"}";
    try (Socket slow = rawClient()) {
      Iterator<String> fast = lines();
      next(fast, 3);
      for (int i = 0; resets() == 0; i++) {
        assertThat(i).as("frames that nobody took").isLessThan(1_000);
        live.alert(large);
        assertThat(next(fast, 3)).contains("data: " + large);
      }

      live.close();
      String read = new String(slow.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

      assertThat(read.substring(read.length() - 50)).endsWith("event: reset\ndata: {}\n\n");
    }
  }

  @Test
  void clientThatIsGoneIsForgotten() throws Exception {
    rawClient().close();

    Topics.await(
        "it is forgotten",
        () -> {
          live.alert("{}");
          return listeners() == 0;
        });
  }

  @Test
  void thereAreNoMoreThreadsForMoreClients() throws Exception {
    List<Iterator<String>> all = new ArrayList<>();
    for (int i = 0; i < Live.MOST_SUBSCRIPTIONS; i++) {
      all.add(lines());
    }
    HttpResponse<String> refused =
        client.send(request(), BodyHandlers.ofString(StandardCharsets.UTF_8));
    live.alert("{}");

    all.forEach(lines -> assertThat(next(lines, 6)).contains("event: alert"));
    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.headers().firstValue("Retry-After")).contains("5");
    assertThat(serverThreads()).isLessThanOrEqualTo(16); // the most that the server has
  }

  private static long serverThreads() {
    Set<Thread> threads = Thread.getAllStackTraces().keySet();
    return threads.stream().filter(thread -> thread.getName().startsWith("http-")).count();
  }

  private double resets() {
    var counter = meters.find("slo_streams_stream_resets_total").counter();
    return counter == null ? 0 : counter.count();
  }

  private double listeners() {
    return meters.get("slo_streams_stream_listeners").gauge().value();
  }

  private HttpRequest request() {
    return HttpRequest.newBuilder(server.uri().resolve("/api/v1/stream")).build();
  }

  /** What a client reads, line by line; it has been greeted by the server's headers. */
  private Iterator<String> lines() throws Exception {
    HttpResponse<Stream<String>> response = client.send(request(), BodyHandlers.ofLines());
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type"))
        .contains("text/event-stream;charset=utf-8");
    return response.body().iterator();
  }

  private static List<String> next(Iterator<String> lines, int count) {
    return Stream.generate(lines::next).limit(count).collect(Collectors.toList());
  }

  /** A client that has read the greeting and reads nothing more by itself. */
  private Socket rawClient() throws IOException {
    Socket socket = new Socket("127.0.0.1", server.uri().getPort());
    socket
        .getOutputStream()
        .write(
            "GET /api/v1/stream HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
                .getBytes(StandardCharsets.US_ASCII));
    InputStream in = socket.getInputStream();
    StringBuilder read = new StringBuilder();
    while (read.indexOf("event: hello") < 0) {
      read.append((char) in.read());
    }
    return socket;
  }
}
