package dev.slostreams.query;

import dev.slostreams.query.Health.Check;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateRestoreListener;

/**
 * How far the stores of this instance are restored. Kafka Streams tells it; any thread may ask.
 *
 * <p>Standbys are no part of it: they follow for ever.
 */
public final class RestoreProgress implements StateRestoreListener {

  private final Map<String, Restoring> restoring = new ConcurrentHashMap<>();
  private final InstantSource clock;
  private long beganMs;
  private volatile long tookMs;

  /** A store that is being restored, up to an end, and when it last moved. */
  private record Restoring(long position, long end, long movedMs) {

    long remaining() {
      return Math.max(0, end - position);
    }
  }

  public RestoreProgress(InstantSource clock) {
    this.clock = clock;
  }

  /** Records of changelogs that are still to be read before everything here is restored. */
  public long remaining() {
    return restoring.values().stream().mapToLong(Restoring::remaining).sum();
  }

  /** How long the last restore took, from the first of its stores to the last; 0 before any. */
  public long tookMs() {
    return tookMs;
  }

  @Override
  public synchronized void onRestoreStart(
      TopicPartition changelog, String store, long from, long to) {
    if (restoring.isEmpty()) {
      beganMs = clock.millis();
    }
    restoring.put(changelog.toString(), new Restoring(from, to, clock.millis()));
  }

  @Override
  public void onBatchRestored(TopicPartition changelog, String store, long last, long count) {
    restoring.computeIfPresent(
        changelog.toString(),
        (name, before) -> new Restoring(last + 1, before.end(), clock.millis()));
  }

  @Override
  public synchronized void onRestoreEnd(TopicPartition changelog, String store, long total) {
    restoring.remove(changelog.toString());
    if (restoring.isEmpty()) {
      tookMs = clock.millis() - beganMs;
    }
  }

  @Override
  public void onRestoreSuspended(TopicPartition changelog, String store, long total) {
    restoring.remove(changelog.toString());
  }

  /** Whether stores are being restored. */
  boolean isGoingOn() {
    return !restoring.isEmpty();
  }

  /** Whether every store that is being restored moves. */
  Check check(Patience patience) {
    List<String> stuck =
        restoring.entrySet().stream()
            .filter(entry -> patience.isOver(entry.getValue().movedMs()))
            .map(entry -> stuck(entry.getKey(), entry.getValue(), patience))
            .sorted()
            .toList();
    String detail =
        restoring.isEmpty()
            ? "nothing to restore"
            : remaining() + " records of " + restoring.size() + " changelogs to go";
    return new Check(
        "restore", stuck.isEmpty(), stuck.isEmpty() ? detail : String.join("; ", stuck));
  }

  private static String stuck(String changelog, Restoring at, Patience patience) {
    return "'%s' stands at offset %d for %d s, %d records before its end"
        .formatted(changelog, at.position(), patience.secondsSince(at.movedMs()), at.remaining());
  }
}
