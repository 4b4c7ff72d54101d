package dev.slostreams.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slostreams.http.HttpStartException;
import dev.slostreams.testing.Brokers;
import dev.slostreams.testing.Brokers.TestBroker;
import dev.slostreams.testing.SloTexts;
import dev.slostreams.testing.Topics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left of an instance that has not started: nothing. */
class FailedStartIT {

  private static final String APPLICATION = "it-failed-start";

  /** Names of threads that we start, or clients of ours. */
  private static final Pattern OURS =
      Pattern.compile("(slo-|feed|http-|kafka-producer|kafka-admin|" + APPLICATION + ").*");

  @TempDir private Path folder;

  private TestBroker broker;
  private Map<String, String> settings;
  private Set<Thread> before;

  @BeforeEach
  void start() throws IOException {
    broker = Brokers.embedded();
    Path slos = folder.resolve("slos.yaml");
    Files.writeString(slos, SloTexts.ratio("cart", "events", "status < 500"));
    settings =
        Map.of(
            "bootstrap.servers", broker.bootstrapServers(),
            "application.id", APPLICATION,
            "http.port", Integer.toString(freePort()),
            "slos", slos.toString(),
            "webhooks", "chat=http://127.0.0.1:9/");
    before = Thread.getAllStackTraces().keySet();
  }

  @AfterEach
  void stop() {
    broker.close();
  }

  @Test
  void portThatIsTakenLeavesNothing() throws IOException {
    InetAddress loopback = InetAddress.getByName("127.0.0.1");
    try (ServerSocket other =
        new ServerSocket(Integer.parseInt(settings.get("http.port")), 1, loopback)) {
      assertThat(other.isBound()).isTrue();
      assertThatThrownBy(() -> instance("http.bind", "127.0.0.1"))
          .isInstanceOf(HttpStartException.class);
    }

    assertNothingIsLeft();
  }

  @Test
  void topicThatIsMissingLeavesNothing() {
    try (Topics topics = new Topics(broker.bootstrapServers())) {
      topics.create("slo-controls", 1);
    }

    assertThatThrownBy(() -> instance("topics.create", "false"))
        .isInstanceOf(CannotRunException.class)
        .hasMessageContaining("topic 'events': must exist");

    assertNothingIsLeft();
  }

  /** No thread, and the port can be taken. */
  private void assertNothingIsLeft() {
    Topics.await("no thread of ours is left", () -> oursSince().isEmpty());
    try (Instance again = instance("topics.create", "true")) {
      assertThat(again.streams().isAlive()).isTrue();
    }
    Topics.await("no thread of ours is left", () -> oursSince().isEmpty());
  }

  private List<String> oursSince() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> !before.contains(thread))
        .map(Thread::getName)
        .filter(OURS.asMatchPredicate())
        .toList();
  }

  /** With one setting that the others do not have. */
  private Instance instance(String name, String value) {
    Map<String, String> all = new HashMap<>(settings);
    all.put(name, value);
    return Instances.start(all);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
