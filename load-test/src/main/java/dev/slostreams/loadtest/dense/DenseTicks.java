package dev.slostreams.loadtest.dense;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slostreams.engine.Ledger;
import dev.slostreams.loadtest.Commands;
import dev.slostreams.loadtest.Stopwatch;
import dev.slostreams.loadtest.Workload;
import dev.slostreams.loadtest.Workload.Shape;
import dev.slostreams.loadtest.contenders.Definitions;
import dev.slostreams.slo.SeriesKey;
import dev.slostreams.slo.Slo;
import dev.slostreams.store.LedgerStore;
import dev.slostreams.window.Counts;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A ledger of dense series in a process of its own, brought on tick by tick as the program does it:
 * counted, evaluated, stored in memory; without Kafka, and without showing anybody.
 *
 * <p>Started with the number of days of the time window and the shape of the SLOs. Each line it is
 * told is {@code ACTIVE TICKS}: so many of the items of each SLO have requests in each second.
 */
public final class DenseTicks {

  private static final long START = Instant.parse("2026-03-01T11:58:30Z").getEpochSecond();
  private static final int PER_SECOND = 10; // requests of a series
  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<Slo> slos;
  private final Ledger ledger;
  private final LedgerStore store;
  private final Random random = new Random(11);

  private DenseTicks(int days, Shape shape) {
    slos = Definitions.load(Workload.definitions("ticks", shape, days)).slos();
    DenseSeries dense = DenseSeries.count(slos.get(0), START, PER_SECOND);
    List<SeriesKey> series = new ArrayList<>();
    for (int item = 0; item < shape.items(); item++) {
      series.addAll(keys(item));
    }
    ledger = new Ledger(slos, shape.items());
    store = new LedgerStore(DenseStore.of(() -> dense, slos, series));
    store.load(ledger, DenseStore.noWatermarks(), slos);
    if (ledger.tick() != START || ledger.series().size() != shape.series()) {
      throw new IllegalStateException(
          "the ledger must have %d series at tick %d, but has %d at %d"
              .formatted(shape.series(), START, ledger.series().size(), ledger.tick()));
    }
  }

  public static void main(String[] args) {
    DenseTicks ticks = new DenseTicks(Integer.parseInt(args[0]), Shape.parse(args[1]));
    Commands.serve(
        line -> {
          String[] words = line.split(" ");
          return JSON.writeValueAsString(
              ticks.go(Integer.parseInt(words[0]), Integer.parseInt(words[1])));
        });
  }

  private TickCost go(int active, int ticks) {
    List<SeriesKey> series = new ArrayList<>();
    for (int item = 0; item < active; item++) {
      series.addAll(keys(item));
    }
    List<List<Counts>> requests = new ArrayList<>();
    for (int i = 0; i < ticks; i++) {
      requests.add(series.stream().map(key -> DenseSeries.requests(random, PER_SECOND)).toList());
    }
    long[] nanos = new long[3];
    long longest = 0;
    Stopwatch begin = Stopwatch.start();
    for (List<Counts> counts : requests) {
      long start = cpuNanos();
      for (int i = 0; i < counts.size(); i++) {
        ledger.record(series.get(i), ledger.tick(), counts.get(i));
      }
      long counted = cpuNanos();
      ledger.advanceTo(ledger.tick() + 1, false);
      ledger.takeTierChanges();
      long evaluated = cpuNanos();
      store.save(ledger, DenseStore.noWatermarks());
      long saved = cpuNanos();
      nanos[0] += counted - start;
      nanos[1] += evaluated - counted;
      nanos[2] += saved - evaluated;
      longest = Math.max(longest, saved - start);
    }
    double all = begin.cpuSecondsUntil(Stopwatch.start()) * 1e6 / ticks;
    double micros = 1e3 * ticks;
    return new TickCost(
        all, nanos[0] / micros, nanos[1] / micros, nanos[2] / micros, longest / 1e3);
  }

  private static long cpuNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private List<SeriesKey> keys(int item) {
    return slos.stream().map(slo -> DenseSeries.key(slo, Workload.itemName(item))).toList();
  }
}
