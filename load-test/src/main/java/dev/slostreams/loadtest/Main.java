package dev.slostreams.loadtest;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.slostreams.loadtest.Scenario.Bench;
import dev.slostreams.loadtest.Scenario.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code load-test/run}: measures scenarios and keeps the tables in {@code load-test/results}. */
@Command(
    name = "load-test/run",
    mixinStandardHelpOptions = true,
    description = "Measures slo-streams beside something named, and checks what was counted.")
final class Main implements Callable<Integer> {

  private static final Map<String, Scenario> SCENARIOS =
      scenarios(
          new LimitScenario(),
          new DrainScenario(),
          new PeersScenario(),
          new QueryScenario(),
          new LatencyScenario(),
          new ScaleScenario(),
          new TakeOverScenario(),
          new BacktestScenario(),
          new TicksScenario(),
          new StateScenario(),
          new MicroScenario());
  private static final String SOAK = "soak";
  private static final long QUICK_EVENTS = 50_000;

  @Option(names = "--quick", description = "few events, one round: checks that all count exactly")
  private boolean quick;

  @Option(names = "--events", defaultValue = "5000000", description = "default: ${DEFAULT-VALUE}")
  private long events;

  @Option(
      names = "--minutes",
      defaultValue = "60",
      description = "length of the soak, default: ${DEFAULT-VALUE}")
  private int minutes;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "of the faults of the soak, default: ${DEFAULT-VALUE}")
  private long seed;

  @Option(names = "--rounds", defaultValue = "3", description = "default: ${DEFAULT-VALUE}")
  private int rounds;

  @Option(
      names = "--results",
      defaultValue = "load-test/results",
      description = "folder for the tables, default: ${DEFAULT-VALUE}")
  private Path results;

  @Parameters(arity = "0..*", paramLabel = "SCENARIO", description = "default: all but soak")
  private List<String> names;

  public static void main(String[] args) {
    System.exit(new CommandLine(new Main()).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    List<Scenario> chosen = new ArrayList<>();
    for (String name : names == null ? List.copyOf(SCENARIOS.keySet()) : names) {
      Scenario scenario = SOAK.equals(name) ? new SoakScenario(minutes, seed) : SCENARIOS.get(name);
      if (scenario == null) {
        System.err.println(
            "scenario: must be one of "
                + String.join(", ", SCENARIOS.keySet())
                + ", "
                + SOAK
                + ", but was '"
                + name
                + "'");
        return CommandLine.ExitCode.USAGE;
      }
      chosen.add(scenario);
    }
    if (quick) {
      measureTwoAtATime(chosen);
    } else {
      for (Scenario scenario : chosen) {
        measure(scenario);
      }
    }
    return CommandLine.ExitCode.OK;
  }

  /** Where the figures mean nothing, one may work while the other waits for a session to end. */
  private void measureTwoAtATime(List<Scenario> chosen) throws Exception {
    ExecutorService two = Executors.newFixedThreadPool(2);
    try {
      List<Future<?>> all = new ArrayList<>();
      for (Scenario scenario : chosen) {
        all.add(
            two.submit(
                () -> {
                  measure(scenario);
                  return null; // a task with a result may fail with any exception
                }));
      }
      for (Future<?> one : all) {
        one.get();
      }
    } finally {
      two.shutdownNow();
    }
  }

  private void measure(Scenario scenario) throws Exception {
    Path logs = Path.of("load-test/target/logs", scenario.name());
    clear(logs);
    System.err.println(scenario.name() + ": " + scenario.title());
    long startedAt = System.nanoTime();
    keep(
        scenario,
        scenario.usesBroker() ? beside(scenario, logs) : scenario.measure(bench("", logs)));
    System.err.printf(
        Locale.ROOT, "%s took %.0f s%n%n", scenario.name(), (System.nanoTime() - startedAt) / 1e9);
  }

  /** With a broker of its own. */
  private Report beside(Scenario scenario, Path logs) throws Exception {
    List<String> command = new ArrayList<>(List.of(BrokerMain.class.getName()));
    scenario.brokerSettings().forEach((name, value) -> command.add(name + "=" + value));
    try (Child broker = Child.ours(logs, "broker", List.of(), command)) {
      return scenario.measure(bench(broker.answer(BrokerMain.ADDRESS), logs));
    }
  }

  private Bench bench(String brokers, Path logs) {
    return new Bench(brokers, logs, quick ? QUICK_EVENTS : events, quick ? 1 : rounds, quick);
  }

  /** Prints it, and writes {@code <scenario>.md} and {@code <scenario>.json}. */
  private void keep(Scenario scenario, Report report) throws IOException {
    String machine = Machine.line();
    String text =
        "## %s: %s\n\n%s\n\n%s"
            .formatted(scenario.name(), scenario.title(), machine, report.markdown());
    System.out.println(text);
    Files.createDirectories(results);
    Files.writeString(results.resolve(scenario.name() + ".md"), text);
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("scenario", scenario.name());
    json.put("title", scenario.title());
    json.put("machine", machine);
    json.putAll(report.json());
    new ObjectMapper()
        .enable(SerializationFeature.INDENT_OUTPUT)
        .writeValue(results.resolve(scenario.name() + ".json").toFile(), json);
  }

  /** What an earlier run left behind: logs, state and checkpoints. */
  private static void clear(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private static Map<String, Scenario> scenarios(Scenario... all) {
    Map<String, Scenario> byName = new LinkedHashMap<>();
    for (Scenario scenario : all) {
      byName.put(scenario.name(), scenario);
    }
    return byName;
  }
}
