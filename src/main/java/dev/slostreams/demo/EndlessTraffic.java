package dev.slostreams.demo;

import dev.slostreams.openslo.SloCatalog;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The demo's traffic on any broker, until it is stopped: a history, then what is live with the
 * incidents, which come again and again.
 *
 * <p>A topic that holds events already gets no history: it would be counted twice. Used by one
 * thread; any other may stop it.
 */
public final class EndlessTraffic implements AutoCloseable {

  private static final long LOOK_EVERY_MS = 200;

  private final EventPublisher publisher;
  private final ShopTraffic traffic;
  private final String topic;
  private final CountDownLatch stopped = new CountDownLatch(1);

  /**
   * What to publish where.
   *
   * @param seed of the events
   * @param history how long the system has been running when the live traffic begins
   * @param againAfter from one beginning of the live traffic to the next
   * @param kafka further settings of the Kafka clients
   */
  public record Settings(
      long seed,
      Duration history,
      Duration againAfter,
      Show show,
      String bootstrapServers,
      Map<String, String> kafka) {

    public Settings {
      kafka = Map.copyOf(kafka);
    }
  }

  /**
   * Makes the topic where it is missing.
   *
   * @throws dev.slostreams.app.CannotRunException when the broker does not answer
   */
  public EndlessTraffic(Settings settings, InstantSource clock) {
    topic = topic(settings.show());
    publisher = new EventPublisher(settings.bootstrapServers(), topic, settings.kafka());
    Duration history = hasHistory() ? settings.history() : Duration.ZERO;
    ShopTraffic.Plan plan =
        new ShopTraffic.Plan(settings.seed(), history, settings.againAfter(), settings.show());
    traffic = new ShopTraffic(publisher, plan, Duration.ZERO, clock);
  }

  /** Where it is published. */
  public String topic() {
    return topic;
  }

  /** Whether there is a history, because the topic was empty. */
  public boolean hasHistory() {
    return publisher.topicWasEmpty();
  }

  /** Events published so far. */
  public long published() {
    return publisher.count();
  }

  /** Publishes until it is stopped. */
  public void run() throws InterruptedException {
    traffic.start();
    traffic.goLiveAfterHistory();
    while (!stopped.await(LOOK_EVERY_MS, TimeUnit.MILLISECONDS)) {
      traffic.failOnFailure();
    }
  }

  /** Ends it soon, from any thread. */
  public void stop() {
    stopped.countDown();
  }

  @Override
  public void close() {
    traffic.close();
    publisher.close();
  }

  private static String topic(Show show) {
    try (TemporaryFolder folder = TemporaryFolder.make()) {
      List<Path> files = show.definitions().stream().map(folder::unpack).toList();
      return SloCatalog.load(files).catalog().orElseThrow().sources().get(0).topic();
    }
  }
}
