package dev.slostreams.cli;

import dev.slostreams.demo.DemoTraffic;
import dev.slostreams.demo.EndlessTraffic;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code traffic}: what the demo publishes, to any broker. */
@Command(
    name = "traffic",
    description = {
      "Publishes the events of the demo's shop to a Kafka cluster until Ctrl-C: a month of history,"
          + " when the topic is empty, then 40 requests a second, with incidents now and then. With"
          + " --system it is one of the systems of config/systems instead."
    },
    mixinStandardHelpOptions = true)
final class TrafficCommand implements Callable<Integer> {

  private static final Duration LEAST_AGAIN = Duration.ofMinutes(10); // the incidents take six

  @Spec private CommandSpec spec;

  @Option(
      names = "--bootstrap-servers",
      required = true,
      paramLabel = "HOST:PORT",
      description = "The Kafka cluster.")
  private String bootstrapServers;

  @Option(
      names = "--system",
      paramLabel = "NAME",
      description = "volley, varpulis, dumbkv, flow or payments instead of the shop.")
  private String system;

  @Option(
      names = "--history",
      paramLabel = "DURATION",
      defaultValue = "30d",
      converter = DurationOption.class,
      description = "How long it has been running before, up to 30d (default 30d).")
  private Duration history;

  @Option(
      names = "--again-after",
      paramLabel = "DURATION",
      defaultValue = "6h",
      converter = DurationOption.class,
      description =
          "From the beginning of the incidents to when they begin again, 10m or more (default 6h).")
  private Duration againAfter;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Another number gives other requests (default 1).")
  private long seed;

  @Option(
      names = "--kafka",
      paramLabel = "KEY=VALUE",
      description = "A setting of the Kafka clients.")
  private Map<String, String> kafka = Map.of();

  @Override
  public Integer call() throws InterruptedException {
    EndlessTraffic.Settings settings = settings();
    PrintWriter out = spec.commandLine().getOut();
    try (CtrlC ctrlC = new CtrlC();
        EndlessTraffic traffic = new EndlessTraffic(settings, InstantSource.system())) {
      ctrlC.stops(traffic::stop);
      out.printf(
          "publishing to '%s' at %s: %s; stop with Ctrl-C%n",
          traffic.topic(),
          bootstrapServers,
          traffic.hasHistory()
              ? "a history, then live"
              : "live, without a history, for the topic is not empty");
      traffic.run();
      out.printf(
          Locale.ROOT, "%,d events published to '%s'%n", traffic.published(), traffic.topic());
    }
    return ExitCode.DONE;
  }

  private EndlessTraffic.Settings settings() {
    if (history.compareTo(DemoTraffic.HISTORY) > 0) {
      throw wrong("--history: must be at most 30d, but was " + history.toSeconds() + "s");
    }
    if (againAfter.compareTo(LEAST_AGAIN) < 0) {
      throw wrong("--again-after: must be at least 10m, but was " + againAfter.toSeconds() + "s");
    }
    return new EndlessTraffic.Settings(
        seed, history, againAfter, DemoCommand.show(system, spec), bootstrapServers, kafka);
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
