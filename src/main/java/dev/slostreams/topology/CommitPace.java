package dev.slostreams.topology;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * How often the tasks of a thread commit. Kafka Streams knows one interval, and has the long one:
 * for an instance that is behind. There results are late anyway, while each commit lets the thread
 * wait for the broker, and lets stage two store every series that had an event. An instance that
 * keeps up asks for its commits, at the short interval.
 *
 * <p>All tasks of a thread commit together, so one of them asks for all. Thread-safe.
 */
public final class CommitPace {

  /** That of Kafka Streams: nobody asks. */
  public static final CommitPace AS_CONFIGURED =
      new CommitPace(Duration.ofDays(1), () -> true, System::nanoTime);

  private final Duration interval;
  private final BooleanSupplier behind;
  private final LongSupplier nanoTime;
  private final ThreadLocal<Long> askedNanos = new ThreadLocal<>();

  CommitPace(Duration interval, BooleanSupplier behind, LongSupplier nanoTime) {
    this.interval = interval;
    this.behind = behind;
    this.nanoTime = nanoTime;
  }

  /**
   * Each thread asks every {@code interval} unless the instance is behind.
   *
   * @param behind whether it is; any thread may ask
   */
  public static CommitPace every(Duration interval, BooleanSupplier behind) {
    return new CommitPace(interval, behind, System::nanoTime);
  }

  /** The same processor, which also asks for commits. */
  Processor<byte[], byte[], byte[], byte[]> of(
      Processor<byte[], byte[], byte[], byte[]> processor) {
    return this == AS_CONFIGURED ? processor : new Paced(processor);
  }

  /** Called by each task at each interval, but not by all at the same moment. */
  private void look(ProcessorContext<byte[], byte[]> context) {
    long now = nanoTime.getAsLong();
    Long asked = askedNanos.get();
    if ((asked == null || now - asked >= interval.toNanos()) && !behind.getAsBoolean()) {
      askedNanos.set(now);
      context.commit();
    }
  }

  private final class Paced implements Processor<byte[], byte[], byte[], byte[]> {
    private final Processor<byte[], byte[], byte[], byte[]> processor;

    Paced(Processor<byte[], byte[], byte[], byte[]> processor) {
      this.processor = processor;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
      processor.init(context);
      context.schedule(interval, PunctuationType.WALL_CLOCK_TIME, nowMs -> look(context));
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
