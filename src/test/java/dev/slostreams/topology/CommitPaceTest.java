package dev.slostreams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.Punctuator;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedPunctuator;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;

class CommitPaceTest {

  private final AtomicBoolean behind = new AtomicBoolean();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final MockProcessorContext<byte[], byte[]> context = new MockProcessorContext<>();
  private final AtomicLong nanos = new AtomicLong();
  private final CommitPace pace = new CommitPace(Duration.ofMillis(100), behind::get, nanos::get);

  /** Hands everything on, and notes its end. */
  private final class Through implements Processor<byte[], byte[], byte[], byte[]> {
    private ProcessorContext<byte[], byte[]> mine;

    @Override
    public void init(ProcessorContext<byte[], byte[]> given) {
      mine = given;
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
      mine.forward(record);
    }

    @Override
    public void close() {
      closed.set(true);
    }
  }

  @Test
  void asksForACommitAtEachIntervalUnlessBehind() {
    Punctuator task = task(context);

    behind.set(true);
    task.punctuate(0);
    assertThat(context.committed()).isFalse();
    behind.set(false);
    task.punctuate(0);
    assertThat(context.committed()).isTrue();
    context.resetCommit();
    nanos.addAndGet(99_000_000);
    task.punctuate(0);
    assertThat(context.committed()).isFalse();
    nanos.addAndGet(1_000_000);
    task.punctuate(0);
    assertThat(context.committed()).isTrue();
  }

  @Test
  void oneTaskAsksForAllOfItsThread() throws InterruptedException {
    MockProcessorContext<byte[], byte[]> sameThread = new MockProcessorContext<>();
    MockProcessorContext<byte[], byte[]> otherThread = new MockProcessorContext<>();
    task(context).punctuate(0);

    nanos.addAndGet(50_000_000);
    task(sameThread).punctuate(0);
    Thread other = new Thread(() -> task(otherThread).punctuate(0));
    other.start();
    other.join();

    assertThat(sameThread.committed()).isFalse();
    assertThat(otherThread.committed()).isTrue();
  }

  /** What a new task of this context does at each interval. */
  private Punctuator task(MockProcessorContext<byte[], byte[]> of) {
    pace.of(new Through()).init(of);
    CapturedPunctuator asks = of.scheduledPunctuators().get(0);
    assertThat(asks.getInterval()).isEqualTo(Duration.ofMillis(100));
    assertThat(asks.getType()).isEqualTo(PunctuationType.WALL_CLOCK_TIME);
    return asks.getPunctuator();
  }

  @Test
  void theProcessorItselfIsAsBefore() {
    Processor<byte[], byte[], byte[], byte[]> paced = pace.of(new Through());
    Record<byte[], byte[]> record = new Record<>(new byte[0], new byte[0], 7);

    paced.init(context);
    paced.process(record);
    paced.close();

    assertThat(context.forwarded().get(0).record()).isEqualTo(record);
    assertThat(closed).isTrue();
  }

  @Test
  void asConfiguredAsksForNothing() {
    Processor<byte[], byte[], byte[], byte[]> processor = new Through();

    assertThat(CommitPace.AS_CONFIGURED.of(processor)).isSameAs(processor);
  }
}
