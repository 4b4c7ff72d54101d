package dev.slostreams.delivery;

import dev.slostreams.delivery.DeliverySettings.Webhook;
import dev.slostreams.metrics.Meters;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Everything that tells others of alerts, running; nothing runs where nobody is to be told.
 *
 * <p>Thread-safe.
 */
public final class Delivery implements AutoCloseable {

  private static final Duration DRAIN_WITHIN = Duration.ofSeconds(3);
  private static final Duration STOP_WITHIN = Duration.ofMillis(500);

  private final List<TargetStatus> targets = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private final List<Runnable> closers = new ArrayList<>();
  private final List<AutoCloseable> sources = new ArrayList<>();
  private final Optional<WatchdogProof> proof;

  private Delivery(
      DeliverySettings settings, Supplier<Set<String>> topics, Meters meters, InstantSource clock) {
    if (!settings.hasTargets()) {
      proof = Optional.empty();
      return;
    }
    AlertTable table = new AlertTable(settings.pages());
    WatchdogProof beats = new WatchdogProof(settings.watchdog(), clock, meters);
    proof = Optional.of(beats).filter(any -> settings.watchdog().isOn());
    Poster poster = new Poster();
    Optional<WatchdogAlert> watchdog =
        proof.map(
            known ->
                new WatchdogAlert(
                    settings.application(),
                    settings.watchdog().interval(),
                    known,
                    settings.pages().root()));
    for (URI url : settings.alertmanagers().urls()) {
      Alertmanager target =
          new Alertmanager(
              url,
              settings.alertmanagers().resend(),
              table,
              watchdog,
              poster,
              status(url.getAuthority(), meters, clock),
              clock);
      add(target, target::close, "slo-alertmanager-" + url.getAuthority());
    }
    for (Webhook webhook : settings.webhooks().all()) {
      WebhookSender target =
          new WebhookSender(
              settings, webhook, watchdog, poster, status(webhook.name(), meters, clock), clock);
      add(target, target::close, "slo-webhook-" + webhook.name());
    }
    StatesReader reader = new StatesReader(settings, table, beats, clock);
    sources.add(reader);
    reader.start();
    if (settings.watchdog().isOn()) {
      Watchdog dog = new Watchdog(settings, topics, clock);
      beats.expect(dog::partitions);
      sources.add(dog);
      dog.start();
    }
    threads.forEach(Thread::start);
  }

  /**
   * Starts telling; when it returns, it has only begun to read.
   *
   * @param topics the source topics of now, for the watchdog
   */
  public static Delivery start(
      DeliverySettings settings, Supplier<Set<String>> topics, Meters meters, InstantSource clock) {
    return new Delivery(settings, topics, meters, clock);
  }

  /**
   * For people: who takes what is sent, and whether the watchdog barks; never a failure of ours.
   */
  public String state() {
    if (targets.isEmpty()) {
      return "nobody is to be told of alerts";
    }
    String told =
        targets.stream()
            .map(
                target ->
                    target.name()
                        + (target.failure().isEmpty() ? " ok" : " fails: " + target.failure()))
            .collect(Collectors.joining(", "));
    return told
        + proof
            .map(
                known ->
                    "; watchdog " + known.objection().map(why -> "silent: " + why).orElse("ok"))
            .orElse("; watchdog off");
  }

  /** Sends what changed once more, for 3 s at most. */
  @Override
  public void close() {
    closers.forEach(Runnable::run);
    long deadline = System.nanoTime() + DRAIN_WITHIN.toNanos();
    for (Thread thread : threads) {
      join(thread, Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
      if (thread.isAlive()) {
        thread.interrupt();
      }
    }
    threads.forEach(thread -> join(thread, STOP_WITHIN.toMillis()));
    for (AutoCloseable source : sources) {
      try {
        source.close();
      } catch (Exception e) {
        throw new IllegalStateException("stopping failed: " + e.getMessage(), e);
      }
    }
  }

  private TargetStatus status(String name, Meters meters, InstantSource clock) {
    TargetStatus status = new TargetStatus(name, meters, clock);
    targets.add(status);
    return status;
  }

  private void add(Runnable target, Runnable closer, String name) {
    Thread thread = new Thread(target, name);
    thread.setDaemon(true);
    threads.add(thread);
    closers.add(closer);
  }

  private static void join(Thread thread, long ms) {
    try {
      thread.join(ms);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
