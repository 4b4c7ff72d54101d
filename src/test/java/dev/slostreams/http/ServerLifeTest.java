package dev.slostreams.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import dev.slostreams.metrics.Meters;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Start and stop. */
class ServerLifeTest {

  @Test
  void portThatIsTakenIsNamed() throws IOException {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      HttpSettings settings = new HttpSettings("127.0.0.1", other.getLocalPort());

      assertThatThrownBy(() -> start(settings))
          .isInstanceOf(HttpStartException.class)
          .hasMessage(
              "http.port: must be free on 127.0.0.1, but %d cannot be taken"
                  + " (choose another, or 0 for any free one)",
              other.getLocalPort());
    }
  }

  @Test
  void closesWithinTwoSecondsDespiteOpenConnections() throws IOException {
    HttpServer server = start(new HttpSettings("127.0.0.1", 0));
    try (Socket silent = new Socket("127.0.0.1", server.uri().getPort())) {

      assertTimeout(Duration.ofSeconds(2), server::close);

      assertThat(silent.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void threadsAreFewAndDoNotKeepTheProcessAlive() {
    HttpServer server = start(new HttpSettings("127.0.0.1", 0));

    List<Thread> threads =
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> thread.getName().startsWith("http-"))
            .toList();

    server.close();
    assertThat(threads).hasSizeBetween(1, 16).allMatch(Thread::isDaemon);
  }

  private static HttpServer start(HttpSettings settings) {
    return HttpServer.listen(settings).serve(List.of(), Meters.unread());
  }
}
