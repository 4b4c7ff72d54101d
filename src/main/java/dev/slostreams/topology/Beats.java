package dev.slostreams.topology;

import dev.slostreams.engine.Ledger;
import dev.slostreams.wire.WatchdogRecord;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * The watchdog's beats on their way through a ledger partition: each goes out once everything up to
 * it has been evaluated, in the same transaction, so who sees it knows that all stages work.
 *
 * <p>Between the stages a beat is a header of the tally: 8 bytes, its time in ms, big-endian. Beats
 * that wait are kept here alone: the next one replaces what a restart forgets. Owned by one {@link
 * EvaluateProcessor}; not thread-safe.
 */
final class Beats {

  /** No beat. */
  static final long NONE = Long.MIN_VALUE;

  private static final String HEADER = "slo.watchdog";
  private static final int MOST_WAITING = 100;

  private final ProcessorContext<byte[], byte[]> context;
  private final int ledger;
  private final Map<String, Deque<Long>> waiting = new TreeMap<>();

  Beats(ProcessorContext<byte[], byte[]> context) {
    this.context = context;
    this.ledger = context.taskId().partition();
  }

  static void write(Headers headers, long beatMs) {
    if (beatMs != NONE) {
      headers.add(HEADER, ByteBuffer.allocate(Long.BYTES).putLong(beatMs).array());
    }
  }

  static OptionalLong read(Headers headers) {
    Header header = headers.lastHeader(HEADER);
    return header == null
        ? OptionalLong.empty()
        : OptionalLong.of(ByteBuffer.wrap(header.value()).getLong());
  }

  /** A tally came with a beat of this source partition. */
  void take(String source, long beatMs) {
    Deque<Long> beats = waiting.computeIfAbsent(source, name -> new ArrayDeque<>());
    if (beats.size() < MOST_WAITING) {
      beats.add(beatMs);
    }
  }

  /** Hands on the newest beat of each source partition that this tick has reached. */
  void forward(long tick, long nowMs) {
    if (tick != Ledger.NO_TICK) {
      waiting.forEach((source, beats) -> forward(source, beats, tick, nowMs));
      waiting.values().removeIf(Deque::isEmpty);
    }
  }

  private void forward(String source, Deque<Long> beats, long tick, long nowMs) {
    long reached = NONE;
    while (!beats.isEmpty() && Math.floorDiv(beats.peek(), 1_000L) <= tick) {
      reached = Math.max(reached, beats.remove());
    }
    if (reached != NONE) {
      WatchdogRecord record =
          new WatchdogRecord(
              source,
              ledger,
              Instant.ofEpochSecond(Math.floorDiv(reached, 1_000L)),
              Instant.ofEpochSecond(tick));
      byte[] key = WatchdogRecord.key(source, ledger).getBytes(StandardCharsets.UTF_8);
      context.forward(new Record<>(key, record.value(), nowMs), Names.WATCHDOG);
    }
  }
}
