package dev.slostreams.loadtest.micro;

import dev.slostreams.loadtest.Workload;
import dev.slostreams.loadtest.Workload.Shape;
import dev.slostreams.loadtest.contenders.Definitions;
import dev.slostreams.slo.SeriesKey;
import dev.slostreams.slo.Slo;
import dev.slostreams.tally.Tally;
import dev.slostreams.window.Counts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * From good and total of an event to the sums of a batch per series and second, with 100 series of
 * one SLO; beside a map of maps.
 */
@State(Scope.Thread)
public class Count {

  private static final int SERIES = 100;
  private static final int SECONDS = 5; // of a batch
  private static final long FIRST = 1_767_225_600L; // 2026-01-01

  private final Slo slo =
      Definitions.load(Workload.definitions("micro", new Shape(1, 1, SERIES))).slos().get(0);
  private final Tally tally = new Tally(List.of(slo));
  private final String[][] items = new String[Requests.COUNT][];
  private final long[] good = new long[Requests.COUNT];

  public Count() {
    Random random = new Random(7);
    for (int i = 0; i < Requests.COUNT; i++) {
      items[i] = new String[] {Workload.itemName(random.nextInt(SERIES))};
      good[i] = random.nextInt(1_000) == 0 ? 0 : 1;
    }
  }

  @Benchmark
  @OperationsPerInvocation(Requests.COUNT)
  public Object ours() {
    for (int i = 0; i < Requests.COUNT; i++) {
      tally.add(0, items[i], FIRST + i * SECONDS / Requests.COUNT, good[i], 1);
    }
    return tally.take();
  }

  @Benchmark
  @OperationsPerInvocation(Requests.COUNT)
  public Map<SeriesKey, Map<Long, Counts>> plain() {
    Map<SeriesKey, Map<Long, Counts>> sums = new HashMap<>();
    for (int i = 0; i < Requests.COUNT; i++) {
      SeriesKey key = SeriesKey.of(slo.id(), slo.labelNames(), List.of(items[i]));
      sums.computeIfAbsent(key, k -> new HashMap<>())
          .merge(
              FIRST + i * SECONDS / Requests.COUNT,
              new Counts(good[i], 1),
              (a, b) -> new Counts(a.good() + b.good(), a.total() + b.total()));
    }
    return sums;
  }
}
