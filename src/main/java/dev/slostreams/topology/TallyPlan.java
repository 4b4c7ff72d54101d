package dev.slostreams.topology;

import dev.slostreams.batch.SourceProgress;
import dev.slostreams.control.Controls;
import dev.slostreams.metrics.Meters;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.common.TopicPartition;

/**
 * What every tally processor is given.
 *
 * @param wiring the application's parts
 * @param sourceProgress how far the consumers of this instance are
 * @param ledgers which ledger partition holds which SLO
 * @param talliesChild the node that takes tallies
 * @param firstDeadLetters warns of them
 */
record TallyPlan(
    Wiring wiring,
    Function<TopicPartition, Optional<SourceProgress.Progress>> sourceProgress,
    LedgerPartitions ledgers,
    String talliesChild,
    FirstDeadLetters firstDeadLetters) {

  String application() {
    return wiring.application();
  }

  Timing timing() {
    return wiring.timing();
  }

  Meters meters() {
    return wiring.meters();
  }

  /** New readers for every set of definitions, for one task. */
  TopicReaders readers(Controls controls) {
    return new TopicReaders(controls, timing().maxAheadMs(), wiring.meters());
  }

  Controls controls() {
    return wiring.controls().get();
  }

  /** The source partitions that the task with this number reads. */
  List<TopicPartition> partitionsOfTask(int task) {
    return wiring.partitions().stream().filter(p -> p.partition() == task).toList();
  }
}
