package dev.slostreams.loadtest;

import dev.slostreams.loadtest.Workload.Shape;
import dev.slostreams.loadtest.contenders.BareConsumer;
import dev.slostreams.loadtest.contenders.EngineContender;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * {@code run} on a topic that is full already, exactly once, beside a consumer that decodes the
 * same fields of the same events with the same decoder and does nothing with them. With more SLOs,
 * more series and more threads each.
 *
 * <p>The events are spread over an hour, whatever their number: then most of a thousand series have
 * an event in each second of each partition, and a second costs more than an event. Those called
 * dense come at 50,000 a second, as a large site has them.
 */
final class DrainScenario extends Race {

  private static final int[] SERVICES = {1, 40, 200};
  private static final long DENSE_PER_HOUR = 180_000_000; // 50,000 a second
  private static final Shape[] DENSE = {Shape.ONE_SLO, Shape.TWENTY_SLOS, Shape.THOUSAND_SLOS};
  private static final int[] ITEMS = {100, 10_000};

  @Override
  public String name() {
    return "drain";
  }

  @Override
  public String title() {
    return "run, exactly once, beside a bare consumer with the same decoder";
  }

  @Override
  List<Entrant> entrants(Bench bench) throws Exception {
    List<Entrant> entrants = new ArrayList<>();
    Workload twenty = fill(bench, Shape.TWENTY_SLOS);
    String topic = topic(twenty);
    entrants.add(
        Entrant.ours("bare consumer, our decoder", topic, twenty, BareConsumer.class, "ours", "1"));
    entrants.add(engine(twenty, "1"));
    if (bench.quick()) {
      entrants.add(engine(fill(bench, new Shape(SERVICES[1], 5, 0)), "2"));
      return entrants;
    }
    entrants.add(engine(twenty, "2"));
    for (int services : SERVICES) {
      entrants.add(engine(fill(bench, new Shape(services, services == 1 ? 1 : 5, 0)), "1"));
    }
    for (int items : ITEMS) {
      entrants.add(engine(fill(bench, new Shape(1, 1, items)), "1"));
    }
    for (Shape shape : DENSE) {
      Workload dense = new Workload(bench.events(), DENSE_PER_HOUR, shape);
      bench.fill(topic(dense) + "-dense", dense);
      entrants.add(engine(dense, topic(dense) + "-dense", "1", ", dense"));
    }
    return entrants;
  }

  private static Workload fill(Bench bench, Shape shape) throws Exception {
    Workload workload = new Workload(bench.events(), bench.events(), shape);
    bench.fill(topic(workload), workload);
    return workload;
  }

  private static String topic(Workload workload) {
    return "request-events-" + workload.shape();
  }

  private static Entrant engine(Workload workload, String threads) {
    return engine(workload, topic(workload), threads, "");
  }

  private static Entrant engine(Workload workload, String topic, String threads, String more) {
    Shape shape = workload.shape();
    String name =
        String.format(
            Locale.ROOT,
            "run, %s, %,d series, %s thread%s%s",
            shape.slosInWords(),
            shape.series(),
            threads,
            threads.equals("1") ? "" : "s",
            more);
    return Entrant.ours(name, topic, workload, EngineContender.class, threads);
  }
}
