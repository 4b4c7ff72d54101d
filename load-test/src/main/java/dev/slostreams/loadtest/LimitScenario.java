package dev.slostreams.loadtest;

import dev.slostreams.loadtest.Workload.Shape;
import dev.slostreams.loadtest.contenders.BareConsumer;
import dev.slostreams.loadtest.contenders.EmptyTopology;
import java.util.ArrayList;
import java.util.List;

/**
 * What can be reached at all: a consumer that does nothing with the bytes, the same with decoders,
 * and Kafka Streams with a topology that does nothing.
 */
final class LimitScenario extends Race {

  private static final String TOPIC = "request-events";

  @Override
  public String name() {
    return "limit";
  }

  @Override
  public String title() {
    return "what Kafka's consumer, a decoder and an empty Kafka Streams topology cost";
  }

  @Override
  List<Entrant> entrants(Bench bench) throws Exception {
    Workload all = new Workload(bench.events(), bench.events(), Shape.TWENTY_SLOS);
    bench.fill(TOPIC, all);
    List<Entrant> entrants = new ArrayList<>();
    entrants.add(
        Entrant.ours("bare consumer, our decoder", TOPIC, all, BareConsumer.class, "ours", "1"));
    if (!bench.quick()) {
      entrants.add(
          Entrant.ours("bare consumer, bytes only", TOPIC, all, BareConsumer.class, "bytes", "1"));
      entrants.add(
          Entrant.ours(
              "empty topology, at least once", TOPIC, all, EmptyTopology.class, "at_least_once"));
    }
    entrants.add(
        Entrant.ours("bare consumer, databind", TOPIC, all, BareConsumer.class, "databind", "1"));
    entrants.add(
        Entrant.ours(
            "empty topology, exactly once", TOPIC, all, EmptyTopology.class, "exactly_once_v2"));
    return entrants;
  }
}
