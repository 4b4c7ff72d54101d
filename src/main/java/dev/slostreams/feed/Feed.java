package dev.slostreams.feed;

import dev.slostreams.metrics.Meters;
import dev.slostreams.query.Health.Check;
import dev.slostreams.wire.AlertEntry;
import dev.slostreams.wire.BudgetRecord;
import dev.slostreams.wire.TierRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what all instances say on the alerts and budgets topics, in a thread of its own, and keeps
 * trying when it cannot: nothing else waits for it. Thread-safe.
 */
public final class Feed implements AutoCloseable {

  private static final Logger LOGGER = LoggerFactory.getLogger(Feed.class);
  private static final Duration CLOSE = Duration.ofMillis(500);
  private static final long JOIN_MS = 2_000; // 2 s
  private static final long FIRST_WAIT_MS = 500;
  private static final long MOST_WAIT_MS = 30_000; // 30 s
  private static final long LOOK_FOR_PARTITIONS_MS = 60_000; // 1 min

  private final FeedSettings settings;
  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final Meters meters;
  private final InstantSource clock;
  private final AlertLog alerts;
  private final Live live;
  private final Tail tail;
  private final Thread thread = new Thread(this::run, "feed");
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile String trouble = "";
  private boolean saidUnreadable;

  Feed(
      FeedSettings settings,
      Supplier<Consumer<byte[], byte[]>> consumers,
      Meters meters,
      InstantSource clock) {
    this.settings = settings;
    this.consumers = consumers;
    this.meters = meters;
    this.clock = clock;
    this.alerts = new AlertLog(settings.max(), settings.retention(), clock);
    this.live = new Live(meters);
    this.tail = new Tail(settings);
    thread.setDaemon(true);
  }

  /**
   * Begins to read.
   *
   * @param kafka settings of the Kafka clients, with the brokers
   */
  public static Feed start(
      FeedSettings settings, Map<String, Object> kafka, Meters meters, InstantSource clock) {
    Map<String, Object> client = new HashMap<>(kafka);
    client.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    client.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    client.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    client.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    client.remove(ConsumerConfig.GROUP_ID_CONFIG);
    Supplier<Consumer<byte[], byte[]>> consumers =
        () -> new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    Feed feed = new Feed(settings, consumers, meters, clock);
    feed.start();
    return feed;
  }

  void start() {
    live.start();
    thread.start();
  }

  /** The alerts of the past. */
  public AlertLog alerts() {
    return alerts;
  }

  /** What changes now. */
  public Live live() {
    return live;
  }

  /** Never fails: without it the series are still answered for. */
  public Check check() {
    String detail =
        trouble.isEmpty()
            ? (alerts.isComplete() ? "past alerts are read" : "past alerts are being read")
            : "alerts and changes are not read, it is tried again: " + trouble;
    return new Check("feed", true, detail);
  }

  private void run() {
    long waitMs = FIRST_WAIT_MS;
    while (!isClosedAfter(0)) {
      try {
        read();
      } catch (WakeupException | InterruptException e) {
        return; // only when it is closed
      } catch (RuntimeException e) {
        waitMs = trouble.isEmpty() ? FIRST_WAIT_MS : Math.min(2 * waitMs, MOST_WAIT_MS);
        failed(e);
        isClosedAfter(waitMs);
      }
    }
  }

  private void read() {
    Consumer<byte[], byte[]> consumer = consumers.get();
    try {
      long lookedAtMs = Long.MIN_VALUE;
      while (!isClosedAfter(0)) {
        long nowMs = clock.millis();
        if (lookedAtMs == Long.MIN_VALUE || nowMs - lookedAtMs >= LOOK_FOR_PARTITIONS_MS) {
          tail.assign(consumer, alerts.since().toEpochMilli());
          lookedAtMs = nowMs;
        }
        tail.poll(consumer, this::take);
        trouble = "";
        if (tail.hasCaughtUp()) {
          alerts.completed();
        }
      }
    } finally {
      Thread.interrupted(); // told to end; a consumer cannot be closed by an interrupted thread
      consumer.close(CloseOptions.timeout(CLOSE));
    }
  }

  private boolean isClosedAfter(long ms) {
    try {
      return closed.await(ms, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      return true; // only when it is closed
    }
  }

  private void failed(RuntimeException e) {
    meters.feedFailure("broker");
    if (trouble.isEmpty()) {
      LOGGER
          .atWarn()
          .addKeyValue("reason", e.getMessage())
          .log("alerts and budgets cannot be read");
    }
    trouble = String.valueOf(e.getMessage());
  }

  private void take(ConsumerRecord<byte[], byte[]> record) {
    try {
      String key = new String(record.key(), StandardCharsets.UTF_8);
      if (record.topic().equals(settings.budgets())) {
        takeBudget(key, record.value());
      } else if (!TierRecord.isKey(key)) {
        takeAlert(AlertEntry.read(key, record.value(), settings.pages()), tail.isPast(record));
      }
    } catch (RuntimeException e) {
      unreadable(record, e);
    }
  }

  private void takeAlert(AlertEntry entry, boolean past) {
    alerts.add(entry);
    if (!past) {
      live.alert(entry.text());
    }
  }

  private void takeBudget(String id, byte[] value) {
    if (!live.isHeard()) {
      return;
    }
    live.series(id, Optional.ofNullable(value).map(json -> BudgetRecord.entry(id, json)));
  }

  /** Counted each time, said once: what else writes there may write much. */
  private void unreadable(ConsumerRecord<byte[], byte[]> record, RuntimeException e) {
    meters.feedFailure("record");
    if (!saidUnreadable) {
      saidUnreadable = true;
      LOGGER
          .atWarn()
          .addKeyValue("topic", record.topic())
          .addKeyValue("partition", record.partition())
          .addKeyValue("offset", record.offset())
          .addKeyValue("reason", e.getMessage())
          .log("record is none of ours and is passed over");
    }
  }

  /** Ends the streams of those who listen, and stops reading. */
  @Override
  public void close() {
    live.close();
    closed.countDown();
    thread.interrupt();
    try {
      thread.join(JOIN_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
