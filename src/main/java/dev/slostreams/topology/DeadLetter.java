package dev.slostreams.topology;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.Record;

/**
 * A record that could not be counted, with the reason: original key, value and headers, and ours.
 *
 * <p>One per record, whatever the number of its events or SLOs: reason and detail are the first
 * one's.
 */
final class DeadLetter {

  static final String REASON = "slo.error.reason";
  static final String MESSAGE = "slo.error.message";
  static final String SLO = "slo.error.slo";
  static final String TOPIC = "slo.error.source.topic";
  static final String PARTITION = "slo.error.source.partition";
  static final String OFFSET = "slo.error.source.offset";
  static final String TIMESTAMP = "slo.error.source.timestamp";
  static final String APPLICATION = "slo.error.application";
  static final String TRUNCATED = "slo.error.truncated";

  private static final int MOST_VALUE_BYTES = 262_144; // 256 KiB
  private static final int MOST_MESSAGE_CHARS = 1_024;
  private static final int MOST_SLOS = 20;

  private final Origin origin;
  private final String reason;
  private final String message;
  private final List<String> slos = new ArrayList<>();

  /** The record as it was read. */
  record Origin(
      String topic,
      int partition,
      long offset,
      long timestampMs,
      byte[] key,
      byte[] value,
      Headers headers) {}

  DeadLetter(Origin origin, String reason, String message) {
    this.origin = origin;
    this.reason = reason;
    this.message = message;
  }

  String reason() {
    return reason;
  }

  Origin origin() {
    return origin;
  }

  /** The SLOs that could not count it, as far as they are named; none where nobody can. */
  List<String> slos() {
    return List.copyOf(slos);
  }

  /** One more SLO that could not count an event of the record. */
  void addSlo(String slo) {
    if (slos.size() < MOST_SLOS && !slos.contains(slo)) {
      slos.add(slo);
    }
  }

  /** The record to write; its Kafka timestamp is the wall clock. */
  Record<byte[], byte[]> toRecord(String application, long nowMs) {
    byte[] value = origin.value();
    boolean truncated = value != null && value.length > MOST_VALUE_BYTES;
    Record<byte[], byte[]> record =
        new Record<>(
            origin.key(), truncated ? Arrays.copyOf(value, MOST_VALUE_BYTES) : value, nowMs);
    Headers headers = record.headers();
    for (Header header : origin.headers()) {
      headers.add(header);
    }
    put(headers, REASON, reason);
    put(headers, MESSAGE, cut(message));
    put(headers, TOPIC, origin.topic());
    put(headers, PARTITION, Integer.toString(origin.partition()));
    put(headers, OFFSET, Long.toString(origin.offset()));
    put(headers, TIMESTAMP, Long.toString(origin.timestampMs()));
    put(headers, APPLICATION, application);
    if (!slos.isEmpty()) {
      put(headers, SLO, String.join(",", slos));
    }
    if (truncated) {
      put(headers, TRUNCATED, Integer.toString(value.length));
    }
    return record;
  }

  private static String cut(String text) {
    if (text.length() <= MOST_MESSAGE_CHARS) {
      return text;
    }
    boolean splitsPair = Character.isHighSurrogate(text.charAt(MOST_MESSAGE_CHARS - 1));
    return text.substring(0, splitsPair ? MOST_MESSAGE_CHARS - 1 : MOST_MESSAGE_CHARS);
  }

  private static void put(Headers headers, String name, String value) {
    headers.add(name, value.getBytes(StandardCharsets.UTF_8));
  }
}
