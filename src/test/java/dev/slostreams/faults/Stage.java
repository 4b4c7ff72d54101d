package dev.slostreams.faults;

import dev.slostreams.testing.EngineProcess;
import dev.slostreams.testing.Topics;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** What a fault may touch, and the book of what struck. */
final class Stage {

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(180);

  private final BrokerProcess broker;
  private final FaultyNetwork network;
  private final Application application;
  private final Progress progress;
  private final Random random;
  private int struck;
  private int inFlight;

  Stage(
      BrokerProcess broker,
      FaultyNetwork network,
      Application application,
      Progress progress,
      Random random) {
    this.broker = broker;
    this.network = network;
    this.application = application;
    this.progress = progress;
    this.random = random;
  }

  BrokerProcess broker() {
    return broker;
  }

  FaultyNetwork network() {
    return network;
  }

  Application application() {
    return application;
  }

  Random random() {
    return random;
  }

  /** Starts the broker again, where the network leads to. */
  void restartBroker() {
    broker.restart();
    network.leadTo(broker.address());
  }

  /** Any instance. */
  int any() {
    return random.nextInt(application.size());
  }

  EngineProcess instance(int number) {
    return application.instance(number);
  }

  /** Lets the fault strike, and notes whether records were in flight. */
  void strike(Runnable fault) {
    boolean busy = progress.lag() > 0;
    fault.run();
    struck++;
    inFlight += busy ? 1 : 0;
  }

  /** Waits until this many records more are committed. */
  void awaitCommitted(long more) {
    long goal = progress.committed() + more;
    Topics.await(
        more + " records more are committed", LONGEST_WAIT, () -> progress.committed() >= goal);
  }

  /** Waits until an instance says that it runs. */
  void awaitRunning(int number) {
    Topics.await(
        "instance " + number + " of '" + application.name() + "' runs",
        LONGEST_WAIT,
        () -> instance(number).address().isPresent() && instance(number).isAlive());
  }

  /** An instance must not have given up, nor let itself be started anew by what watches it. */
  void requireAlive(int number) {
    if (!instance(number).isAlive()) {
      throw new AssertionError("instance " + number + " has ended: " + instance(number).log());
    }
    new Answers(instance(number).address().orElseThrow()).must("/livez");
  }

  /** Whether an instance has not ended, and does not say that only a new start helps. */
  boolean lives(int number) {
    EngineProcess instance = instance(number);
    return instance.isAlive()
        && instance.address().filter(at -> new Answers(at).get("/livez").isPresent()).isPresent();
  }

  /** Waits until an instance that was told to stop has, which must be without a complaint. */
  void awaitEnd(int number) {
    int exit = exitCode(number);
    if (exit != 0) {
      throw new AssertionError("exit code " + exit + ": " + instance(number).log());
    }
  }

  private int exitCode(int number) {
    try {
      return instance(number).exitCode();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * The same, or until an instance says at {@code /livez} that only a new start helps, which then
   * ends it as a supervisor would: Kafka's producer may wait for a refused record for ever.
   */
  void awaitRefusalOrStandstill(int number, String saying) {
    Topics.await("it ends, or is not alive", LONGEST_WAIT, () -> !lives(number));
    if (instance(number).isAlive()) {
      instance(number).kill();
    } else {
      awaitRefusal(number, saying);
    }
  }

  /** Waits until an instance says at {@code /readyz} that nobody should ask it. */
  void awaitNotReady(int number) {
    Answers answers = new Answers(instance(number).address().orElseThrow());
    Topics.await("it is not ready", LONGEST_WAIT, () -> answers.get("/readyz").isEmpty());
  }

  /** An instance must have logged this so many times. */
  void requireSaid(int number, String saying, int times) {
    long said = instance(number).log().stream().filter(line -> line.contains(saying)).count();
    if (said != times) {
      throw new AssertionError(
          "the log must say '" + saying + "' " + times + " times, but did " + said + " times");
    }
  }

  /** Waits until an instance that must not run has ended, and said this in its last line. */
  void awaitRefusal(int number, String saying) {
    Topics.await("it ends", LONGEST_WAIT, () -> !instance(number).isAlive());
    if (exitCode(number) == 0) {
      throw new AssertionError("the exit code must tell that it failed, but was 0");
    }
    List<String> log = instance(number).log();
    String last = log.get(log.size() - 1);
    if (!last.contains(saying)) {
      throw new AssertionError("the last line must say '" + saying + "', but was '" + last + "'");
    }
  }

  /** Waits until all commits that are to be spoilt are. */
  void awaitCommitsSpoilt() {
    Topics.await("commits are spoilt", LONGEST_WAIT, () -> network.commitsLeft() == 0);
    network.commits(FaultyNetwork.Commits.FAIR, 0);
  }

  /** Deletes the group of the application with its offsets, as their expiry would. */
  Map<TopicPartition, OffsetAndMetadata> deleteOffsets() {
    return asAdmin(
        admin -> {
          String group = application.name();
          var offsets = admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
          admin.deleteConsumerGroups(List.of(group)).all().get();
          return offsets;
        });
  }

  /** Gives a topic more partitions. */
  void growTo(String topic, int partitions) {
    asAdmin(
        admin ->
            admin
                .createPartitions(Map.of(topic, NewPartitions.increaseTo(partitions)))
                .all()
                .get());
  }

  /** Lets a topic take no record any more, because all are older than they may be, or again all. */
  void refuse(String topic, boolean refused) {
    ConfigEntry entry = new ConfigEntry("message.timestamp.before.max.ms", "0");
    AlterConfigOp change =
        new AlterConfigOp(entry, refused ? AlterConfigOp.OpType.SET : AlterConfigOp.OpType.DELETE);
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    asAdmin(admin -> admin.incrementalAlterConfigs(Map.of(resource, List.of(change))).all().get());
  }

  /** Waits until something is stored under this key in a topic. */
  void awaitStored(String topic, byte[] key) {
    Topics.await(
        "something is stored in '" + topic + "'",
        LONGEST_WAIT,
        () -> !stored(topic, key).isEmpty());
  }

  /** What is stored under this key in each partition of a topic. */
  Map<TopicPartition, byte[]> stored(String topic, byte[] key) {
    Map<TopicPartition, byte[]> stored = new HashMap<>();
    Records.of(
        network.address(),
        List.of(topic),
        record -> {
          if (Arrays.equals(record.key(), key)) {
            stored.put(new TopicPartition(topic, record.partition()), record.value());
          }
        });
    return stored;
  }

  /** Stores these values under this key. */
  void store(byte[] key, Map<TopicPartition, byte[]> values) {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", network.address()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (Map.Entry<TopicPartition, byte[]> one : values.entrySet()) {
        TopicPartition at = one.getKey();
        producer.send(new ProducerRecord<>(at.topic(), at.partition(), key, one.getValue())).get();
      }
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Gives the group offsets again. */
  void giveOffsets(Map<TopicPartition, OffsetAndMetadata> offsets) {
    asAdmin(admin -> admin.alterConsumerGroupOffsets(application.name(), offsets).all().get());
  }

  private interface AdminTask<T> {
    T with(Admin admin) throws ExecutionException, InterruptedException;
  }

  private <T> T asAdmin(AdminTask<T> task) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", network.address()))) {
      return task.with(admin);
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Lets time pass while the fault is there: how long it lasts is what makes it one. */
  void last(long ms) {
    try {
      TimeUnit.MILLISECONDS.sleep(ms);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  int struck() {
    return struck;
  }

  int inFlight() {
    return inFlight;
  }
}
