package dev.slostreams.topology;

import dev.slostreams.batch.SourceProgress;
import dev.slostreams.tally.BatchTally;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.api.Processor;

/** The two stages as they are, for a test that drives them without Kafka Streams. */
public final class Stages {

  /** Header of a dead letter: the number of its source partition. */
  public static final String DEAD_LETTER_PARTITION = DeadLetter.PARTITION;

  /** Header of a dead letter: its offset in the source partition. */
  public static final String DEAD_LETTER_OFFSET = DeadLetter.OFFSET;

  /** Header of a dead letter: the stable code of what was wrong. */
  public static final String DEAD_LETTER_REASON = DeadLetter.REASON;

  private Stages() {}

  /** Stage one; it forwards tallies to the child {@link Names#TALLIES}. */
  public static Processor<byte[], byte[], byte[], byte[]> tally(
      Wiring wiring, Function<TopicPartition, Optional<SourceProgress.Progress>> sourceProgress) {
    LedgerPartitions ledgers = new LedgerPartitions(wiring.topics().ledgers());
    return new TallyProcessor(
        new TallyPlan(wiring, sourceProgress, ledgers, Names.TALLIES, new FirstDeadLetters()));
  }

  /** Stage two. */
  public static Processor<byte[], byte[], byte[], byte[]> evaluate(Wiring wiring) {
    return new EvaluateProcessor(wiring);
  }

  /** What stands between the stages. */
  public static BatchTally readTally(byte[] bytes) {
    return TallyFormat.read(bytes);
  }
}
