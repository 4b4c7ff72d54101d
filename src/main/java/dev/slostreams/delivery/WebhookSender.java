package dev.slostreams.delivery;

import dev.slostreams.delivery.DeliverySettings.Webhook;
import dev.slostreams.wire.Pages;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.NoOffsetForPartitionException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells one webhook of every change, in the order of each partition. Kafka is its queue: each
 * webhook has a consumer group of its own, whose offset moves on when the webhook has taken a
 * change, so a restart forgets nothing and the instances share the work.
 *
 * <p>A new webhook is told of what happens from then on. One thread runs it.
 */
final class WebhookSender implements Runnable, ConsumerRebalanceListener {

  private static final Logger LOGGER = LoggerFactory.getLogger(WebhookSender.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final int MOST_AT_ONCE = 50;

  private final DeliverySettings settings;
  private final Webhook webhook;
  private final Pages pages;
  private final Optional<WatchdogAlert> watchdog;
  private final Post poster;
  private final TargetStatus status;
  private final InstantSource clock;
  private final Instant startedAt;
  private final Backoff backoff = new Backoff(RandomGenerator.getDefault());
  private final Deque<ConsumerRecord<byte[], byte[]>> queue = new ArrayDeque<>();
  private final Map<TopicPartition, OffsetAndMetadata> done = new HashMap<>();
  private Consumer<byte[], byte[]> consumer;
  private Instant retryAt = Instant.MIN;
  private Instant watchdogAt = Instant.MIN;
  private volatile Consumer<byte[], byte[]> current;
  private volatile boolean closing;

  WebhookSender(
      DeliverySettings settings,
      Webhook webhook,
      Optional<WatchdogAlert> watchdog,
      Post poster,
      TargetStatus status,
      InstantSource clock) {
    this.settings = settings;
    this.webhook = webhook;
    this.pages = settings.pages();
    this.watchdog = watchdog;
    this.poster = poster;
    this.status = status;
    this.clock = clock;
    this.startedAt = clock.instant();
  }

  @Override
  public void run() {
    while (!closing) {
      try (Consumer<byte[], byte[]> made =
          new KafkaConsumer<>(
              consumerSettings(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
        consumer = made;
        current = made;
        made.subscribe(Set.of(settings.topics().alerts()), this);
        while (!closing) {
          step();
        }
        commit();
      } catch (WakeupException | InterruptedException | InterruptException e) {
        // closing; what has not been committed is sent again
      } catch (KafkaException e) {
        pauseAfter(e);
      }
      queue.clear();
      done.clear();
    }
  }

  /** Stops after the request that is under way; interrupt the thread where that takes too long. */
  void close() {
    closing = true;
    Consumer<byte[], byte[]> made = current;
    if (made != null) {
      made.wakeup();
    }
  }

  private void step() throws InterruptedException {
    poll();
    Instant now = clock.instant();
    if (now.isBefore(retryAt)) {
      return;
    }
    if (queue.isEmpty()) {
      commit();
      status.waitingSince(TargetStatus.NOTHING);
      sendWatchdog(now);
    } else {
      send(queue.peek(), now);
    }
  }

  /** Stays a member of the group while it waits for a webhook that takes nothing. */
  private void poll() {
    try {
      if (queue.isEmpty()) {
        consumer.resume(consumer.paused());
        consumer.poll(POLL).forEach(queue::add);
      } else {
        consumer.pause(consumer.assignment());
        Duration wait = Duration.between(clock.instant(), retryAt);
        boolean waits = !wait.isNegative();
        consumer
            .poll(waits && wait.compareTo(POLL) < 0 ? wait : waits ? POLL : Duration.ZERO)
            .forEach(queue::add);
      }
    } catch (NoOffsetForPartitionException e) {
      seekToStart(e.partitions());
    } catch (OffsetOutOfRangeException e) {
      consumer.seekToBeginning(e.partitions()); // the oldest that the broker has kept
    }
  }

  /** Partitions of which nobody has told this webhook anything yet. */
  private void seekToStart(Set<TopicPartition> partitions) {
    Map<TopicPartition, Long> times = new HashMap<>();
    partitions.forEach(partition -> times.put(partition, startedAt.toEpochMilli()));
    Map<TopicPartition, OffsetAndTimestamp> since = consumer.offsetsForTimes(times);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    Map<TopicPartition, OffsetAndMetadata> begin = new HashMap<>();
    for (TopicPartition partition : partitions) {
      OffsetAndTimestamp first = since.get(partition);
      begin.put(
          partition, new OffsetAndMetadata(first == null ? ends.get(partition) : first.offset()));
    }
    begin.forEach(consumer::seek);
    consumer.commitSync(begin);
  }

  private void send(ConsumerRecord<byte[], byte[]> record, Instant now)
      throws InterruptedException {
    String key = new String(record.key(), StandardCharsets.UTF_8);
    Optional<WebhookMessage> message = Optional.empty();
    try {
      message = WebhookMessage.of(record, webhook.name(), pages);
    } catch (IllegalArgumentException e) {
      status.dropped(key, e.getMessage());
    }
    if (message.isPresent()) {
      status.waitingSince(record.timestamp());
      if (record.timestamp() < now.minus(settings.webhooks().maxAge()).toEpochMilli()) {
        status.dropped(key, "older than webhook.max-age; " + status.failure());
      } else if (!isTaken(message.get(), key, now)) {
        return;
      }
    }
    queue.remove();
    done.put(
        new TopicPartition(record.topic(), record.partition()),
        new OffsetAndMetadata(record.offset() + 1));
    if (message.isPresent()) {
      commit();
    }
  }

  /** Whether it need not be sent again. */
  private boolean isTaken(WebhookMessage message, String key, Instant now)
      throws InterruptedException {
    Outcome outcome = poster.post(webhook.url(), message.headers(webhook, now), message.body());
    status.after(outcome, 1);
    switch (outcome.kind()) {
      case DELIVERED -> backoff.afterSuccess();
      case REFUSED -> status.dropped(key, "refused with " + outcome.detail());
      case FAILED -> {
        retryAt = clock.instant().plus(backoff.afterFailure(outcome.retryAfter()));
        return false;
      }
    }
    return true;
  }

  private void sendWatchdog(Instant now) throws InterruptedException {
    if (watchdog.isEmpty()) {
      return;
    }
    long intervalMs = watchdog.get().interval().toMillis();
    Instant interval = Instant.ofEpochMilli(now.toEpochMilli() / intervalMs * intervalMs);
    if (interval.isAfter(watchdogAt) && watchdog.get().alert(now).isPresent()) {
      watchdogAt = interval;
      WebhookMessage message = WebhookMessage.watchdog(settings.application(), interval, pages);
      Outcome outcome = poster.post(webhook.url(), message.headers(webhook, now), message.body());
      status.after(outcome, 1);
    }
  }

  private void commit() {
    if (!done.isEmpty()) {
      consumer.commitSync(done);
      done.clear();
    }
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
    // where to begin is known from the group, or found out when it is not
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
    commit();
    onPartitionsLost(partitions);
  }

  @Override
  public void onPartitionsLost(Collection<TopicPartition> partitions) {
    Set<TopicPartition> lost = new HashSet<>(partitions);
    queue.removeIf(record -> lost.contains(new TopicPartition(record.topic(), record.partition())));
    done.keySet().removeAll(lost);
  }

  private Map<String, Object> consumerSettings() {
    Map<String, Object> consumerSettings = settings.consumer();
    consumerSettings.put("group.id", settings.application() + "-delivery-" + webhook.name());
    consumerSettings.put("auto.offset.reset", "none");
    consumerSettings.put("max.poll.records", MOST_AT_ONCE);
    return consumerSettings;
  }

  private void pauseAfter(KafkaException failure) {
    if (!closing) {
      LOGGER
          .atWarn()
          .addKeyValue("target", webhook.name())
          .setCause(failure)
          .log("reading alerts for a webhook failed, tried again");
      try {
        Thread.sleep(backoff.afterFailure(Duration.ZERO).toMillis());
      } catch (InterruptedException e) {
        closing = true;
      }
    }
  }
}
