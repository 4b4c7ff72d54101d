package dev.slostreams.loadtest.contenders;

import dev.slostreams.loadtest.Contender;
import dev.slostreams.loadtest.Outcome;
import dev.slostreams.loadtest.Running;
import dev.slostreams.loadtest.Stopwatch;
import dev.slostreams.loadtest.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.kstream.Consumed;

/**
 * Kafka Streams that reads the bytes of each record and does nothing: what the framework itself
 * costs per record. The clock starts when all tasks run and stops when all is committed.
 */
public final class EmptyTopology implements Contender {

  private final Task task;
  private final String guarantee;

  private EmptyTopology(Task task, String guarantee) {
    this.task = task;
    this.guarantee = guarantee;
  }

  public static void main(String[] args) {
    Contender.serve(new EmptyTopology(Task.of(args), args[4]));
  }

  @Override
  public Outcome run(int round) throws Exception {
    String application = "empty-" + guarantee + "-" + round;
    StreamsBuilder builder = new StreamsBuilder();
    builder.stream(task.topic(), Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()))
        .foreach((key, value) -> {});
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", task.brokers()));
        KafkaStreams streams = new KafkaStreams(builder.build(), settings(application))) {
      streams.start();
      Running.await(streams);
      Stopwatch start = Stopwatch.start();
      Offsets offsets = new Offsets(admin, application);
      while (offsets.committed(task.topic()) < task.events() + Workload.PARTITIONS) {
        Running.require(streams);
        LockSupport.parkNanos(25_000_000); // 25 ms: to ask costs both sides CPU
      }
      Stopwatch end = Stopwatch.start();
      return new Outcome(
          task.events(), start.secondsUntil(end), start.cpuSecondsUntil(end), Map.of(), "");
    }
  }

  private Properties settings(String application) throws IOException {
    Properties settings = new Properties();
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, application);
    settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, task.brokers());
    settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, guarantee);
    settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 100);
    settings.put(StreamsConfig.STATE_DIR_CONFIG, Files.createTempDirectory("empty").toString());
    settings.put(StreamsConfig.consumerPrefix("auto.offset.reset"), "earliest");
    settings.put(StreamsConfig.consumerPrefix("max.poll.records"), 5_000);
    return settings;
  }
}
