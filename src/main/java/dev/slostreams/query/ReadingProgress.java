package dev.slostreams.query;

import dev.slostreams.batch.SourceProgress;
import dev.slostreams.query.Health.Check;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;

/**
 * Notices partitions that have records to read and do not move. Thread-safe.
 *
 * <p>It learns only when it is asked: a partition is stuck when it was seen at the same position,
 * with lag, at two looks so far apart that patience is over, and at no look between them elsewhere
 * or at its end.
 */
final class ReadingProgress {

  private final Supplier<Map<TopicPartition, SourceProgress.Progress>> progress;
  private final Patience patience;
  private final Map<TopicPartition, Waiting> waiting = new HashMap<>();

  /** A position with lag, and when it was first seen. */
  private record Waiting(long position, long sinceMs) {}

  ReadingProgress(
      Supplier<Map<TopicPartition, SourceProgress.Progress>> progress, Patience patience) {
    this.progress = progress;
    this.patience = patience;
  }

  /**
   * Looks.
   *
   * @param restoring whether stores are being restored: their partitions wait for them
   */
  synchronized Check check(boolean restoring) {
    long nowMs = patience.nowMs();
    if (restoring) {
      waiting.clear();
    }
    Map<TopicPartition, SourceProgress.Progress> owned = progress.get();
    waiting.keySet().retainAll(owned.keySet());
    owned.forEach((partition, seen) -> look(partition, seen, nowMs));
    List<String> stuck =
        waiting.entrySet().stream()
            .filter(entry -> patience.isOver(entry.getValue().sinceMs()))
            .map(entry -> stuck(entry.getKey(), entry.getValue()))
            .sorted()
            .toList();
    String detail =
        stuck.isEmpty() ? owned.size() + " partitions, none stuck" : String.join("; ", stuck);
    return new Check("progress", stuck.isEmpty(), detail);
  }

  private void look(TopicPartition partition, SourceProgress.Progress seen, long nowMs) {
    Waiting before = waiting.get(partition);
    if (seen.atEnd()) {
      waiting.remove(partition);
    } else if (before == null || before.position() != seen.position()) {
      waiting.put(partition, new Waiting(seen.position(), nowMs));
    }
  }

  private String stuck(TopicPartition partition, Waiting at) {
    return "'%s' stands at offset %d for %d s although there is more to read"
        .formatted(partition, at.position(), patience.secondsSince(at.sinceMs()));
  }
}
