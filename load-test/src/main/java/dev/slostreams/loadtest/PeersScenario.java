package dev.slostreams.loadtest;

import dev.slostreams.loadtest.Workload.Shape;
import dev.slostreams.loadtest.contenders.BareConsumer;
import dev.slostreams.loadtest.contenders.EngineContender;
import dev.slostreams.loadtest.contenders.NaiveContender;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * slo-streams beside what one would use instead: the topology everyone would write first with the
 * DSL of Kafka Streams, and Apache Flink. All count good and total of the same SLOs, exactly once,
 * from Kafka to Kafka; what they counted is compared with what there is. Flink comes with its own
 * classpath ({@code load-test/flink}), so that the program never sees it.
 */
final class PeersScenario extends Race {

  private static final String TOPIC = "request-events";
  private static final long NAIVE_SHARE = 100;
  private static final Path FLINK = Path.of("load-test/flink/target");
  private static final String FLINK_MAIN = "dev.slostreams.loadtest.flink.FlinkContender";

  @Override
  public String name() {
    return "peers";
  }

  @Override
  public String title() {
    return "the same counters by others, exactly once, 20 SLOs of which 5 count each event";
  }

  @Override
  List<Entrant> entrants(Bench bench) throws Exception {
    Workload all = new Workload(bench.events(), bench.events(), Shape.TWENTY_SLOS);
    bench.fill(TOPIC, all);
    // the first minutes of the same hour
    Workload few = new Workload(bench.events() / NAIVE_SHARE, bench.events(), Shape.TWENTY_SLOS);
    bench.fill("few-request-events", few);
    List<Entrant> entrants = new ArrayList<>();
    entrants.add(Entrant.ours("slo-streams, 1 thread", TOPIC, all, EngineContender.class, "1"));
    if (bench.quick()) {
      entrants.add(flink("jackson", "1", all));
    } else {
      entrants.add(Entrant.ours("slo-streams, 2 threads", TOPIC, all, EngineContender.class, "2"));
      entrants.add(
          Entrant.ours("bare consumer, our decoder", TOPIC, all, BareConsumer.class, "ours", "1"));
      entrants.add(
          Entrant.ours(
              "two bare consumers, our decoder", TOPIC, all, BareConsumer.class, "ours", "2"));
      for (String decoder : List.of("jackson", "ours")) {
        for (String parallelism : List.of("1", "2")) {
          entrants.add(flink(decoder, parallelism, all));
        }
      }
    }
    entrants.add(
        new Entrant(
            "naive DSL, 1 thread",
            System.getProperty("java.class.path"),
            List.of(NaiveContender.class.getName()),
            "few-request-events",
            few,
            false));
    return entrants;
  }

  private static Entrant flink(String decoder, String parallelism, Workload workload)
      throws IOException {
    String classpath =
        String.join(
            File.pathSeparator,
            FLINK.resolve("classes").toString(),
            "load-test/target/classes",
            "target/classes",
            Files.readString(FLINK.resolve("classpath")).strip());
    return new Entrant(
        "Flink, "
            + (decoder.equals("ours") ? "our decoder" : "Jackson")
            + ", "
            + parallelism
            + " slot"
            + (parallelism.equals("1") ? "" : "s"),
        classpath,
        List.of(FLINK_MAIN, decoder, parallelism),
        TOPIC,
        workload,
        true);
  }
}
