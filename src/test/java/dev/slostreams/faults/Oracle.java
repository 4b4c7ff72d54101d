package dev.slostreams.faults;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * What must have been counted of the records that the topics hold, said a second time: in plain
 * Java over Jackson's tree, with nothing of the engine. Its rules are those of the definitions in
 * {@code faults/slos.yaml}.
 */
final class Oracle {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  private static final long EARLIEST_MS = Instant.parse("2000-01-01T00:00:00Z").toEpochMilli();
  private static final long LATEST_MS = Instant.parse("2200-01-01T00:00:00Z").toEpochMilli();
  private static final long MOST_AHEAD_MS = 300_000; // max-ahead

  private final long nowMs;
  private final Map<String, NavigableMap<Long, Count>> series = new TreeMap<>();
  private final Map<String, Count> users = new HashMap<>();
  private final Map<TopicPartition, Sum> partitions = new TreeMap<>(Oracle::compare);
  private final Map<String, Integer> deadLetters = new TreeMap<>();
  private long lastSecond;

  /** Good and total of one second of a series. */
  record Count(long good, long total) {

    Count plus(Count other) {
      return new Count(good + other.good, total + other.total);
    }
  }

  /** How many records of a partition there are, and how many of them are counted nowhere. */
  record Sum(long records, long rejected) {

    long counted() {
      return records - rejected;
    }
  }

  /**
   * An oracle that has seen nothing yet.
   *
   * @param nowMs the wall clock, which tells what is in the future
   */
  Oracle(long nowMs) {
    this.nowMs = nowMs;
  }

  /** Sees a record of an input topic. */
  void see(ConsumerRecord<byte[], byte[]> record) {
    JsonNode event = null;
    Optional<String> reason;
    if (record.value() == null || record.value().length == 0) {
      reason = Optional.of("empty");
    } else {
      try {
        event = JSON.readTree(record.value());
        reason = reasonAgainst(event);
      } catch (JsonProcessingException e) {
        reason = Optional.of("not_json");
      } catch (java.io.IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }
    partitions.merge(
        new TopicPartition(record.topic(), record.partition()),
        new Sum(1, reason.isPresent() ? 1 : 0),
        (a, b) -> new Sum(a.records + b.records, a.rejected + b.rejected));
    if (reason.isPresent()) {
      reject(record, reason.get());
    } else {
      count(record, event);
    }
  }

  private Optional<String> reasonAgainst(JsonNode event) {
    if (!event.isObject()) {
      return Optional.of("not_an_object");
    }
    JsonNode timestamp = event.get("timestamp");
    if (timestamp == null) {
      return Optional.of("no_timestamp");
    }
    if (!timestamp.isNumber() && !timestamp.isTextual()) {
      return Optional.of("bad_timestamp");
    }
    try {
      long ms = timestampMs(timestamp);
      if (ms < EARLIEST_MS || ms >= LATEST_MS) {
        return Optional.of("timestamp_out_of_range");
      }
      return ms > nowMs + MOST_AHEAD_MS ? Optional.of("future") : Optional.empty();
    } catch (DateTimeException e) {
      return Optional.of("bad_timestamp");
    }
  }

  private static long timestampMs(JsonNode timestamp) {
    return timestamp.isNumber()
        ? timestamp.longValue()
        : Instant.parse(timestamp.textValue()).toEpochMilli();
  }

  private void reject(ConsumerRecord<byte[], byte[]> record, String reason) {
    deadLetters.merge(
        letter(record.topic(), record.partition(), record.offset(), reason), 1, Integer::sum);
  }

  private void count(ConsumerRecord<byte[], byte[]> record, JsonNode event) {
    long second = Math.floorDiv(timestampMs(event.get("timestamp")), 1_000L);
    lastSecond = Math.max(lastSecond, second);
    boolean succeeded = event.get("status").intValue() < 500;
    String part = label("part", event);
    if (record.topic().equals(Traffic.STRAGGLERS)) {
      add("stragglers{" + part + "}", second, succeeded, 1);
      return;
    }
    String service = event.get("service").textValue();
    add("availability{" + label("service", event) + "}", second, succeeded, 1);
    add("conserved{" + part + "}", second, succeeded, 1);
    users.merge(event.get("user").textValue(), new Count(succeeded ? 1 : 0, 1), Count::plus);
    if (service.equals("checkout")) {
      add("weighted{}", second, succeeded, event.get("requests").longValue());
    }
    if (!service.equals("login")) {
      JsonNode duration = event.get("duration_ms");
      if (duration == null) {
        reject(record, "missing_field");
      } else {
        String labels = label("region", event) + ", " + label("route", event);
        add("latency{" + labels + "}", second, duration.doubleValue() <= 100, 1);
      }
    }
  }

  private static String label(String name, JsonNode event) {
    return name + "=" + event.get(name).textValue();
  }

  private void add(String name, long second, boolean good, long weight) {
    series
        .computeIfAbsent(name, key -> new TreeMap<>())
        .merge(second, new Count(good ? weight : 0, weight), Count::plus);
  }

  /** How a dead letter is told from others. */
  static String letter(String topic, int partition, long offset, String reason) {
    return topic + "-" + partition + "@" + offset + " " + reason;
  }

  /** Per series its seconds; {@code slo{label=value, …}}, labels in the order of their names. */
  Map<String, NavigableMap<Long, Count>> series() {
    return series;
  }

  /** Each user's requests, which one SLO counts, and that only where a fault is about users. */
  Map<String, Count> users() {
    return users;
  }

  /** The records of each partition. */
  Map<TopicPartition, Sum> partitions() {
    return partitions;
  }

  /** Each dead letter that there must be, and how often. */
  Map<String, Integer> deadLetters() {
    return deadLetters;
  }

  long records() {
    return partitions.values().stream().mapToLong(Sum::records).sum();
  }

  /** The last tick that can be evaluated: the end of a recording is one after its last second. */
  long lastTick() {
    return lastSecond + 1;
  }

  private static int compare(TopicPartition one, TopicPartition other) {
    return one.toString().compareTo(other.toString());
  }
}
