package dev.slostreams.testing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/** Events of now, sent on and on until it is stopped, and what was sent of them. */
public final class LiveTraffic implements AutoCloseable {

  private static final int[] STATUSES = {200, 404, 200, 500};
  private static final long PAUSE_NANOS = 10_000_000; // 10 ms

  private final Topics topics;
  private final String topic;
  private final int partitions;
  private final List<Sent> sent = new ArrayList<>();
  private final Thread sender = new Thread(this::send, "live-traffic");
  private volatile boolean stopped;

  private record Sent(long second, int status) {}

  public LiveTraffic(Topics topics, String topic, int partitions) {
    this.topics = topics;
    this.topic = topic;
    this.partitions = partitions;
    sender.start();
  }

  /** An event of the default format. */
  public static String event(long timestampMs, int status) {
    return "{\"timestamp\":\"%s\",\"service\":\"shop\",\"status\":%d}"
        .formatted(Instant.ofEpochMilli(timestampMs), status);
  }

  /** Sends nothing more; the broker has everything. */
  public void stop() {
    stopped = true;
    try {
      sender.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    topics.flush();
  }

  /** How many of the events in the seconds {@code [from, to)} were of this kind; once stopped. */
  public long count(long from, long to, IntPredicate status) {
    return sent.stream()
        .filter(event -> from <= event.second() && event.second() < to)
        .filter(event -> status.test(event.status()))
        .count();
  }

  private void send() {
    for (int i = 0; !stopped; i++) {
      long nowMs = System.currentTimeMillis();
      int status = STATUSES[(i / partitions) % STATUSES.length];
      topics.send(topic, i % partitions, event(nowMs, status));
      sent.add(new Sent(Math.floorDiv(nowMs, 1_000L), status));
      java.util.concurrent.locks.LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  @Override
  public void close() {
    if (!stopped) {
      stop();
    }
  }
}
