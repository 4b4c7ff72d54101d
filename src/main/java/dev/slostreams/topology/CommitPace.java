package dev.slostreams.topology;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * How often tasks commit. Kafka Streams knows one interval, and has the long one: for an instance
 * that is behind. There results are late anyway, while each commit lets the thread wait for the
 * broker, and lets stage two store every series that had an event. An instance that keeps up asks
 * for its commits, at the short interval.
 *
 * @param interval how often a task asks; empty if never
 * @param behind whether the instance is behind; any thread may ask
 */
public record CommitPace(Optional<Duration> interval, BooleanSupplier behind) {

  /** That of Kafka Streams. */
  public static final CommitPace AS_CONFIGURED = new CommitPace(Optional.empty(), () -> true);

  /** Asks every {@code interval} unless the instance is behind. */
  public static CommitPace every(Duration interval, BooleanSupplier behind) {
    return new CommitPace(Optional.of(interval), behind);
  }

  /** The same processor, which also asks for commits. */
  Processor<byte[], byte[], byte[], byte[]> of(
      Processor<byte[], byte[], byte[], byte[]> processor) {
    return interval.isEmpty() ? processor : new Paced(processor, this);
  }

  private void begin(ProcessorContext<byte[], byte[]> context) {
    context.schedule(
        interval.orElseThrow(),
        PunctuationType.WALL_CLOCK_TIME,
        nowMs -> {
          if (!behind.getAsBoolean()) {
            context.commit();
          }
        });
  }

  private record Paced(Processor<byte[], byte[], byte[], byte[]> processor, CommitPace pace)
      implements Processor<byte[], byte[], byte[], byte[]> {

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
      processor.init(context);
      pace.begin(context);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
      processor.process(record);
    }

    @Override
    public void close() {
      processor.close();
    }
  }
}
