package dev.slostreams.feed;

import dev.slostreams.wire.AlertEntry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Transitions of alerts, as far back as is kept: those that were resolved, and the latest one of
 * each that fires. Thread-safe.
 *
 * <p>What comes twice is kept once. Costs the memory of its entries, about 2 KiB each.
 */
public final class AlertLog {

  private static final Comparator<AlertEntry> ORDER =
      Comparator.comparing(AlertEntry::at).thenComparing(AlertEntry::id);

  private final int max;
  private final Duration retention;
  private final InstantSource clock;
  private final NavigableSet<AlertEntry> resolved = new TreeSet<>(ORDER);
  private final Map<String, AlertEntry> firing = new HashMap<>();
  private volatile boolean complete;

  /**
   * An empty log.
   *
   * @param max most resolved ones that are kept
   * @param retention how long they are kept after the tick at which they were resolved
   */
  AlertLog(int max, Duration retention, InstantSource clock) {
    this.max = max;
    this.retention = retention;
    this.clock = clock;
  }

  synchronized void add(AlertEntry entry) {
    if (entry.firing()) {
      firing.put(entry.id(), entry);
      return;
    }
    firing.remove(entry.id());
    resolved.add(entry);
    Instant oldest = since();
    while (resolved.size() > max || !resolved.isEmpty() && resolved.first().at().isBefore(oldest)) {
      resolved.pollFirst();
    }
  }

  /** The transitions back, the newest first. */
  public synchronized List<AlertEntry> resolved() {
    Instant oldest = since();
    List<AlertEntry> all = new ArrayList<>(resolved.size());
    resolved.descendingSet().stream().filter(one -> !one.at().isBefore(oldest)).forEach(all::add);
    return all;
  }

  /** The transition by which an alert began to fire, unless it was resolved or is forgotten. */
  public synchronized Optional<AlertEntry> firing(String id) {
    return Optional.ofNullable(firing.get(id));
  }

  /** All that was there at the beginning has been added. */
  void completed() {
    complete = true;
  }

  /** Whether all that was there at the beginning is here, as far as it is kept. */
  public boolean isComplete() {
    return complete;
  }

  /** From when on resolved ones are kept. */
  public Instant since() {
    return clock.instant().minus(retention);
  }
}
