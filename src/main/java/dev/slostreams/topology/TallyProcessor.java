package dev.slostreams.topology;

import dev.slostreams.batch.Batch;
import dev.slostreams.control.Controls;
import dev.slostreams.slo.DefinitionsId;
import dev.slostreams.tally.BatchTally;
import dev.slostreams.tally.SeriesTally;
import dev.slostreams.topology.TopicReaders.Counted;
import dev.slostreams.watermark.Progress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Stage one: takes a batch of events and hands on, in the same call, what it adds to each ledger
 * partition and how far its source partition is.
 *
 * <p>A stateless function of the batch: nothing is pending when {@code process} returns. Owned by
 * one stream task.
 */
final class TallyProcessor implements Processor<byte[], byte[], byte[], byte[]> {

  private static final Duration LOOK_AROUND = Duration.ofMillis(250);

  private final TallyPlan plan;
  private final Map<TopicPartition, PartitionReading> partitions = new HashMap<>();
  private TopicReaders readers;
  private ProcessorContext<byte[], byte[]> context;

  TallyProcessor(TallyPlan plan) {
    this.plan = plan;
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> processorContext) {
    context = processorContext;
    partitions.clear();
    readers = plan.readers(plan.controls());
    for (TopicPartition partition : plan.partitionsOfTask(context.taskId().partition())) {
      boolean history = readers.isHistory(partition.topic());
      partitions.put(
          partition, new PartitionReading(plan.timing(), history, context.currentSystemTimeMs()));
    }
    context.schedule(LOOK_AROUND, PunctuationType.WALL_CLOCK_TIME, this::lookAround);
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    Batch batch = Batch.of(record, context.recordMetadata().orElseThrow());
    TopicPartition partition = new TopicPartition(batch.topic(), batch.partition());
    long nowMs = context.currentSystemTimeMs();
    TopicReaders.Read read = currentReaders().read(batch, nowMs);
    PartitionReading reading = partitions.get(partition);
    Progress progress =
        read.beat().alone()
            ? reading.afterBeat(batch.firstOffset(), plan.sourceProgress().apply(partition), nowMs)
            : reading.afterBatch(batch.firstOffset(), read.highestMs(), nowMs);
    forwardDeadLetters(read.deadLetters(), nowMs);
    forwardTallies(partition, progress, read.counted(), read.beat().atMs(), nowMs);
  }

  /** Made anew when definitions have changed. */
  private TopicReaders currentReaders() {
    Controls known = plan.controls();
    if (known != readers.controls()) {
      readers = plan.readers(known);
    }
    return readers;
  }

  private void lookAround(long nowMs) {
    partitions.forEach(
        (partition, reading) -> {
          var known = plan.sourceProgress().apply(partition);
          forwardTallies(
              partition, reading.afterWaiting(known, nowMs), List.of(), Beats.NONE, nowMs);
        });
  }

  private void forwardDeadLetters(List<DeadLetter> deadLetters, long nowMs) {
    for (DeadLetter deadLetter : deadLetters) {
      plan.meters().deadLetter(deadLetter.reason());
      plan.firstDeadLetters().see(deadLetter);
      context.forward(deadLetter.toRecord(plan.application(), nowMs), Names.DEAD_LETTERS);
    }
  }

  /** How far the partition is goes with the last tally: only then all of it is counted. */
  private void forwardTallies(
      TopicPartition partition, Progress progress, List<Counted> counted, long beatMs, long nowMs) {
    DefinitionsId newest = readers.controls().latest().id();
    Progress unknown = new Progress(Progress.UNKNOWN, Progress.UNKNOWN, progress.reading());
    for (int i = 0; i < counted.size() - 1; i++) {
      forward(partition, unknown, counted.get(i), Beats.NONE, nowMs);
    }
    forward(
        partition,
        progress,
        counted.isEmpty() ? new Counted(newest, List.of()) : counted.get(counted.size() - 1),
        beatMs,
        nowMs);
  }

  private void forward(
      TopicPartition partition, Progress progress, Counted counted, long beatMs, long nowMs) {
    List<List<SeriesTally>> perLedger = new ArrayList<>();
    for (int ledger = 0; ledger < plan.ledgers().count(); ledger++) {
      perLedger.add(new ArrayList<>());
    }
    for (SeriesTally series : counted.series()) {
      perLedger.get(plan.ledgers().of(series.series().slo())).add(series);
    }
    for (int ledger = 0; ledger < perLedger.size(); ledger++) {
      BatchTally tally = new BatchTally(partition.toString(), progress, perLedger.get(ledger));
      Record<byte[], byte[]> record =
          new Record<>(LedgerPartitions.key(ledger), TallyFormat.bytes(tally), nowMs);
      CountedBy.write(record.headers(), counted.by());
      Beats.write(record.headers(), beatMs);
      context.forward(record, plan.talliesChild());
    }
  }
}
