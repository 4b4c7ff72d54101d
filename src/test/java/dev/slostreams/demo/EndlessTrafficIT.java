package dev.slostreams.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slostreams.testing.Brokers;
import dev.slostreams.testing.Topics;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** The demo's traffic on a broker of one's own. */
class EndlessTrafficIT {

  private static final Duration HISTORY = Duration.ofMinutes(30);

  @Test
  void historyComesOnceThenEverySecondOfTheLiveTraffic() throws InterruptedException {
    try (Brokers.TestBroker broker = Brokers.embedded();
        Topics topics = new Topics(broker.bootstrapServers())) {
      Instant begun = Instant.now();

      long first = publish(broker, 2);
      List<ConsumerRecord<String, String>> before = topics.read("request-events");
      long second = publish(broker, 1);

      List<ConsumerRecord<String, String>> all = topics.read("request-events");
      long historyEnd = begun.minusSeconds(1).toEpochMilli();
      assertThat(before).hasSize((int) first);
      assertThat(all).hasSize((int) (first + second));
      assertThat(before)
          .filteredOn(event -> event.timestamp() < historyEnd)
          .as("0.7 requests a second in the last hours of the history")
          .hasSizeBetween(1_100, 1_400);
      assertThat(all)
          .filteredOn(event -> event.timestamp() < historyEnd)
          .as("no history into a topic that has events")
          .hasSameSizeAs(before.stream().filter(e -> e.timestamp() < historyEnd).toList());
      assertThat(all).extracting(ConsumerRecord::partition).contains(0, 1, 2, 3);
    }
  }

  /** Publishes until there were this many live seconds, and tells how many events it were. */
  private static long publish(Brokers.TestBroker broker, int liveSeconds)
      throws InterruptedException {
    EndlessTraffic.Settings settings =
        new EndlessTraffic.Settings(
            7,
            HISTORY,
            Duration.ofHours(6),
            Show.shop(IncidentScript.standard()),
            broker.bootstrapServers(),
            Map.of());
    EndlessTraffic traffic = new EndlessTraffic(settings, InstantSource.system());
    try {
      long history = traffic.hasHistory() ? 1_400 : 0;
      CompletableFuture<Void> running = CompletableFuture.runAsync(() -> run(traffic));
      // 36 to 44 a second
      Topics.await("live traffic", () -> traffic.published() > history + liveSeconds * 44L);
      traffic.stop();
      running.join();
    } finally {
      traffic.close();
    }
    return traffic.published();
  }

  private static void run(EndlessTraffic traffic) {
    try {
      traffic.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
