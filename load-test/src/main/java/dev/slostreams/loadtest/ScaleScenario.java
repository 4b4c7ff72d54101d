package dev.slostreams.loadtest;

import dev.slostreams.loadtest.Workload.Shape;
import dev.slostreams.loadtest.contenders.OneCoreContender;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The same full topic drained by one instance, and by several that share the work and the same
 * core: what an event costs must not grow with their number.
 */
final class ScaleScenario extends Race {

  private static final String TOPIC = "request-events";
  private static final int MOST_INSTANCES = 3;

  @Override
  public String name() {
    return "scale";
  }

  @Override
  public String title() {
    return "one instance and several on the same core, exactly once: what an event costs";
  }

  /** All instances are there before the first one gets its share, as on a broker of production. */
  @Override
  public Map<String, String> brokerSettings() {
    return Map.of("group.initial.rebalance.delay.ms", "3000");
  }

  @Override
  List<Entrant> entrants(Bench bench) throws Exception {
    Workload all = new Workload(bench.events(), bench.events(), Shape.TWENTY_SLOS);
    bench.fill(TOPIC, all);
    return IntStream.rangeClosed(1, bench.quick() ? 2 : MOST_INSTANCES)
        .mapToObj(
            instances ->
                Entrant.ours(
                    instances + (instances == 1 ? " instance" : " instances"),
                    TOPIC,
                    all,
                    OneCoreContender.class,
                    Integer.toString(instances)))
        .toList();
  }
}
