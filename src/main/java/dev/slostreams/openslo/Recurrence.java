package dev.slostreams.openslo;

import dev.slostreams.slo.Interval;
import dev.slostreams.slo.Intervals;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.dmfs.rfc5545.DateTime;
import org.dmfs.rfc5545.recur.Freq;
import org.dmfs.rfc5545.recur.InvalidRecurrenceRuleException;
import org.dmfs.rfc5545.recur.RecurrenceRule;
import org.dmfs.rfc5545.recur.RecurrenceRuleIterator;

/**
 * Intervals that recur by the rule of RFC 5545 in the local time of a zone.
 *
 * <p>The rule gives local times; each becomes an instant as RFC 5545 §3.3.5 says: a time that the
 * clocks skip is taken with the offset before the gap, of one that comes twice the first is meant.
 * Every interval lasts exactly its duration, whatever the clocks do meanwhile. What an interval
 * shares with the one before it belongs to that one.
 *
 * <p>Expanded as far as it was asked for, at most to the end of 2199; safe for any thread.
 */
final class Recurrence implements Intervals {

  private static final Set<Freq> FREQUENCIES =
      Set.of(Freq.DAILY, Freq.WEEKLY, Freq.MONTHLY, Freq.YEARLY);
  private static final DateTimeFormatter UTC = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'");
  private static final int LAST_YEAR = 2199;

  private final LocalDateTime start;
  private final long durationSeconds;
  private final String rule;
  private final ZoneId zone;
  private final Instant until;
  private final RecurrenceRuleIterator occurrences;
  private final List<Interval> expanded = new ArrayList<>();
  private LocalDateTime next;

  /**
   * The intervals from {@code start} on.
   *
   * @throws IllegalArgumentException when the rule is none that is read here; the message is the
   *     broken rule as a sentence
   */
  Recurrence(LocalDateTime start, long durationSeconds, String rule, ZoneId zone) {
    this.start = start;
    this.durationSeconds = durationSeconds;
    this.rule = rule;
    this.zone = zone;
    RecurrenceRule parsed = parse(rule);
    this.until = until(parsed);
    if (until != null) {
      parsed.setUntil(null); // it is compared as an instant; this would drop a COUNT as well
    }
    this.occurrences = occurrences(parsed, start);
    this.next = nextOccurrence();
  }

  /** The local time of the first occurrence at or after the start; empty when there is none. */
  synchronized Optional<LocalDateTime> firstOccurrence() {
    return expanded.isEmpty()
        ? Optional.ofNullable(next)
        : Optional.of(LocalDateTime.ofInstant(Instant.ofEpochSecond(expanded.get(0).from()), zone));
  }

  @Override
  public synchronized Optional<Interval> firstEndingAfter(long second) {
    while (next != null && (expanded.isEmpty() || last().to() <= second)) {
      expandDay();
    }
    int low = 0;
    int high = expanded.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (expanded.get(middle).to() > second) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low < expanded.size() ? Optional.of(expanded.get(low)) : Optional.empty();
  }

  /* A day at once: where the clocks skip an hour, local times of one day may change their order. */
  private void expandDay() {
    LocalDate day = next.toLocalDate();
    List<Long> starts = new ArrayList<>();
    while (next != null && next.toLocalDate().equals(day)) {
      Instant instant = next.atZone(zone).toInstant();
      if (until != null && instant.isAfter(until)) {
        next = null;
      } else {
        starts.add(instant.getEpochSecond());
        next = nextOccurrence();
      }
    }
    Collections.sort(starts);
    for (long from : starts) {
      long free = expanded.isEmpty() ? from : Math.max(from, last().to());
      if (free < from + durationSeconds) {
        expanded.add(new Interval(free, from + durationSeconds));
      }
    }
  }

  private Interval last() {
    return expanded.get(expanded.size() - 1);
  }

  private LocalDateTime nextOccurrence() {
    DateTime time = null;
    try {
      time = occurrences != null && occurrences.hasNext() ? occurrences.nextDateTime() : null;
    } catch (IllegalArgumentException e) {
      // the library gave up looking for a further occurrence
    }
    return time == null || time.getYear() > LAST_YEAR
        ? null
        : LocalDateTime.of(
            time.getYear(),
            time.getMonth() + 1,
            time.getDayOfMonth(),
            time.getHours(),
            time.getMinutes(),
            time.getSeconds());
  }

  /** Null for a rule such as 30 February, where the library gives up looking. */
  private static RecurrenceRuleIterator occurrences(RecurrenceRule rule, LocalDateTime start) {
    try {
      return rule.iterator(floating(start));
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static RecurrenceRule parse(String rule) {
    RecurrenceRule parsed;
    try {
      parsed = new RecurrenceRule(rule, RecurrenceRule.RfcMode.RFC5545_STRICT);
    } catch (InvalidRecurrenceRuleException e) {
      throw new IllegalArgumentException(
          "must be a recurrence rule of RFC 5545 (" + e.getMessage() + ")", e);
    }
    if (!FREQUENCIES.contains(parsed.getFreq())) {
      throw new IllegalArgumentException("FREQ must be DAILY, WEEKLY, MONTHLY or YEARLY");
    }
    return parsed;
  }

  private static Instant until(RecurrenceRule rule) {
    DateTime until = rule.getUntil();
    if (until == null) {
      return null;
    }
    try {
      return LocalDateTime.parse(until.toString(), UTC).toInstant(ZoneOffset.UTC);
    } catch (java.time.DateTimeException e) {
      throw new IllegalArgumentException("UNTIL must be in UTC, as in 20271231T235959Z", e);
    }
  }

  private static DateTime floating(LocalDateTime time) {
    return new DateTime(
        time.getYear(),
        time.getMonthValue() - 1,
        time.getDayOfMonth(),
        time.getHour(),
        time.getMinute(),
        time.getSecond());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Recurrence that
        && start.equals(that.start)
        && durationSeconds == that.durationSeconds
        && rule.equals(that.rule)
        && zone.equals(that.zone);
  }

  @Override
  public int hashCode() {
    return Objects.hash(start, durationSeconds, rule, zone);
  }

  /** {@code PT2H from 2026-11-01T02:00 Europe/Warsaw by FREQ=WEEKLY;BYDAY=SU}. */
  @Override
  public String toString() {
    return java.time.Duration.ofSeconds(durationSeconds)
        + " from "
        + start
        + " "
        + zone
        + " by "
        + rule;
  }
}
