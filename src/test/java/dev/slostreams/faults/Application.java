package dev.slostreams.faults;

import dev.slostreams.app.CarelessRun;
import dev.slostreams.testing.EngineProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Instances of one application, with topics of its own for what it writes, so that several can read
 * the same events.
 */
final class Application implements AutoCloseable {

  /** Among the settings of a fault: the heap of its instances, where the usual one is too small. */
  static final String HEAP = "test.heap";

  private static final List<String> QUICK_START =
      List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

  private final String name;
  private final String bootstrapServers;
  private final Path folder;
  private final Map<String, String> further;
  private final List<EngineProcess> instances = new ArrayList<>();
  private final Map<Integer, WallClock> clocks = new HashMap<>();

  /**
   * Of no instances yet.
   *
   * @param folder for logs and state
   * @param further settings of all instances
   */
  Application(String name, String bootstrapServers, Path folder, Map<String, String> further) {
    this.name = name;
    this.bootstrapServers = bootstrapServers;
    this.folder = folder;
    this.further = further;
  }

  String name() {
    return name;
  }

  String topic(String what) {
    return name + "-" + what;
  }

  /** Starts one more; its number is how many there were before. */
  int add() {
    int number = instances.size();
    instances.add(start(number));
    return number;
  }

  /** Starts an instance that has ended anew, with the state folder that it had. */
  void restart(int number) {
    instances.set(number, start(number));
  }

  private EngineProcess start(int number) {
    Map<String, String> settings = settings(number);
    String main =
        settings.containsKey(CarelessRun.GUARANTEE)
            ? CarelessRun.class.getName()
            : "dev.slostreams.cli.Main";
    List<String> options = new ArrayList<>(QUICK_START);
    Optional.ofNullable(settings.remove(HEAP)).ifPresent(heap -> options.add("-Xmx" + heap));
    Map<String, String> environment =
        settings.remove(WallClock.MOVES) == null ? Map.of() : clock(number).environment();
    return EngineProcess.start(main, settings, folder, options, environment);
  }

  /** The wall clock of an instance, which keeps it through all starts. */
  WallClock clock(int number) {
    return clocks.computeIfAbsent(number, n -> WallClock.in(folder, name + "-" + n));
  }

  EngineProcess instance(int number) {
    return instances.get(number);
  }

  int size() {
    return instances.size();
  }

  private Path stateOf(int number) {
    return folder.resolve(name + "-state-" + number);
  }

  /** The settings of an instance, without those of the other test in the same place. */
  Map<String, String> settings(int number) {
    Map<String, String> settings = new HashMap<>();
    settings.put("bootstrap.servers", bootstrapServers);
    settings.put("application.id", name);
    settings.put("slos", "src/test/resources/faults/slos.yaml");
    settings.put("slos.reload", "off");
    settings.put("history", "requests,stragglers");
    settings.put("state.dir", stateOf(number).toString());
    settings.put("http.port", "0");
    settings.put("batch.max.records", "500");
    settings.put("transaction.timeout", "10s");
    settings.put("topics.partitions", "2");
    settings.put("max-hold", "10m");
    for (String topic :
        List.of("alerts", "alert-states", "budgets", "dead-letters", "watchdog", "controls")) {
      settings.put("topic." + topic, topic(topic));
    }
    settings.putAll(further);
    return settings;
  }

  /** Whether some instance runs and can be asked. */
  boolean hasAddress() {
    return instances.stream().anyMatch(one -> one.isAlive() && one.address().isPresent());
  }

  /** The address of an instance that runs. */
  String address() {
    return instances.stream()
        .filter(EngineProcess::isAlive)
        .flatMap(instance -> instance.address().stream())
        .findFirst()
        .orElseThrow(() -> new AssertionError("no instance of '" + name + "' runs"));
  }

  /** Ends what still runs. */
  void kill() {
    instances.forEach(EngineProcess::kill);
  }

  @Override
  public void close() {
    kill();
  }
}
