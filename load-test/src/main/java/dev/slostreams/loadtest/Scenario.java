package dev.slostreams.loadtest;

import java.util.List;

/** One question and who is measured to answer it. */
interface Scenario {

  String name();

  /** What is measured, for the head of the table. */
  String title();

  /** Who takes part; the first is what the others are compared with. */
  List<Entrant> entrants(Setup setup) throws Exception;

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
      boolean exact) {}

  /** What the command line asks for. */
  record Setup(long events, int rounds, Topics topics) {}

  /** Fills topics. */
  interface Topics {

    void fill(String topic, Workload workload) throws Exception;
  }
}
