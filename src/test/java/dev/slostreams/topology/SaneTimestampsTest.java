package dev.slostreams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Timestamps at a wall clock of 1,000,000 ms: up to a minute ahead is believed. */
class SaneTimestampsTest {

  private static final InstantSource CLOCK = InstantSource.fixed(Instant.ofEpochMilli(1_000_000));

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "999999, 999999",
    "1060000, 1060000",
    "1060001, 1000000",
    "9223372036854775807, 1000000",
    "-1, 1000000",
    "-9223372036854775808, 1000000"
  })
  void timestampIsBelievedWithinReason(long timestampMs, long expectedMs) {
    ConsumerRecord<Object, Object> record =
        new ConsumerRecord<>(
            "requests",
            0,
            0,
            timestampMs,
            TimestampType.CREATE_TIME,
            0,
            0,
            null,
            null,
            new RecordHeaders(),
            Optional.empty());

    long extracted = new SaneTimestamps(CLOCK).extract(record, 5);

    assertThat(extracted).isEqualTo(expectedMs);
  }
}
