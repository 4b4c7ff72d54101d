package dev.slostreams.topology;

import dev.slostreams.control.Controls;
import dev.slostreams.metrics.Meters;
import dev.slostreams.slo.Slo;
import dev.slostreams.slo.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;

/**
 * What the topology is made of: definitions, where they are read and written, and how long to wait.
 *
 * @param application the application id
 * @param controls the definitions as they are known now; any thread may ask
 * @param topics where results go, and how many partitions there are
 * @param timing lengths of time
 * @param maxSeries series per SLO
 * @param meters what we count about ourselves
 */
public record Wiring(
    String application,
    Supplier<Controls> controls,
    Topics topics,
    Timing timing,
    int maxSeries,
    Meters meters) {

  /** With definitions that do not change. */
  public Wiring(
      String application,
      List<Source> sources,
      List<Slo> slos,
      Topics topics,
      Timing timing,
      int maxSeries,
      Meters meters) {
    this(application, fixed(Controls.fixed(sources, slos)), topics, timing, maxSeries, meters);
  }

  private static Supplier<Controls> fixed(Controls controls) {
    return () -> controls;
  }

  /**
   * Names of the output topics, and numbers of partitions.
   *
   * @param sourcePartitions partitions of each source topic that is read
   * @param ledgers partitions of the tallies, and so of the ledger
   */
  public record Topics(
      String alerts,
      String alertStates,
      String budgets,
      String deadLetters,
      String watchdog,
      Map<String, Integer> sourcePartitions,
      int ledgers) {

    public Topics {
      sourcePartitions = Map.copyOf(sourcePartitions);
    }
  }

  /** Every source topic that is read, in the order of their names. */
  List<String> sourceTopics() {
    return List.copyOf(new TreeMap<>(topics.sourcePartitions()).keySet());
  }

  /** Every partition of every source topic. */
  List<TopicPartition> partitions() {
    List<TopicPartition> partitions = new ArrayList<>();
    for (String topic : sourceTopics()) {
      int count = topics.sourcePartitions().get(topic);
      for (int partition = 0; partition < count; partition++) {
        partitions.add(new TopicPartition(topic, partition));
      }
    }
    return partitions;
  }
}
