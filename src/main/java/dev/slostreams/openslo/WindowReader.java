package dev.slostreams.openslo;

import dev.slostreams.slo.CalendarUnit;
import dev.slostreams.slo.TimeWindow;
import dev.slostreams.slo.TimeWindow.CalendarAligned;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads the time window of a Kafka SLO. */
final class WindowReader {

  private static final DateTimeFormatter START_TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withResolverStyle(ResolverStyle.STRICT);

  private WindowReader() {}

  /** The time window; empty for one that is wrong, which is reported. */
  static Optional<TimeWindow> read(Element sloSpec) {
    Element timeWindow = sloSpec.require("timeWindow");
    List<Element> windows = timeWindow.items();
    if (windows.isEmpty() && timeWindow.isGiven()) {
      timeWindow.problem("must hold one time window", "empty");
    }
    if (windows.isEmpty()) {
      return Optional.empty();
    }
    Element window = windows.get(0);
    return isRolling(window) ? rolling(window.get("duration")) : calendarAligned(window);
  }

  private static boolean isRolling(Element window) {
    return Scalars.bool(window.get("isRolling")).orElse(false);
  }

  /** A start time as OpenSLO writes it; empty where it is none. */
  static Optional<LocalDateTime> startTime(String text) {
    try {
      return Optional.of(LocalDateTime.parse(text, START_TIME))
          .filter(start -> start.getYear() > 0);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<TimeWindow> rolling(Element duration) {
    Optional<DurationShorthand> length = Scalars.duration(duration);
    OptionalLong seconds = length.map(DurationShorthand::seconds).orElse(OptionalLong.empty());
    if (length.isPresent() && seconds.isEmpty()) {
      duration.problem(
          "must have a fixed length if it is rolling, in m, h, d or w",
          duration.written(),
          "write '" + length.get().inDays() + "'");
    }
    return seconds.isPresent()
        ? Optional.of(new TimeWindow.Rolling(seconds.getAsLong()))
        : Optional.empty();
  }

  private static Optional<TimeWindow> calendarAligned(Element window) {
    Element duration = window.get("duration");
    Optional<DurationShorthand> length = Scalars.duration(duration);
    Optional<CalendarUnit> unit = length.flatMap(l -> CalendarUnit.of(l.unit()));
    if (length.isPresent() && unit.isEmpty()) {
      duration.problem("must be in d, w, M, Q or Y if it is calendar-aligned", duration.written());
    }
    Optional<Integer> count = unit.flatMap(u -> count(duration, length.get(), u));
    Element startTime = window.get("calendar").get("startTime");
    Optional<LocalDateTime> start = Scalars.text(startTime).flatMap(WindowReader::startTime);
    if (start.isPresent() && start.get().getSecond() != 0) {
      startTime.problem(
          "must be a whole minute, because budgets are counted in minutes", startTime.written());
    }
    Optional<ZoneId> zone =
        Scalars.text(window.get("calendar").get("timeZone"))
            .filter(ZoneId.getAvailableZoneIds()::contains)
            .map(ZoneId::of);
    return count.isEmpty() || start.filter(s -> s.getSecond() == 0).isEmpty() || zone.isEmpty()
        ? Optional.empty()
        : Optional.of(new CalendarAligned(count.get(), unit.get(), start.get(), zone.get()));
  }

  private static Optional<Integer> count(
      Element duration, DurationShorthand length, CalendarUnit unit) {
    if (length.amount() * unit.nominalSeconds() > CalendarAligned.LONGEST_SECONDS) {
      duration.problem("must be at most 10 years if it is calendar-aligned", duration.written());
      return Optional.empty();
    }
    return Optional.of((int) length.amount());
  }
}
