package dev.slostreams.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class EmbeddedBrokerIT {

  private static final TopicPartition PARTITION = new TopicPartition("numbers", 0);

  @TempDir private Path kept;

  @Test
  void readCommittedSeesCommittedTransactionsOnly() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(EmbeddedBroker.Options.TEMPORARY)) {
      createTopic(broker);

      try (var producer = producer(broker, Map.of("transactional.id", "writer"))) {
        producer.initTransactions();
        send(producer, "committed");
        producer.commitTransaction();
        send(producer, "aborted");
        producer.flush();
        producer.abortTransaction();
      }

      assertThat(read(broker, 1)).containsExactly("committed");
    }
  }

  @Test
  void keptFolderKeepsTopicsAndRecords() throws Exception {
    var options = EmbeddedBroker.Options.TEMPORARY.withDataDir(kept.resolve("new/folder"));
    try (EmbeddedBroker broker = EmbeddedBroker.start(options)) {
      createTopic(broker);
      write(broker, "before");
    }

    try (EmbeddedBroker broker = EmbeddedBroker.start(options)) {
      write(broker, "after");

      assertThat(read(broker, 2)).containsExactly("before", "after");
    }
  }

  @Test
  void recordsOfLongAgoAreAcceptedAndKept() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(EmbeddedBroker.Options.TEMPORARY)) {
      createTopic(broker);

      try (var producer = producer(broker, Map.of())) {
        producer.send(new ProducerRecord<>("numbers", 0, 1L, null, "of 1970")).get();
      }

      assertThat(read(broker, 1)).containsExactly("of 1970");
    }
  }

  @Test
  void listensOnTheGivenPortOfTheLoopbackAddressOnly() throws Exception {
    int port = freePort();

    try (EmbeddedBroker broker =
        EmbeddedBroker.start(EmbeddedBroker.Options.TEMPORARY.withPort(port))) {

      assertThat(broker.bootstrapServers()).isEqualTo("127.0.0.1:" + port);
      assertThat(reachableOn(port)).containsOnly(InetAddress.getByName("127.0.0.1"));
    }
  }

  @Test
  void startsAgainOnTheSamePortAfterClose() {
    EmbeddedBroker first = EmbeddedBroker.start(EmbeddedBroker.Options.TEMPORARY);
    String address = first.bootstrapServers();
    int port = Integer.parseInt(address.substring(address.indexOf(':') + 1));
    first.close();

    try (EmbeddedBroker second =
        EmbeddedBroker.start(EmbeddedBroker.Options.TEMPORARY.withPort(port))) {

      assertThat(second.bootstrapServers()).isEqualTo(address);
    }
  }

  @Test
  void twoBrokersRunSideBySide() throws Exception {
    try (EmbeddedBroker one = EmbeddedBroker.start(EmbeddedBroker.Options.TEMPORARY);
        EmbeddedBroker two = EmbeddedBroker.start(EmbeddedBroker.Options.TEMPORARY)) {
      createTopic(one);
      createTopic(two);

      write(one, "one");
      write(two, "two");

      assertThat(read(one, 1)).containsExactly("one");
      assertThat(read(two, 1)).containsExactly("two");
    }
  }

  @Test
  void topicsAreNotCreatedByReadingThem() {
    try (EmbeddedBroker broker = EmbeddedBroker.start(EmbeddedBroker.Options.TEMPORARY);
        var consumer = consumer(broker)) {

      List<PartitionInfo> partitions = consumer.partitionsFor("numbers", Duration.ofSeconds(5));

      assertThat(partitions).isNullOrEmpty();
    }
  }

  @Test
  void closeLeavesNoThreadAndNoFolder() throws Exception {
    Set<Path> foldersBefore = temporaryFolders();
    Set<Thread> threadsBefore = Thread.getAllStackTraces().keySet();
    EmbeddedBroker broker = EmbeddedBroker.start(EmbeddedBroker.Options.TEMPORARY);

    broker.close();
    broker.close();

    assertThat(temporaryFolders()).isEqualTo(foldersBefore);
    assertThat(threadsAfter(threadsBefore, Duration.ofSeconds(5))).isEmpty();
  }

  @Test
  void refusesPortThatIsTaken() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      int port = taken.getLocalPort();
      Set<Path> foldersBefore = temporaryFolders();

      assertThatThrownBy(
              () -> EmbeddedBroker.start(EmbeddedBroker.Options.TEMPORARY.withPort(port)))
          .isInstanceOf(BrokerException.class)
          .hasMessage(
              "broker.port: must be free, but "
                  + port
                  + " is taken; stop what listens there, or give 0 for any free port");
      assertThat(temporaryFolders()).isEqualTo(foldersBefore);
    }
  }

  @Test
  void refusesFolderOfSomethingElseAndLeavesItAlone() throws Exception {
    Files.writeString(kept.resolve("meta.properties"), "cluster.id=production\n");

    assertThatThrownBy(
            () -> EmbeddedBroker.start(EmbeddedBroker.Options.TEMPORARY.withDataDir(kept)))
        .isInstanceOf(BrokerException.class)
        .hasMessage(
            "broker.data.dir: must be empty or a folder of an embedded broker, but '"
                + kept.toRealPath()
                + "' holds 'meta.properties' of something else; give another folder");
    try (Stream<Path> content = Files.list(kept)) {
      assertThat(content).containsExactly(kept.resolve("meta.properties"));
    }
  }

  @Test
  void refusesFolderThatAnotherBrokerHolds() throws Exception {
    var options = EmbeddedBroker.Options.TEMPORARY.withDataDir(kept);
    try (EmbeddedBroker holder = EmbeddedBroker.start(options)) {

      assertThatThrownBy(() -> EmbeddedBroker.start(options))
          .isInstanceOf(BrokerException.class)
          .hasMessage(
              "broker.data.dir: '"
                  + kept.toRealPath()
                  + "' is in use by another embedded broker; stop that one or give another folder");
      createTopic(holder);
    }
  }

  @Test
  void refusesFileAsFolder() throws Exception {
    Path file = Files.createFile(kept.resolve("file"));

    assertThatThrownBy(
            () -> EmbeddedBroker.start(EmbeddedBroker.Options.TEMPORARY.withDataDir(file)))
        .isInstanceOf(BrokerException.class)
        .hasMessage(
            "broker.data.dir: must be a folder that can be written to, but was '" + file + "'");
  }

  private static void createTopic(EmbeddedBroker broker) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      admin.createTopics(List.of(new NewTopic("numbers", 1, (short) 1))).all().get();
    }
  }

  private static void send(KafkaProducer<String, String> producer, String value) {
    producer.beginTransaction();
    producer.send(new ProducerRecord<>("numbers", value));
  }

  private static void write(EmbeddedBroker broker, String value) throws Exception {
    try (var producer = producer(broker, Map.of())) {
      producer.send(new ProducerRecord<>("numbers", value)).get();
    }
  }

  private static KafkaProducer<String, String> producer(
      EmbeddedBroker broker, Map<String, String> settings) {
    Properties all = new Properties();
    all.put("bootstrap.servers", broker.bootstrapServers());
    all.putAll(settings);
    return new KafkaProducer<>(all, new StringSerializer(), new StringSerializer());
  }

  private static KafkaConsumer<String, String> consumer(EmbeddedBroker broker) {
    Properties settings = new Properties();
    settings.put("bootstrap.servers", broker.bootstrapServers());
    settings.put("isolation.level", "read_committed");
    settings.put("auto.offset.reset", "earliest");
    return new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer());
  }

  /** Everything up to the end of the log, which is as many records as expected or more. */
  private static List<String> read(EmbeddedBroker broker, int expected) {
    List<String> values = new ArrayList<>();
    try (var consumer = consumer(broker)) {
      consumer.assign(List.of(PARTITION));
      long end = consumer.endOffsets(List.of(PARTITION)).get(PARTITION);
      while (values.size() < expected || consumer.position(PARTITION) < end) {
        consumer.poll(Duration.ofMillis(100)).forEach(record -> values.add(record.value()));
      }
    }
    return values;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static List<InetAddress> reachableOn(int port) throws IOException {
    return Collections.list(NetworkInterface.getNetworkInterfaces()).stream()
        .flatMap(network -> Collections.list(network.getInetAddresses()).stream())
        .filter(address -> connects(address, port))
        .toList();
  }

  private static boolean connects(InetAddress address, int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, port), 1_000);
      return true;
    } catch (IOException refused) {
      return false;
    }
  }

  private static Set<Path> temporaryFolders() throws IOException {
    try (Stream<Path> all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return all.filter(p -> p.getFileName().toString().startsWith("slo-streams-broker-"))
          .collect(Collectors.toSet());
    }
  }

  private static List<String> threadsAfter(Set<Thread> before, Duration patience)
      throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    List<Thread> others =
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> !before.contains(thread))
            // daemons of the metrics library, shared by all brokers of a process
            .filter(thread -> !thread.getName().startsWith("metrics-meter-tick-thread"))
            .toList();
    for (Thread thread : others) {
      thread.join(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
    }
    return others.stream().filter(Thread::isAlive).map(Thread::getName).sorted().toList();
  }
}
