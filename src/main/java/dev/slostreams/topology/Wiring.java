package dev.slostreams.topology;

import dev.slostreams.metrics.Meters;
import dev.slostreams.slo.Slo;
import dev.slostreams.slo.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * What the topology is made of: definitions, where they are read and written, and how long to wait.
 *
 * @param application the application id
 * @param sources every source that some SLO reads; one per topic
 * @param slos every SLO, each of one of the sources
 * @param topics where results go, and how many partitions there are
 * @param timing lengths of time
 * @param maxSeries series per SLO
 * @param meters what we count about ourselves
 */
public record Wiring(
    String application,
    List<Source> sources,
    List<Slo> slos,
    Topics topics,
    Timing timing,
    int maxSeries,
    Meters meters) {

  public Wiring {
    sources = List.copyOf(sources);
    slos = List.copyOf(slos);
  }

  /**
   * Names of the output topics, and numbers of partitions.
   *
   * @param sourcePartitions partitions of each source topic
   * @param ledgers partitions of the tallies, and so of the ledger
   */
  public record Topics(
      String alerts,
      String alertStates,
      String budgets,
      String deadLetters,
      Map<String, Integer> sourcePartitions,
      int ledgers) {

    public Topics {
      sourcePartitions = Map.copyOf(sourcePartitions);
    }
  }

  List<Slo> slosOf(Source source) {
    return slos.stream().filter(slo -> slo.indicator().source().equals(source.name())).toList();
  }

  /** Every partition of every source topic. */
  List<TopicPartition> partitions() {
    List<TopicPartition> partitions = new ArrayList<>();
    for (Source source : sources) {
      int count = topics.sourcePartitions().getOrDefault(source.topic(), 0);
      for (int partition = 0; partition < count; partition++) {
        partitions.add(new TopicPartition(source.topic(), partition));
      }
    }
    return partitions;
  }
}
