package dev.slostreams.slo;

import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.stream.Stream;

/** The unit in which the periods of a calendar-aligned time window are counted. */
public enum CalendarUnit {
  DAY('d', 1, ChronoUnit.DAYS, 1),
  WEEK('w', 7, ChronoUnit.DAYS, 7),
  MONTH('M', 30, ChronoUnit.MONTHS, 1),
  QUARTER('Q', 90, ChronoUnit.MONTHS, 3),
  YEAR('Y', 365, ChronoUnit.MONTHS, 12);

  private static final long DAY_SECONDS = 86_400;

  private final char symbol;
  private final int nominalDays;
  private final ChronoUnit counted;
  private final int perUnit;

  CalendarUnit(char symbol, int nominalDays, ChronoUnit counted, int perUnit) {
    this.symbol = symbol;
    this.nominalDays = nominalDays;
    this.counted = counted;
    this.perUnit = perUnit;
  }

  /** As OpenSLO writes it: {@code d w M Q Y}. */
  public char symbol() {
    return symbol;
  }

  public static Optional<CalendarUnit> of(char symbol) {
    return Stream.of(values()).filter(unit -> unit.symbol == symbol).findFirst();
  }

  /** Its nominal length: a month has 30 days, a quarter 90, a year 365. */
  public long nominalSeconds() {
    return nominalDays * DAY_SECONDS;
  }

  /** This many units after the local time, negative ones before; counted in one step. */
  LocalDateTime after(LocalDateTime start, long units) {
    return start.plus(Math.multiplyExact(units, perUnit), counted);
  }

  /** How many whole units lie between two local times, rounded towards 0. */
  long between(LocalDateTime start, LocalDateTime end) {
    return counted.between(start, end) / perUnit;
  }
}
