package dev.slostreams.delivery;

import dev.slostreams.metrics.Meters;
import dev.slostreams.wire.WatchdogRecord;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Whether the watchdog's beats come through: of every source partition, through every ledger
 * partition, and not long ago.
 *
 * <p>Thread-safe.
 */
final class WatchdogProof {

  private final DeliverySettings.Watchdog settings;
  private final InstantSource clock;
  private final Map<String, Instant> beats = new HashMap<>();
  private Supplier<Set<String>> sources = Set::of;

  WatchdogProof(DeliverySettings.Watchdog settings, InstantSource clock, Meters meters) {
    this.settings = settings;
    this.clock = clock;
    meters.watchdogAge(this::oldestSeconds);
  }

  /** The source partitions that must be heard of, {@code topic-0}. */
  synchronized void expect(Supplier<Set<String>> partitions) {
    sources = partitions;
  }

  synchronized void heard(WatchdogRecord record) {
    String key = WatchdogRecord.key(record.source(), record.ledger());
    beats.merge(key, record.beatAt(), (one, other) -> one.isAfter(other) ? one : other);
  }

  /** Why it is not alive; empty when it is. */
  synchronized Optional<String> objection() {
    Set<String> expected = expected();
    if (expected.isEmpty()) {
      return Optional.of("no source partition is known");
    }
    Instant oldest = clock.instant().minus(settings.late());
    return expected.stream()
        .filter(key -> beats.getOrDefault(key, Instant.MIN).isBefore(oldest))
        .findFirst()
        .map(
            key ->
                beats.containsKey(key)
                    ? "the last beat that came through " + key + " is of " + beats.get(key)
                    : "no beat came through " + key);
  }

  private Set<String> expected() {
    Set<String> expected = new TreeSet<>();
    for (String source : sources.get()) {
      for (int ledger = 0; ledger < settings.ledgers(); ledger++) {
        expected.add(WatchdogRecord.key(source, ledger));
      }
    }
    return expected;
  }

  /** Age of the last beat where it came through the longest ago; 0 before all came through once. */
  private synchronized double oldestSeconds() {
    return expected().stream()
            .map(beats::get)
            .filter(beat -> beat != null)
            .mapToLong(beat -> clock.millis() - beat.toEpochMilli())
            .max()
            .orElse(0)
        / 1_000.0;
  }
}
