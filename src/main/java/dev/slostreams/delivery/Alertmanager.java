package dev.slostreams.delivery;

import dev.slostreams.delivery.AlertTable.Entry;
import dev.slostreams.wire.AlertmanagerAlert;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * Tells one Alertmanager how things stand, as Prometheus does: what fires at once and then again
 * and again, each time with an end that lies several times ahead, so that a few lost requests end
 * nothing; what is resolved with its end, for 15 min, because Alertmanager keeps it in memory only.
 *
 * <p>It has no queue: what it has not sent yet follows from the table. One thread runs it.
 */
final class Alertmanager implements Runnable {

  private static final String PATH = "/api/v2/alerts";
  private static final Map<String, String> HEADERS = Map.of("Content-Type", "application/json");
  private static final int RESENDS_AHEAD = 4; // two failures, and the time between two evaluations
  private static final int MOST_AT_ONCE = 100;
  private static final long LOOK_EVERY_MS = 1_000;

  private final URI url;
  private final Duration resend;
  private final AlertTable table;
  private final Optional<WatchdogAlert> watchdog;
  private final Post poster;
  private final TargetStatus status;
  private final InstantSource clock;
  private final Backoff backoff;
  private final Map<String, Sent> sent = new HashMap<>();
  private final CountDownLatch closing = new CountDownLatch(1);

  /** What was last sent of an alert. */
  private record Sent(long version, long atMs) {}

  /** One more alert to send. */
  private record Due(String key, long version, AlertmanagerAlert alert) {}

  Alertmanager(
      URI root,
      Duration resend,
      AlertTable table,
      Optional<WatchdogAlert> watchdog,
      Post poster,
      TargetStatus status,
      InstantSource clock) {
    String text = root.toString();
    this.url =
        URI.create((text.endsWith("/") ? text.substring(0, text.length() - 1) : text) + PATH);
    this.resend = resend;
    this.table = table;
    this.watchdog = watchdog;
    this.poster = poster;
    this.status = status;
    this.clock = clock;
    this.backoff = new Backoff(RandomGenerator.getDefault());
  }

  @Override
  public void run() {
    try {
      while (closing.getCount() > 0) {
        long seen = table.version();
        Outcome outcome = sendDue();
        if (outcome.kind() == Outcome.Kind.FAILED) {
          long waitMs = backoff.afterFailure(outcome.retryAfter()).toMillis();
          closing.await(waitMs, TimeUnit.MILLISECONDS);
        } else {
          backoff.afterSuccess();
          table.awaitChange(seen, LOOK_EVERY_MS);
        }
      }
      sendDue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Sends what changed once more and stops; interrupt the thread where that takes too long. */
  void close() {
    closing.countDown();
    table.wake();
  }

  /** Sends everything that is due; what comes after the first failure stays due. */
  Outcome sendDue() throws InterruptedException {
    List<Due> due = due(clock.millis());
    for (int from = 0; from < due.size(); from += MOST_AT_ONCE) {
      List<Due> some = due.subList(from, Math.min(due.size(), from + MOST_AT_ONCE));
      List<AlertmanagerAlert> alerts = some.stream().map(Due::alert).toList();
      Outcome outcome = poster.post(url, HEADERS, AlertmanagerAlert.bytes(alerts));
      status.after(outcome, some.size());
      if (outcome.kind() == Outcome.Kind.FAILED) {
        return outcome;
      }
      long nowMs = clock.millis();
      some.forEach(one -> sent.put(one.key(), new Sent(one.version(), nowMs)));
    }
    status.waitingSince(TargetStatus.NOTHING);
    return Outcome.delivered();
  }

  private List<Due> due(long nowMs) {
    List<Entry> entries = table.entries(nowMs);
    List<Due> due = new ArrayList<>();
    long oldestMs = TargetStatus.NOTHING;
    Map<String, Sent> known = new HashMap<>();
    Instant end = Instant.ofEpochMilli(nowMs).plus(resend.multipliedBy(RESENDS_AHEAD));
    for (Entry entry : entries) {
      Sent last = sent.get(entry.key());
      known.put(entry.key(), last);
      boolean isNew = last == null || last.version() != entry.version();
      if (isNew || isDueAgain(last, resend, nowMs)) {
        AlertmanagerAlert alert = entry.firing() ? entry.alert().until(end) : entry.alert();
        due.add(new Due(entry.key(), entry.version(), alert));
      }
      if (isNew) {
        oldestMs = Math.min(oldestMs, entry.changedMs());
      }
    }
    watchdog.ifPresent(dog -> addWatchdog(dog, due, known, nowMs));
    sent.keySet().retainAll(known.keySet());
    status.waitingSince(oldestMs);
    return due;
  }

  private void addWatchdog(WatchdogAlert dog, List<Due> due, Map<String, Sent> known, long nowMs) {
    Sent last = sent.get(WatchdogAlert.KEY);
    known.put(WatchdogAlert.KEY, last);
    if (last == null || isDueAgain(last, dog.interval(), nowMs)) {
      dog.alert(Instant.ofEpochMilli(nowMs))
          .ifPresent(alert -> due.add(new Due(WatchdogAlert.KEY, 0, alert)));
    }
  }

  private static boolean isDueAgain(Sent last, Duration after, long nowMs) {
    return nowMs - last.atMs() >= after.toMillis();
  }
}
