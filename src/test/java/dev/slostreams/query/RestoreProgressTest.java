package dev.slostreams.query;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class RestoreProgressTest {

  private static final TopicPartition ONE = new TopicPartition("changelog", 0);
  private static final TopicPartition OTHER = new TopicPartition("changelog", 1);

  private long nowMs;
  private final RestoreProgress progress = new RestoreProgress(() -> Instant.ofEpochMilli(nowMs));

  @Test
  void takesFromTheFirstStoreToTheLast() {
    at(1_000).onRestoreStart(ONE, "store", 0, 5);
    at(1_200).onRestoreStart(OTHER, "store", 0, 5);
    at(1_500).onRestoreEnd(ONE, "store", 5);
    at(3_000).onRestoreEnd(OTHER, "store", 5);

    assertEquals(2_000, progress.tookMs());
    assertEquals(0, progress.remaining());
  }

  @Test
  void laterRestoreCountsAnew() {
    at(1_000).onRestoreStart(ONE, "store", 0, 5);
    at(3_000).onRestoreEnd(ONE, "store", 5);
    at(9_000).onRestoreStart(OTHER, "store", 0, 5);
    at(9_100).onRestoreEnd(OTHER, "store", 5);

    assertEquals(100, progress.tookMs());
  }

  private RestoreProgress at(long ms) {
    nowMs = ms;
    return progress;
  }
}
