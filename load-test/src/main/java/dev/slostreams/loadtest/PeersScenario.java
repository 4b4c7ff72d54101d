package dev.slostreams.loadtest;

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
final class PeersScenario implements Scenario {

  private static final int SERVICES = 4;
  private static final long NAIVE_SHARE = 50;
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
  public List<Entrant> entrants(Setup setup) throws Exception {
    Workload all = new Workload(setup.events(), setup.events(), SERVICES);
    setup.topics().fill("request-events", all);
    // the first minutes of the same hour
    Workload few = new Workload(setup.events() / NAIVE_SHARE, setup.events(), SERVICES);
    setup.topics().fill("few-request-events", few);
    List<Entrant> entrants = new ArrayList<>();
    entrants.add(ours("slo-streams, 1 thread", all, EngineContender.class, "1"));
    entrants.add(ours("slo-streams, 2 threads", all, EngineContender.class, "2"));
    entrants.add(ours("bare consumer, our decoder", all, BareConsumer.class));
    for (String decoder : List.of("jackson", "ours")) {
      for (String parallelism : List.of("1", "2")) {
        entrants.add(flink(decoder, parallelism, all));
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

  private static Entrant ours(
      String name, Workload workload, Class<? extends Contender> main, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(main.getName());
    command.addAll(List.of(arguments));
    return new Entrant(
        name, System.getProperty("java.class.path"), command, "request-events", workload, true);
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
        "request-events",
        workload,
        true);
  }
}
