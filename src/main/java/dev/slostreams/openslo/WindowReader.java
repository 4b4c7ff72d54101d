package dev.slostreams.openslo;

import dev.slostreams.slo.TimeWindow;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads the time window of a Kafka SLO. */
final class WindowReader {

  private WindowReader() {}

  /** The rolling time window; empty for a calendar-aligned one, and for one that is wrong. */
  static Optional<TimeWindow> read(Element sloSpec) {
    Element timeWindow = sloSpec.require("timeWindow");
    List<Element> windows = timeWindow.items();
    if (windows.isEmpty() && timeWindow.isGiven()) {
      timeWindow.problem("must hold one time window", "empty");
    }
    if (windows.isEmpty() || !isRolling(windows.get(0))) {
      return Optional.empty();
    }
    Element duration = windows.get(0).get("duration");
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

  static boolean isCalendarAligned(Element sloSpec) {
    return sloSpec.get("timeWindow").items().stream().anyMatch(window -> !isRolling(window));
  }

  private static boolean isRolling(Element window) {
    return Scalars.bool(window.get("isRolling")).orElse(false);
  }
}
