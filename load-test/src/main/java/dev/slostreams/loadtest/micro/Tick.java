package dev.slostreams.loadtest.micro;

import dev.slostreams.engine.Ledger;
import dev.slostreams.loadtest.Workload;
import dev.slostreams.loadtest.Workload.Shape;
import dev.slostreams.loadtest.contenders.Definitions;
import dev.slostreams.slo.AlertCondition;
import dev.slostreams.slo.SeriesKey;
import dev.slostreams.slo.Slo;
import dev.slostreams.slo.TimeWindow;
import dev.slostreams.window.Counts;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * A second with a request more and the tick after it, of one series with the default policies and a
 * budget of 30 days that were full before; beside adding up all minutes of each window.
 */
@State(Scope.Thread)
public class Tick {

  private static final long FIRST = 1_767_225_600L; // 2026-01-01
  private static final int MINUTE = 60;
  private static final Counts ONE = new Counts(1, 1);

  private final Slo slo =
      Definitions.load(Workload.definitions("micro", new Shape(1, 1, 0))).slos().get(0);
  private final Ledger ledger = new Ledger(List.of(slo), 1);
  private final SeriesKey key = SeriesKey.of(slo.id());
  private final int[] windows; // in minutes
  private final long[] minutes; // totals of a time window, as a ring
  private long tick;

  public Tick() {
    long days = ((TimeWindow.Rolling) slo.timeWindow()).seconds();
    windows =
        LongStream.concat(
                slo.alertPolicies().stream()
                    .flatMap(policy -> policy.conditions().stream())
                    .map(AlertCondition::window)
                    .distinct()
                    .mapToLong(window -> Math.max(1, window.seconds() / MINUTE)),
                LongStream.of(days / MINUTE))
            .mapToInt(length -> (int) length)
            .toArray();
    minutes = new long[(int) (days / MINUTE)];
    Arrays.fill(minutes, MINUTE);
    for (long second = FIRST - days; second < FIRST; second++) {
      ledger.record(key, second, ONE);
      if ((second + 1) % MINUTE == 0) {
        ledger.advanceTo(second + 1, false);
      }
    }
    tick = FIRST;
  }

  @Benchmark
  public Object ours() {
    ledger.record(key, ledger.tick(), ONE);
    return ledger.advanceTo(ledger.tick() + 1, false);
  }

  @Benchmark
  public long plain() {
    int now = (int) (tick++ / MINUTE % minutes.length);
    minutes[now]++;
    long all = 0;
    for (int window : windows) {
      long sum = 0;
      for (int back = 0; back < window; back++) {
        int at = now - back;
        sum += minutes[at < 0 ? at + minutes.length : at];
      }
      all += sum;
    }
    return all;
  }
}
