package dev.slostreams.metrics;

import dev.slostreams.slo.SloId;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;

/**
 * Everything we count about ourselves, one method per fact. Thread-safe.
 *
 * <p>Counters follow what was processed, not what was committed: after a crash what is processed
 * again counts again here (and only here).
 */
public final class Meters {

  private final MeterRegistry registry;
  private final Standings standings;
  private final Map<String, LedgerState> ledgers = new ConcurrentHashMap<>();
  private final Map<SloId, Map<String, Integer>> series = new ConcurrentHashMap<>();
  private final Map<SloId, Counter> counted = new ConcurrentHashMap<>();
  private final Timer evaluation;

  /**
   * How a ledger partition stands.
   *
   * @param tickAgeMs wall clock minus its tick
   * @param watermarkAgeMs wall clock minus the tick that is due
   * @param missingPartitions source partitions that have said nothing for max-hold
   * @param heldBackBy source partitions that evaluation waits for
   * @param alerts how many alerts are in each state
   */
  public record LedgerState(
      long tickAgeMs,
      long watermarkAgeMs,
      int missingPartitions,
      int heldBackBy,
      Map<String, Integer> alerts) {

    public LedgerState {
      alerts = Map.copyOf(alerts);
    }
  }

  public Meters(MeterRegistry registry) {
    this(registry, new Standings());
  }

  /**
   * Meters in this registry.
   *
   * @param standings told of how SLOs and series stand
   */
  public Meters(MeterRegistry registry, Standings standings) {
    this.registry = registry;
    this.standings = standings;
    gauge(
        MetricNames.TICK_AGE,
        MetricNames.TICK_AGE_HELP,
        () -> most(LedgerState::tickAgeMs) / 1_000.0);
    gauge(
        MetricNames.MISSING, MetricNames.MISSING_HELP, () -> most(LedgerState::missingPartitions));
    gauge(MetricNames.HELD_BACK, MetricNames.HELD_BACK_HELP, () -> most(LedgerState::heldBackBy));
    gauge(
        MetricNames.WATERMARK_AGE,
        MetricNames.WATERMARK_AGE_HELP,
        () -> most(LedgerState::watermarkAgeMs) / 1_000.0);
    gauge(
        MetricNames.EVALUATION_LAG,
        MetricNames.EVALUATION_LAG_HELP,
        () -> most(state -> state.tickAgeMs() - state.watermarkAgeMs()) / 1_000.0);
    gauge(MetricNames.FIRING, MetricNames.FIRING_HELP, () -> alerts("firing"));
    gauge(MetricNames.PENDING, MetricNames.PENDING_HELP, () -> alerts("pending"));
    evaluation =
        Timer.builder(MetricNames.EVALUATION)
            .description(MetricNames.EVALUATION_HELP)
            .register(registry);
  }

  /** Meters that nobody reads. */
  public static Meters unread() {
    return new Meters(new SimpleMeterRegistry());
  }

  public void events(String topic, long count) {
    counter(MetricNames.EVENTS, MetricNames.EVENTS_HELP, MetricNames.TOPIC, topic).increment(count);
  }

  public void rejected(String topic, String reason) {
    Counter.builder(MetricNames.REJECTED)
        .description(MetricNames.REJECTED_HELP)
        .tag(MetricNames.TOPIC, topic)
        .tag(MetricNames.REASON, reason)
        .register(registry)
        .increment();
  }

  /** Records of a topic were deleted before they were read. */
  public void deletedUnread(String topic, long count) {
    counter(MetricNames.DELETED_UNREAD, MetricNames.DELETED_UNREAD_HELP, MetricNames.TOPIC, topic)
        .increment(count);
  }

  /** A beat of the watchdog was read from a topic. */
  public void beat(String topic) {
    counter(MetricNames.BEATS, MetricNames.BEATS_HELP, MetricNames.TOPIC, topic).increment();
  }

  /** What became of notifications that were sent to a target. */
  public void notifications(String target, String outcome, int count) {
    Counter.builder(MetricNames.NOTIFICATIONS)
        .description(MetricNames.NOTIFICATIONS_HELP)
        .tag(MetricNames.TARGET, target)
        .tag(MetricNames.OUTCOME, outcome)
        .register(registry)
        .increment(count);
  }

  /** A target never learns of a change. */
  public void notificationDropped(String target) {
    counter(
            MetricNames.NOTIFICATIONS_DROPPED,
            MetricNames.NOTIFICATIONS_DROPPED_HELP,
            MetricNames.TARGET,
            target)
        .increment();
  }

  /** Age of the oldest change that a target has not taken, in seconds; 0 where none waits. */
  public void oldestUndelivered(String target, java.util.function.Supplier<Number> seconds) {
    Gauge.builder(MetricNames.UNDELIVERED, seconds)
        .description(MetricNames.UNDELIVERED_HELP)
        .tag(MetricNames.TARGET, target)
        .register(registry);
  }

  /** Age of the last beat where it came through the longest ago, in seconds. */
  public void watchdogAge(java.util.function.Supplier<Number> seconds) {
    gauge(MetricNames.WATCHDOG_AGE, MetricNames.WATCHDOG_AGE_HELP, seconds);
  }

  public void deadLetter(String reason) {
    counter(MetricNames.DEAD_LETTERS, MetricNames.DEAD_LETTERS_HELP, MetricNames.REASON, reason)
        .increment();
  }

  public void counted(SloId slo, long count) {
    counted
        .computeIfAbsent(
            slo,
            id ->
                counter(
                    MetricNames.COUNTED, MetricNames.COUNTED_HELP, MetricNames.SLO, id.toString()))
        .increment(count);
  }

  public void invalid(SloId slo, String reason) {
    Counter.builder(MetricNames.INVALID)
        .description(MetricNames.INVALID_HELP)
        .tag(MetricNames.SLO, slo.toString())
        .tag(MetricNames.REASON, reason)
        .register(registry)
        .increment();
  }

  public void late(SloId slo, long count) {
    counter(MetricNames.LATE, MetricNames.LATE_HELP, MetricNames.SLO, slo.toString())
        .increment(count);
  }

  public void expired(SloId slo, long count) {
    counter(MetricNames.EXPIRED, MetricNames.EXPIRED_HELP, MetricNames.SLO, slo.toString())
        .increment(count);
  }

  /** Refused, because a series' total would have come to 2⁶² or more. */
  public void overflowed(SloId slo, long count) {
    counter(MetricNames.OVERFLOWED, MetricNames.OVERFLOWED_HELP, MetricNames.SLO, slo.toString())
        .increment(count);
  }

  /** Counted by a definition that is not in force any more, and not continued. */
  public void superseded(SloId slo, long count) {
    counter(MetricNames.SUPERSEDED, MetricNames.SUPERSEDED_HELP, MetricNames.SLO, slo.toString())
        .increment(count);
  }

  /** Other definitions came in force in a ledger partition. */
  public void redefined(boolean late) {
    String state = late ? "late" : "in_time";
    counter(MetricNames.REDEFINED, MetricNames.REDEFINED_HELP, MetricNames.STATE, state)
        .increment();
  }

  /** A ledger partition learned of an exclusion that was ordered or undone. */
  public void ordered(boolean late) {
    String state = late ? "late" : "in_time";
    counter(MetricNames.ORDERED, MetricNames.ORDERED_HELP, MetricNames.STATE, state).increment();
  }

  /** How many problems the definition files of this instance have. */
  public void definitionProblems(java.util.function.Supplier<Number> count) {
    gauge(MetricNames.DEFINITION_PROBLEMS, MetricNames.DEFINITION_PROBLEMS_HELP, count);
  }

  /** Requests over HTTP were not let through. */
  public void httpRefused(String reason, int count) {
    counter(MetricNames.HTTP_REFUSED, MetricNames.HTTP_REFUSED_HELP, MetricNames.REASON, reason)
        .increment(count);
  }

  /** How many clients listen to the live stream. */
  public void listeners(java.util.function.Supplier<Number> count) {
    gauge(MetricNames.LISTENERS, MetricNames.LISTENERS_HELP, count);
  }

  /** A client of the live stream was too slow and lost something. */
  public void listenerReset() {
    Counter.builder(MetricNames.STREAM_RESETS)
        .description(MetricNames.STREAM_RESETS_HELP)
        .register(registry)
        .increment();
  }

  /**
   * The topics could not be read for those who look on.
   *
   * @param reason {@code broker} or {@code record}
   */
  public void feedFailure(String reason) {
    counter(MetricNames.FEED_FAILURES, MetricNames.FEED_FAILURES_HELP, MetricNames.REASON, reason)
        .increment();
  }

  public void transition(String state) {
    counter(MetricNames.TRANSITIONS, MetricNames.TRANSITIONS_HELP, MetricNames.STATE, state)
        .increment();
  }

  /** Due ticks were evaluated in this time. */
  public void evaluated(long nanos) {
    evaluation.record(nanos, TimeUnit.NANOSECONDS);
  }

  /** The longest time since a stream thread with anything to do committed, if there is one. */
  public void commits(java.util.function.Supplier<Optional<Long>> ageMs) {
    gauge(
        MetricNames.COMMIT_AGE,
        MetricNames.COMMIT_AGE_HELP,
        () -> ageMs.get().orElse(0L) / 1_000.0);
  }

  /**
   * How restoring goes.
   *
   * @param records still to be read before everything is restored
   * @param tookMs how long the last restore took
   */
  public void restoring(
      java.util.function.Supplier<Number> records, java.util.function.LongSupplier tookMs) {
    gauge(MetricNames.RESTORE, MetricNames.RESTORE_HELP, records);
    gauge(
        MetricNames.RESTORE_TIME,
        MetricNames.RESTORE_TIME_HELP,
        () -> tookMs.getAsLong() / 1_000.0);
  }

  /** How many series an SLO may have. */
  public void seriesLimit(int most) {
    gauge(MetricNames.SERIES_LIMIT, MetricNames.SERIES_LIMIT_HELP, () -> most);
  }

  /** How a ledger partition of this instance stands now. */
  public void ledger(String partition, LedgerState state, Map<SloId, Integer> seriesPerSlo) {
    ledgers.put(partition, state);
    seriesPerSlo.forEach((slo, count) -> seriesOf(slo).put(partition, count));
  }

  /** How the SLOs and series of a ledger partition of this instance stand now. */
  public void standing(String partition, Standings.Standing standing) {
    standings.put(partition, standing);
  }

  /** A ledger partition left this instance. */
  public void ledgerClosed(String partition) {
    standings.remove(partition);
    ledgers.remove(partition);
    series.values().forEach(perPartition -> perPartition.remove(partition));
  }

  private Map<String, Integer> seriesOf(SloId slo) {
    return series.computeIfAbsent(
        slo,
        id -> {
          Map<String, Integer> perPartition = new ConcurrentHashMap<>();
          Gauge.builder(
                  MetricNames.SERIES,
                  () -> perPartition.values().stream().mapToInt(Integer::intValue).sum())
              .description(MetricNames.SERIES_HELP)
              .tag(MetricNames.SLO, id.toString())
              .register(registry);
          return perPartition;
        });
  }

  private long most(ToLongFunction<LedgerState> number) {
    return ledgers.values().stream().mapToLong(number).max().orElse(0);
  }

  private int alerts(String state) {
    return ledgers.values().stream().mapToInt(l -> l.alerts().getOrDefault(state, 0)).sum();
  }

  private void gauge(String name, String help, java.util.function.Supplier<Number> value) {
    Gauge.builder(name, value).description(help).register(registry);
  }

  private Counter counter(String name, String help, String label, String value) {
    return Counter.builder(name).description(help).tag(label, value).register(registry);
  }
}
