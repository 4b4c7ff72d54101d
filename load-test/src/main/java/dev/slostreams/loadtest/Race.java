package dev.slostreams.loadtest;

import java.util.ArrayList;
import java.util.List;

/** A scenario in which contenders take turns at the same work. */
abstract class Race implements Scenario {

  /** Rounds that do not count: by then the JIT compiler has done its work. */
  private static final int WARM_UPS = 2;

  /** Fills the topics and says who takes part; the first is what the others are compared with. */
  abstract List<Entrant> entrants(Bench bench) throws Exception;

  @Override
  public final Report measure(Bench bench) throws Exception {
    int warmUps = bench.quick() ? 0 : WARM_UPS;
    Rounds rounds = new Rounds(bench.brokers(), bench.logs());
    return new Table(rounds.run(entrants(bench), warmUps, bench.rounds()));
  }

  /**
   * One who takes part.
   *
   * @param name in the table
   * @param classpath of its process
   * @param mainAndArguments its main class, and what is not in the task
   * @param topic the topic it counts
   * @param workload what is in there
   * @param exact whether it must count exactly; where not, a difference is shown and goes on
   */
  record Entrant(
      String name,
      String classpath,
      List<String> mainAndArguments,
      String topic,
      Workload workload,
      boolean exact) {

    /** One that runs with the libraries of the program. */
    static Entrant ours(
        String name, String topic, Workload workload, Class<?> main, String... arguments) {
      List<String> command = new ArrayList<>();
      command.add(main.getName());
      command.addAll(List.of(arguments));
      return new Entrant(
          name, System.getProperty("java.class.path"), command, topic, workload, true);
    }
  }
}
