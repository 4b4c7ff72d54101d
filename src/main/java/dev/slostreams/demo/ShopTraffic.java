package dev.slostreams.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The thread that publishes what is shown: the history as fast as it goes, then second by second as
 * on its last day, and live from when it is told to.
 *
 * <p>No second is left out before the live traffic, so that no partition is silent and then brings
 * old events. The events of a second are sent when it begins. The live traffic may begin anew now
 * and then, with its incidents.
 */
final class ShopTraffic implements AutoCloseable {

  private static final long MOST_BEHIND_SECONDS = 20;
  private static final long STOP_WITHIN_MS = 10_000;

  /** The history as it was published. */
  record History(long events, Duration took, long completeTick) {}

  /**
   * What to publish.
   *
   * @param seed of the events
   * @param history how long the system has been running when the live traffic begins
   * @param againAfter from one beginning of the live traffic to the next
   */
  record Plan(long seed, Duration history, Duration againAfter, Show show) {}

  private final EventPublisher publisher;
  private final Traffic traffic;
  private final long againAfterSeconds;
  private final InstantSource clock;
  private final long disorderMs;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final CompletableFuture<History> history = new CompletableFuture<>();
  private final CompletableFuture<Instant> liveStart = new CompletableFuture<>();
  private final Thread thread = new Thread(this::run, "demo-traffic");
  private final Instant historyStart;
  private final Instant historyEnd;
  private volatile boolean liveWanted;
  private volatile RuntimeException failure;

  /**
   * Traffic that is not yet started.
   *
   * @param disorder of the engine that reads it
   */
  ShopTraffic(EventPublisher publisher, Plan plan, Duration disorder, InstantSource clock) {
    this.publisher = publisher;
    this.clock = clock;
    this.disorderMs = disorder.toMillis();
    this.historyEnd = Instant.ofEpochSecond(clock.instant().getEpochSecond());
    this.historyStart = historyEnd.minus(plan.history());
    this.traffic = plan.show().plot().traffic(plan.seed(), historyEnd);
    this.againAfterSeconds = plan.againAfter().toSeconds();
  }

  /** About how many events the history has. */
  long expectedEvents() {
    return traffic.expectedEvents(Duration.between(historyStart, historyEnd));
  }

  void start() {
    thread.start();
  }

  Instant historyStart() {
    return historyStart;
  }

  Instant historyEnd() {
    return historyEnd;
  }

  /** What is known when the history is published. */
  CompletableFuture<History> history() {
    return history;
  }

  /** Begins the live traffic as soon as the history is published. */
  void goLiveAfterHistory() {
    liveWanted = true;
  }

  /** Begins the live traffic with the next second, and tells which that is. */
  Instant goLive() throws InterruptedException {
    liveWanted = true;
    while (!liveStart.isDone()) {
      failOnFailure();
      if (stopped.await(10, TimeUnit.MILLISECONDS)) {
        return historyEnd;
      }
    }
    return liveStart.join();
  }

  /** The first live second, once it has begun. */
  Instant liveStart() {
    return liveStart.join();
  }

  /** Throws what has ended the thread, if something has. */
  void failOnFailure() {
    if (failure != null) {
      throw failure;
    }
  }

  /** Stops publishing; when it returns, the broker has everything. */
  @Override
  public void close() {
    stopped.countDown();
    try {
      thread.join(STOP_WITHIN_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      publishHistory();
      publishSeconds();
      publisher.flush();
    } catch (InterruptedException e) {
      failure = new IllegalStateException("the demo's traffic was interrupted", e);
    } catch (RuntimeException e) {
      failure = e;
    }
  }

  private void publishHistory() {
    long startedAt = System.nanoTime();
    Instant from = historyStart;
    while (from.isBefore(historyEnd) && stopped.getCount() > 0) {
      Instant to = from.plus(Duration.ofHours(1));
      traffic.history(from, to, publisher);
      from = to;
    }
    publisher.flush();
    publisher.spreadEvenly();
    Duration took = Duration.ofNanos(System.nanoTime() - startedAt);
    history.complete(new History(publisher.count(), took, publisher.completeTick(disorderMs)));
  }

  private void publishSeconds() throws InterruptedException {
    Traffic quiet = traffic.liveFrom(Instant.MAX);
    Traffic live = null;
    long again = Long.MAX_VALUE;
    long second = historyEnd.getEpochSecond();
    while (!stopped.await(untilMs(second), TimeUnit.MILLISECONDS)) {
      if (live == null ? liveWanted : second >= again) {
        live = traffic.liveFrom(Instant.ofEpochSecond(second));
        liveStart.complete(Instant.ofEpochSecond(second));
        again = second + againAfterSeconds;
      }
      if (live != null) {
        live.tick(second, publisher);
      } else {
        Instant at = Instant.ofEpochSecond(second);
        quiet.history(at, at.plusSeconds(1), publisher);
      }
      second = live == null ? second + 1 : Math.max(second + 1, earliest());
    }
  }

  /** After the machine has slept, the live traffic goes on with the present. */
  private long earliest() {
    return clock.instant().getEpochSecond() - MOST_BEHIND_SECONDS;
  }

  private long untilMs(long second) {
    return Math.max(0, second * 1_000 - clock.millis());
  }
}
