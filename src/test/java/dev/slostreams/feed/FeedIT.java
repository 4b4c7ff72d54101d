package dev.slostreams.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slostreams.metrics.Meters;
import dev.slostreams.testing.Brokers;
import dev.slostreams.testing.Brokers.TestBroker;
import dev.slostreams.testing.Topics;
import dev.slostreams.wire.AlertEntry;
import dev.slostreams.wire.Pages;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Topics that others write, read from a real broker. */
class FeedIT {

  private static final FeedSettings SETTINGS =
      new FeedSettings(
          "alerts",
          "budgets",
          100,
          Duration.ofDays(30),
          new Pages(URI.create("http://127.0.0.1:8080")));
  private static final Instant NOW = Instant.now();

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private TestBroker broker;
  private Topics topics;
  private KafkaProducer<String, String> producer;

  @BeforeEach
  void start() {
    broker = Brokers.embedded();
    topics = new Topics(broker.bootstrapServers());
    topics.create("alerts", 3);
    topics.create("budgets", 3);
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers()),
            new StringSerializer(),
            new StringSerializer());
  }

  @AfterEach
  void stop() {
    producer.close();
    topics.close();
    broker.close();
  }

  @Test
  void pastIsReadAsFarBackAsIsKeptAndWhatComesIsHeard() {
    send("alerts", "old/fast", alert("old", "resolved", NOW), NOW.minus(Duration.ofDays(31)));
    send("alerts", "a/fast", alert("a", "resolved", NOW.minusSeconds(60)), NOW.minusSeconds(60));
    send("alerts", "b/fast", alert("b", "firing", NOW.minusSeconds(50)), NOW.minusSeconds(50));
    send("alerts", "b/tier", "{\"tier\":\"red\"}", NOW);
    send("budgets", "a", "{\"slo\":\"before\"}", NOW);
    producer.flush();

    try (Feed feed = feed()) {
      Topics.await("the past is read", feed.alerts()::isComplete);
      Subscription subscription = feed.live().subscribe("{}", () -> {}).orElseThrow();
      send("alerts", "a/fast", alert("a", "firing", NOW), NOW);
      send("budgets", "a", "{\"slo\":\"after\"}", NOW);
      send("budgets", "b", null, NOW);
      producer.flush();
      StringBuilder heard = new StringBuilder();
      Topics.await(
          "both changes are heard",
          () ->
              heard(subscription, heard).toString().contains("after")
                  && heard.toString().contains("[\"b\"]"));

      assertThat(ids(feed)).containsExactly("a/fast");
      assertThat(feed.alerts().firing("b/fast")).isPresent();
      assertThat(heard.toString())
          .contains("event: alert\ndata: {\"id\":\"a/fast\"")
          .contains("{\"id\":\"a\",\"slo\":\"after\"}")
          .doesNotContain("before", "tier");
      assertThat(feed.check().detail()).isEqualTo("past alerts are read");
    }
  }

  @Test
  void recordThatIsNotOursIsCountedAndPassedOver() {
    send("alerts", "a/fast", "no JSON", NOW);
    send("alerts", "a/fast", alert("a", "resolved", NOW), NOW);
    producer.flush();

    try (Feed feed = feed()) {
      Topics.await("the past is read", feed.alerts()::isComplete);

      assertThat(ids(feed)).containsExactly("a/fast");
      assertThat(failures("record")).isEqualTo(1);
    }
  }

  @Test
  void itTriesAgainUntilItCanRead() {
    AtomicInteger tries = new AtomicInteger();
    send("alerts", "a/fast", alert("a", "resolved", NOW), NOW);
    producer.flush();
    Feed feed =
        new Feed(
            SETTINGS,
            () -> {
              if (tries.incrementAndGet() <= 2) {
                throw new KafkaException("no broker answers");
              }
              return consumer();
            },
            new Meters(meters),
            InstantSource.system());
    feed.start();

    try (feed) {
      Topics.await(
          "the trouble is said", () -> feed.check().detail().contains("no broker answers"));
      Topics.await("the past is read", feed.alerts()::isComplete);

      assertThat(ids(feed)).containsExactly("a/fast");
      assertThat(feed.check().detail()).isEqualTo("past alerts are read");
      assertThat(failures("broker")).isEqualTo(2);
    }
  }

  private Feed feed() {
    return Feed.start(
        SETTINGS,
        Map.of("bootstrap.servers", broker.bootstrapServers()),
        new Meters(meters),
        InstantSource.system());
  }

  private Consumer<byte[], byte[]> consumer() {
    return new KafkaConsumer<>(
        Map.of("bootstrap.servers", broker.bootstrapServers()),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  private double failures(String reason) {
    return meters.get("slo_streams_feed_failures_total").tag("reason", reason).counter().count();
  }

  private void send(String topic, String key, String value, Instant at) {
    producer.send(new ProducerRecord<>(topic, null, at.toEpochMilli(), key, value));
  }

  private static List<String> ids(Feed feed) {
    return feed.alerts().resolved().stream().map(AlertEntry::id).toList();
  }

  private static StringBuilder heard(Subscription subscription, StringBuilder all) {
    for (Optional<Frame> next = subscription.poll(); next.isPresent(); next = subscription.poll()) {
      all.append(new String(next.get().bytes(), StandardCharsets.UTF_8));
    }
    return all;
  }

  private static String alert(String series, String state, Instant at) {
    return """
    {"slo":"%s","series":{},"alert":"fast","severity":"page","state":"%s","at":"%s","startsAt":"%s"}"""
        .formatted(series, state, at, at);
  }
}
