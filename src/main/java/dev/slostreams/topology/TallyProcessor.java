package dev.slostreams.topology;

import dev.slostreams.batch.Batch;
import dev.slostreams.tally.BatchTally;
import dev.slostreams.tally.Delta;
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
  private final Map<String, List<SourceReader>> readers = new HashMap<>();
  private final Map<TopicPartition, PartitionReading> partitions = new HashMap<>();
  private ProcessorContext<byte[], byte[]> context;

  TallyProcessor(TallyPlan plan) {
    this.plan = plan;
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> processorContext) {
    context = processorContext;
    readers.clear();
    partitions.clear();
    for (SourceReader reader : plan.readers()) {
      readers.computeIfAbsent(reader.source().topic(), topic -> new ArrayList<>()).add(reader);
    }
    for (TopicPartition partition : plan.partitionsOfTask(context.taskId().partition())) {
      boolean history =
          readers.get(partition.topic()).stream().allMatch(reader -> reader.source().history());
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
    long highestMs = Progress.UNKNOWN;
    List<Delta> deltas = new ArrayList<>();
    List<DeadLetter> deadLetters = new ArrayList<>();
    for (SourceReader reader : readers.get(batch.topic())) {
      reader.read(batch, nowMs);
      highestMs = Math.max(highestMs, reader.highestMs());
      deltas.addAll(reader.takeDeltas());
      deadLetters.addAll(reader.takeDeadLetters());
    }
    Progress progress = partitions.get(partition).afterBatch(batch.firstOffset(), highestMs, nowMs);
    forwardDeadLetters(deadLetters, nowMs);
    forwardTallies(partition, progress, deltas, nowMs);
  }

  private void lookAround(long nowMs) {
    partitions.forEach(
        (partition, reading) -> {
          var known = plan.sourceProgress().apply(partition);
          forwardTallies(partition, reading.afterWaiting(known, nowMs), List.of(), nowMs);
        });
  }

  private void forwardDeadLetters(List<DeadLetter> deadLetters, long nowMs) {
    for (DeadLetter deadLetter : deadLetters) {
      plan.meters().deadLetter(deadLetter.reason());
      context.forward(deadLetter.toRecord(plan.application(), nowMs), Names.DEAD_LETTERS);
    }
  }

  private void forwardTallies(
      TopicPartition partition, Progress progress, List<Delta> deltas, long nowMs) {
    List<List<Delta>> perLedger = new ArrayList<>();
    for (int ledger = 0; ledger < plan.ledgers().count(); ledger++) {
      perLedger.add(new ArrayList<>());
    }
    for (Delta delta : deltas) {
      perLedger.get(plan.ledgers().of(delta.series().slo())).add(delta);
    }
    for (int ledger = 0; ledger < perLedger.size(); ledger++) {
      BatchTally tally = new BatchTally(partition.toString(), progress, perLedger.get(ledger));
      context.forward(
          new Record<>(LedgerPartitions.key(ledger), TallyFormat.bytes(tally), nowMs),
          plan.talliesChild());
    }
  }
}
