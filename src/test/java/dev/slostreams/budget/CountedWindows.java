package dev.slostreams.budget;

import dev.slostreams.slo.LookbackWindow;
import dev.slostreams.slo.TimeWindow;
import dev.slostreams.window.Counts;
import dev.slostreams.window.SeriesCounters;
import dev.slostreams.window.WindowCounts;
import java.util.List;

/** Windows that hold given counts, all in one second. */
final class CountedWindows {

  private static final long SECOND = 36_000; // begins a bucket of every granularity

  private CountedWindows() {}

  static WindowCounts lookback(long seconds, long bad, long total) {
    return counters(seconds, bad, total).lookback(0);
  }

  static WindowCounts budget(long seconds, long bad, long total) {
    return counters(seconds, bad, total).budget();
  }

  private static SeriesCounters counters(long seconds, long bad, long total) {
    SeriesCounters counters =
        new SeriesCounters(
            List.of(new LookbackWindow(seconds)), new TimeWindow.Rolling(Math.max(60, seconds)));
    counters.start(SECOND);
    counters.add(SECOND, new Counts(total - bad, total));
    counters.moveTo(SECOND + 1);
    return counters;
  }
}
