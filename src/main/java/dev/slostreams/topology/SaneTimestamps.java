package dev.slostreams.topology;

import java.time.InstantSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * The Kafka timestamp of a record, or the wall clock where that is negative or more than a minute
 * ahead: Kafka's own time never follows a bad clock (the time of the event is in the payload).
 *
 * <p>Never throws.
 */
final class SaneTimestamps implements TimestampExtractor {

  private static final long MOST_AHEAD_MS = 60_000; // 1 min

  private final InstantSource clock;

  SaneTimestamps(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
    long nowMs = clock.millis();
    long timestampMs = record.timestamp();
    return timestampMs < 0 || timestampMs > nowMs + MOST_AHEAD_MS ? nowMs : timestampMs;
  }
}
