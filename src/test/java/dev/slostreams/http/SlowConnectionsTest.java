package dev.slostreams.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slostreams.metrics.Meters;
import dev.slostreams.testing.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections that are held and not used: the server ends them, and answers others again. */
class SlowConnectionsTest {

  private static final Duration PATIENCE = Duration.ofSeconds(1); // 10 s outside of this test
  private static final long BETWEEN_BYTES_NANOS = 100_000_000; // 100 ms: never idle
  private static final int MORE_THAN_IT_TAKES = 300;

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final HttpServer server =
      HttpServer.listen(new HttpSettings("127.0.0.1", 0), PATIENCE)
          .serve(
              List.of(
                  () ->
                      List.of(
                          Route.get("/quick", Scope.READ, "", context -> context.result("here")),
                          Route.post(
                              "/body",
                              Scope.OPEN,
                              "",
                              context -> context.result("got " + context.body().length())))),
              new Meters(registry));

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /qui",
        "GET /quick HTTP/1.1\r\nHost: localhost\r\nX-Slow: ",
        "POST /body HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\n",
        "POST /body HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nfffff\r\n"
      })
  void requestThatTricklesInIsCutOff(String beginning) throws IOException {
    try (Socket socket = connect()) {
      socket.getOutputStream().write(beginning.getBytes(StandardCharsets.ISO_8859_1));

      Topics.await("it is cut off", () -> !takesOneMore(socket));
    }
    assertThat(registry.get("slo_streams_http_refused_total").tag("reason", "slow").counter())
        .satisfies(counter -> assertThat(counter.count()).isEqualTo(1));
  }

  @Test
  void slowClientThatEndsInTimeIsAnswered() throws IOException {
    try (Socket socket = connect()) {
      for (String part :
          List.of("GET /qui", "ck HTTP/1.1\r\nHost: local", "host\r\nConnection: ")) {
        socket.getOutputStream().write(part.getBytes(StandardCharsets.ISO_8859_1));
        LockSupport.parkNanos(BETWEEN_BYTES_NANOS);
      }
      socket.getOutputStream().write("close\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));

      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

      assertThat(answer).startsWith("HTTP/1.1 200 ").endsWith("here");
    }
  }

  @Test
  void afterAFloodOfSilentConnectionsItAnswersAgain() throws IOException {
    List<Socket> silent = new ArrayList<>();
    try {
      for (int number = 0; number < MORE_THAN_IT_TAKES; number++) {
        silent.add(connect());
      }

      Topics.await("it answers", this::answers);
    } finally {
      for (Socket socket : silent) {
        socket.close();
      }
    }
  }

  private boolean answers() {
    try (Socket socket = connect()) {
      socket.setSoTimeout(2_000);
      String request = "GET /quick HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
          .endsWith("here");
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean takesOneMore(Socket socket) {
    try {
      LockSupport.parkNanos(BETWEEN_BYTES_NANOS);
      socket.getOutputStream().write('x');
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private Socket connect() throws IOException {
    return new Socket("127.0.0.1", server.uri().getPort());
  }
}
