package dev.slostreams.loadtest;

import java.nio.file.Path;
import java.util.Map;

/** One question, and how it is measured. */
interface Scenario {

  String name();

  /** What is measured, for the head of the table. */
  String title();

  /** Measures with a broker that has nothing in it yet. */
  Report measure(Bench bench) throws Exception;

  /**
   * What is there to measure with.
   *
   * @param brokers address of the broker
   * @param logs folder for what child processes say
   * @param events how many to preload
   * @param rounds how often everybody has a turn that counts
   * @param quick whether only to see that all works
   */
  record Bench(String brokers, Path logs, long events, int rounds, boolean quick) {

    void fill(String topic, Workload workload) throws Exception {
      Preload.fill(brokers, topic, workload);
    }
  }

  /** What came out. */
  interface Report {

    /** For people: a table, and what is to be said about it. */
    String markdown();

    /** The same for machines, with every single figure. */
    Map<String, Object> json();
  }
}
