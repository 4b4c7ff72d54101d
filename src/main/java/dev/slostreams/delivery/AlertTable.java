package dev.slostreams.delivery;

import dev.slostreams.wire.AlertNotice;
import dev.slostreams.wire.AlertmanagerAlert;
import dev.slostreams.wire.Pages;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How every alert stands, as the alert-states topic says; what is resolved stays for a while.
 *
 * <p>While the topic is read from its beginning, the past goes by: until its end is reached, others
 * are told what was known before, nothing at the start.
 *
 * <p>It is the queue of all targets that are told of states: of each alert only the newest state is
 * there. Thread-safe: one thread writes, and all that send wait here for news.
 */
final class AlertTable {

  /** So long a resolved alert is told of; Alertmanager asks for at least 5 min. */
  static final Duration TOLD_AFTER_END = Duration.ofMinutes(15);

  private final Pages pages;
  private Map<String, Entry> entries = new LinkedHashMap<>();
  private Map<String, Entry> told = Map.of();
  private boolean complete;
  private long version;

  /**
   * An alert.
   *
   * @param alert as it is told; of a firing one {@code endsAt} means nothing
   * @param told whether its policy wants that it is told of at all
   * @param changedMs when the change was written, wall clock
   * @param version another one after each change
   */
  record Entry(
      String key,
      AlertmanagerAlert alert,
      boolean firing,
      boolean told,
      long changedMs,
      long version) {}

  AlertTable(Pages pages) {
    this.pages = pages;
  }

  /** The alert has come to stand so. */
  synchronized void put(AlertNotice notice, long writtenMs) {
    Entry before = entries.get(notice.key());
    boolean sameAlert = before != null && before.alert().startsAt().equals(notice.startsAt());
    if (notice.isFiring()) {
      AlertmanagerAlert alert =
          new AlertmanagerAlert(
              AlertLabels.of(notice),
              Annotations.of(notice),
              notice.startsAt(),
              Instant.MAX,
              pages.of(notice));
      change(notice.key(), alert, true, notice.isToBeTold(), writtenMs);
    } else if (sameAlert || !notice.isEndOfDefinition()) {
      // who it is does not change with its end, even if definitions did
      AlertmanagerAlert alert =
          new AlertmanagerAlert(
              sameAlert ? before.alert().labels() : AlertLabels.of(notice),
              Annotations.of(notice),
              notice.startsAt(),
              notice.at(),
              sameAlert ? before.alert().generator() : pages.of(notice));
      change(notice.key(), alert, false, !sameAlert || before.told(), writtenMs);
    }
  }

  /** Nobody keeps this alert any more: one that fires ends. */
  synchronized void remove(String key, long writtenMs) {
    Entry before = entries.get(key);
    if (before != null && before.firing()) {
      Instant end = Instant.ofEpochMilli(writtenMs);
      change(key, before.alert().until(end), false, before.told(), writtenMs);
    }
  }

  /** The topic is read from its beginning, once more after a failure. */
  synchronized void begin() {
    if (complete) {
      told = entries;
    }
    entries = new LinkedHashMap<>();
    complete = false;
  }

  /** Everything that stood in the topic is here; what is there no more has ended unseen. */
  synchronized void completed(long nowMs) {
    complete = true;
    for (Entry before : told.values()) {
      if (before.firing() && !entries.containsKey(before.key())) {
        entries.put(before.key(), before);
        remove(before.key(), nowMs);
      }
    }
    told = Map.of();
    wake();
  }

  synchronized boolean isComplete() {
    return complete;
  }

  /** What there is to tell. */
  synchronized List<Entry> entries(long nowMs) {
    long oldestMs = nowMs - TOLD_AFTER_END.toMillis();
    entries.values().removeIf(entry -> !entry.firing() && entry.changedMs() < oldestMs);
    return (complete ? entries : told).values().stream().filter(Entry::told).toList();
  }

  synchronized long version() {
    return version;
  }

  /** Waits for a change after this version, at most so long. */
  synchronized void awaitChange(long seen, long waitMs) throws InterruptedException {
    if (version == seen) {
      wait(Math.max(1, waitMs));
    }
  }

  /** Lets all that wait look again. */
  synchronized void wake() {
    version++;
    notifyAll();
  }

  private void change(
      String key, AlertmanagerAlert alert, boolean firing, boolean told, long writtenMs) {
    version++;
    entries.put(key, new Entry(key, alert, firing, told, writtenMs, version));
    notifyAll();
  }
}
