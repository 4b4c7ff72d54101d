package dev.slostreams.loadtest;

import dev.slostreams.loadtest.Scenario.Setup;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
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

  private static final Map<String, Scenario> SCENARIOS = scenarios(new PeersScenario());
  private static final long QUICK_EVENTS = 100_000;

  @Option(names = "--quick", description = "few events, one round: checks that all count exactly")
  private boolean quick;

  @Option(names = "--events", defaultValue = "5000000", description = "default: ${DEFAULT-VALUE}")
  private long events;

  @Option(names = "--rounds", defaultValue = "3", description = "default: ${DEFAULT-VALUE}")
  private int rounds;

  @Option(
      names = "--results",
      defaultValue = "load-test/results",
      description = "folder for the tables, default: ${DEFAULT-VALUE}")
  private Path results;

  @Parameters(arity = "0..*", paramLabel = "SCENARIO", description = "default: all")
  private List<String> names;

  public static void main(String[] args) {
    System.exit(new CommandLine(new Main()).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    for (String name : names == null ? List.copyOf(SCENARIOS.keySet()) : names) {
      Scenario scenario = SCENARIOS.get(name);
      if (scenario == null) {
        System.err.println(
            "scenario: must be one of "
                + String.join(", ", SCENARIOS.keySet())
                + ", but was '"
                + name
                + "'");
        return CommandLine.ExitCode.USAGE;
      }
      measure(scenario);
    }
    return CommandLine.ExitCode.OK;
  }

  private void measure(Scenario scenario) throws Exception {
    Path logs = Path.of("load-test/target/logs", scenario.name());
    String classpath = System.getProperty("java.class.path");
    try (Child broker =
        Child.start(logs, "broker", classpath, List.of(BrokerMain.class.getName()))) {
      String address = broker.answer(BrokerMain.ADDRESS);
      Setup setup =
          new Setup(
              quick ? QUICK_EVENTS : events,
              quick ? 1 : rounds,
              (topic, workload) -> Preload.fill(address, topic, workload));
      Rounds all = new Rounds(address, logs);
      Table table =
          new Table(
              scenario.name(),
              scenario.title(),
              Machine.line(),
              all.run(scenario.entrants(setup), setup.rounds()));
      System.out.println(table.markdown());
      table.keep(results);
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
