package dev.slostreams.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slostreams.batch.BatchingClientSupplier.Batching;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * A tiny Kafka Streams application that copies the numbers of each batch to its output, in two
 * halves, and can be ended between the two.
 */
final class InterruptedApp {

  static final String SOURCE = "numbers";
  static final String OUTPUT = "copies";

  private static final int NEVER = Integer.MAX_VALUE;
  private static final long PATIENCE_SECONDS = 60;

  private final Properties settings = new Properties();
  private final Batching batching;
  private final AtomicInteger largestBatch = new AtomicInteger();

  /** How a run ends, once the first half of a batch is forwarded. */
  enum Ending {
    /** The processor throws. */
    FAILURE,
    /** The application is closed while the processor is busy; it finishes the batch. */
    CLOSE
  }

  InterruptedApp(String bootstrapServers, Path stateDir, Batching batching) {
    this.batching = batching;
    settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "interrupted");
    settings.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
    settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    // what is forwarded leaves at once, so only the transaction can take it back
    settings.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 0);
    settings.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
    settings.put(StreamsConfig.consumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), 1_000);
    // a restarted member takes the place of the one that failed, without a time-out
    settings.put(StreamsConfig.consumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG), "one");
  }

  /** The most records that came in one call of the processor. */
  int largestBatch() {
    return largestBatch.get();
  }

  /** Starts the application and ends it in the middle of its n-th batch. */
  void runUntilBatch(int batch, Ending ending) throws InterruptedException {
    Run run = new Run(batch, ending);
    try (KafkaStreams streams = start(run)) {
      await(run.inTheMiddle);
      if (ending == Ending.CLOSE) {
        streams.close(Duration.ZERO);
      }
      run.goOn.countDown();
      await(run.stopped);
    }
  }

  /** Starts the application and closes it when the condition holds. */
  void runToTheEnd(BooleanSupplier done) {
    try (KafkaStreams streams = start(new Run(NEVER, Ending.CLOSE))) {
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
      while (!done.getAsBoolean() && System.nanoTime() < deadline) {
        Thread.onSpinWait();
      }
      assertThat(streams.state().isRunningOrRebalancing()).isTrue();
    }
  }

  private static void await(CountDownLatch latch) throws InterruptedException {
    assertThat(latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
  }

  private KafkaStreams start(Run run) {
    Topology topology = new Topology();
    topology.addSource("numbers", new ByteArrayDeserializer(), new ByteArrayDeserializer(), SOURCE);
    topology.addProcessor("copy", () -> new Copy(run), "numbers");
    topology.addSink(
        "copies", OUTPUT, new ByteArraySerializer(), new ByteArraySerializer(), "copy");
    var supplier =
        new BatchingClientSupplier(
            Set.of(SOURCE),
            batching,
            new SourceProgress(InstantSource.system()),
            (partition, from, offsets) -> {});
    KafkaStreams streams = new KafkaStreams(topology, settings, supplier);
    streams.setUncaughtExceptionHandler(failure -> StreamThreadExceptionResponse.SHUTDOWN_CLIENT);
    streams.setStateListener(
        (now, before) -> {
          if (now.hasCompletedShutdown()) {
            run.stopped.countDown();
          }
        });
    streams.start();
    return streams;
  }

  /** One life of the application. */
  private static final class Run {

    private final int lastBatch;
    private final Ending ending;
    private final AtomicInteger batches = new AtomicInteger();
    private final CountDownLatch inTheMiddle = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);

    Run(int lastBatch, Ending ending) {
      this.lastBatch = lastBatch;
      this.ending = ending;
    }

    void interrupt() {
      if (batches.incrementAndGet() != lastBatch) {
        return;
      }
      inTheMiddle.countDown();
      if (ending == Ending.FAILURE) {
        throw new IllegalStateException("in the middle of a batch");
      }
      try {
        goOn.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private final class Copy implements Processor<byte[], byte[], byte[], byte[]> {

    private final Run run;
    private ProcessorContext<byte[], byte[]> context;

    Copy(Run run) {
      this.run = run;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> newContext) {
      context = newContext;
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
      List<String> numbers = new ArrayList<>();
      for (ConsumerRecord<byte[], byte[]> read :
          Batch.of(record, context.recordMetadata().orElseThrow()).records()) {
        numbers.add(new String(read.value(), StandardCharsets.UTF_8));
      }
      largestBatch.accumulateAndGet(numbers.size(), Math::max);
      int half = (numbers.size() + 1) / 2;
      forward(record, numbers.subList(0, half));
      run.interrupt();
      forward(record, numbers.subList(half, numbers.size()));
    }

    private void forward(Record<byte[], byte[]> record, List<String> numbers) {
      if (!numbers.isEmpty()) {
        byte[] value = String.join(",", numbers).getBytes(StandardCharsets.UTF_8);
        context.forward(new Record<>(null, value, record.timestamp()));
      }
    }
  }
}
