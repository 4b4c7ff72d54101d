package dev.slostreams.feed;

import dev.slostreams.metrics.Meters;
import dev.slostreams.wire.StreamEvent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * What changes now, to all who listen: alerts at once, series at most once a second with the last
 * that was said of each, and a sign of life. Thread-safe.
 *
 * <p>A piece is made once and shared, so a listener costs a queue of references. Waking one must
 * not block.
 */
public final class Live implements AutoCloseable {

  /** How many may listen at a time. */
  public static final int MOST_SUBSCRIPTIONS = 64;

  private static final int HEARTBEAT_BEATS = 15; // 15 s

  private final Set<Subscription> subscriptions = ConcurrentHashMap.newKeySet();
  private final Meters meters;
  private final Map<String, String> changed = new LinkedHashMap<>();
  private final ScheduledExecutorService beats =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "feed-live");
            thread.setDaemon(true);
            return thread;
          });
  private long beat;
  private boolean closed;

  Live(Meters meters) {
    this.meters = meters;
    meters.listeners(subscriptions::size);
  }

  void start() {
    beats.scheduleWithFixedDelay(this::beat, 1, 1, TimeUnit.SECONDS);
  }

  /**
   * Begins to listen, from now on.
   *
   * @param hello the first event, JSON in one line
   * @param wake called whenever something waits; must not block
   * @return empty when {@link #MOST_SUBSCRIPTIONS} listen already, or it is closed
   */
  public synchronized Optional<Subscription> subscribe(String hello, Runnable wake) {
    if (closed || subscriptions.size() >= MOST_SUBSCRIPTIONS) {
      return Optional.empty();
    }
    Subscription subscription = new Subscription(this, wake);
    subscription.offer(Frame.event("hello", hello));
    subscriptions.add(subscription);
    return Optional.of(subscription);
  }

  /** Whether anybody listens. */
  boolean isHeard() {
    return !subscriptions.isEmpty();
  }

  /** An alert changed. */
  void alert(String json) {
    send(Frame.event("alert", json));
  }

  /**
   * A series changed.
   *
   * @param entry JSON; empty where the series is gone
   */
  synchronized void series(String id, Optional<String> entry) {
    changed.remove(id);
    changed.put(id, entry.orElse(""));
  }

  /** A second has passed. */
  synchronized void beat() {
    if (!changed.isEmpty()) {
      send(Frame.event("series", seriesJson()));
      changed.clear();
    }
    if (++beat % HEARTBEAT_BEATS == 0) {
      send(Frame.HEARTBEAT);
    }
  }

  private String seriesJson() {
    List<String> entries = changed.values().stream().filter(one -> !one.isEmpty()).toList();
    List<String> removed =
        changed.entrySet().stream()
            .filter(one -> one.getValue().isEmpty())
            .map(Map.Entry::getKey)
            .toList();
    return StreamEvent.series(entries, removed);
  }

  private synchronized void send(Frame frame) {
    subscriptions.forEach(subscription -> subscription.offer(frame));
  }

  void forget(Subscription subscription) {
    subscriptions.remove(subscription);
  }

  void countReset() {
    meters.listenerReset();
  }

  /** Ends all streams. */
  @Override
  public void close() {
    beats.shutdownNow();
    synchronized (this) {
      closed = true;
    }
    subscriptions.forEach(Subscription::end);
    subscriptions.clear();
  }
}
