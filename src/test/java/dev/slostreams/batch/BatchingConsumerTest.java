package dev.slostreams.batch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slostreams.batch.SourceProgress.Progress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.junit.jupiter.api.Test;

class BatchingConsumerTest {

  private static final TopicPartition SOURCE = new TopicPartition("events", 0);
  private static final TopicPartition SOURCE_2 = new TopicPartition("events", 1);
  private static final TopicPartition FOREIGN = new TopicPartition("tallies", 0);
  private static final int NO_CAP = Integer.MAX_VALUE;
  private static final long NOW = 1_767_225_600_000L;

  private final MockConsumer<byte[], byte[]> kafka = new MockConsumer<>("earliest");
  private final SourceProgress progress = new SourceProgress(InstantSource.fixed(now()));
  private final List<String> deleted = new ArrayList<>();

  private static Instant now() {
    return Instant.ofEpochMilli(NOW);
  }

  private BatchingConsumer consumer(boolean many, int maxBytes) {
    Map<TopicPartition, Long> ends = Map.of(SOURCE, 12L, SOURCE_2, 5L, FOREIGN, 3L);
    BatchingConsumer consumer =
        new BatchingConsumer(
            kafka,
            new Framing(Set.of("events"), many, maxBytes),
            progress,
            (partition, from, offsets) -> deleted.add(partition + " " + from + " " + offsets));
    consumer.subscribe(List.of("events", "tallies"), new Listener(new ArrayList<>()));
    kafka.updateBeginningOffsets(Map.of(SOURCE, 0L, SOURCE_2, 5L, FOREIGN, 0L));
    kafka.updateEndOffsets(ends);
    kafka.rebalance(ends.keySet());
    return consumer;
  }

  private record Listener(List<String> calls) implements ConsumerRebalanceListener {

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      calls.add("revoked " + partitions);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
      calls.add("lost " + partitions);
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      calls.add("assigned " + partitions);
    }
  }

  private void send(TopicPartition partition, long offset, String value) {
    send(partition, offset, value, new RecordHeaders());
  }

  private void send(TopicPartition partition, long offset, String value, Headers headers) {
    kafka.addRecord(
        new ConsumerRecord<>(
            partition.topic(),
            partition.partition(),
            offset,
            1_000 + offset,
            TimestampType.CREATE_TIME,
            ConsumerRecord.NULL_SIZE,
            value.getBytes(UTF_8).length,
            null,
            value.getBytes(UTF_8),
            headers,
            Optional.of(7)));
  }

  private static List<String> contents(ConsumerRecord<byte[], byte[]> carrier) {
    return Batch.of(carrier).records().stream()
        .map(record -> record.offset() + "=" + text(record.value()))
        .toList();
  }

  private static String text(byte[] value) {
    return new String(value, UTF_8);
  }

  @Test
  void recordsOfAPartitionBecomeOneAtTheFirstOnesOffset() {
    BatchingConsumer consumer = consumer(true, NO_CAP);
    send(SOURCE, 3, "a");
    send(SOURCE, 4, "b");
    send(SOURCE, 9, "c");

    ConsumerRecords<byte[], byte[]> polled = consumer.poll(Duration.ZERO);

    assertThat(polled.records(SOURCE)).hasSize(1);
    ConsumerRecord<byte[], byte[]> carrier = polled.records(SOURCE).get(0);
    assertThat(contents(carrier)).containsExactly("3=a", "4=b", "9=c");
    assertThat(carrier.offset()).isEqualTo(3);
    assertThat(carrier.timestamp()).isEqualTo(1_003);
    assertThat(carrier.leaderEpoch()).contains(7);
  }

  @Test
  void nextOffsetsStayThoseOfTheLastRecord() {
    BatchingConsumer consumer = consumer(true, NO_CAP);
    send(SOURCE, 3, "a");
    send(SOURCE, 9, "b");

    ConsumerRecords<byte[], byte[]> polled = consumer.poll(Duration.ZERO);

    assertThat(polled.nextOffsets())
        .isEqualTo(Map.of(SOURCE, new OffsetAndMetadata(10, Optional.of(7), "")));
  }

  @Test
  void recordsThatWereDeletedUnreadAreTold() {
    BatchingConsumer consumer = consumer(true, NO_CAP);
    kafka.setPollException(new OffsetOutOfRangeException(Map.of(SOURCE_2, 2L)));

    assertThatThrownBy(() -> consumer.poll(Duration.ZERO))
        .as("Kafka Streams goes on at the beginning")
        .isInstanceOf(OffsetOutOfRangeException.class);

    assertThat(deleted).containsExactly("events-1 2 3");
  }

  @Test
  void partitionThatLostItsEndIsNotReadFromItsBeginning() {
    BatchingConsumer consumer = consumer(true, NO_CAP);
    kafka.setPollException(new OffsetOutOfRangeException(Map.of(SOURCE, 13L)));

    assertThatThrownBy(() -> consumer.poll(Duration.ZERO))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("partition events-0: must reach to offset 13,");

    assertThat(deleted).isEmpty();
  }

  @Test
  void eachPartitionHasItsOwnBatch() {
    BatchingConsumer consumer = consumer(true, NO_CAP);
    send(SOURCE, 0, "a");
    send(SOURCE, 1, "b");
    send(SOURCE_2, 5, "c");
    send(SOURCE_2, 6, "d");

    ConsumerRecords<byte[], byte[]> polled = consumer.poll(Duration.ZERO);

    assertThat(polled.count()).isEqualTo(2);
    assertThat(contents(polled.records(SOURCE).get(0))).containsExactly("0=a", "1=b");
    assertThat(contents(polled.records(SOURCE_2).get(0))).containsExactly("5=c", "6=d");
  }

  @Test
  void beyondTheCapSeveralFramesEachHaveTheirFirstRecordsOffset() {
    BatchingConsumer consumer = consumer(true, 2);
    send(SOURCE, 0, "a");
    send(SOURCE, 1, "b");
    send(SOURCE, 2, "c");
    send(SOURCE, 3, "d");
    send(SOURCE, 4, "e");

    List<ConsumerRecord<byte[], byte[]>> carriers = consumer.poll(Duration.ZERO).records(SOURCE);

    assertThat(carriers.stream().map(BatchingConsumerTest::contents))
        .containsExactly(List.of("0=a", "1=b"), List.of("2=c", "3=d"), List.of("4=e"));
    assertThat(carriers.stream().map(ConsumerRecord::offset)).containsExactly(0L, 2L, 4L);
  }

  @Test
  void recordAboveTheCapIsABatchOfItsOwn() {
    BatchingConsumer consumer = consumer(true, 20);
    send(SOURCE, 0, "a");
    send(SOURCE, 1, "much longer than twenty bytes");
    send(SOURCE, 2, "c");

    List<ConsumerRecord<byte[], byte[]>> carriers = consumer.poll(Duration.ZERO).records(SOURCE);

    assertThat(carriers.stream().map(BatchingConsumerTest::contents))
        .containsExactly(
            List.of("0=a"), List.of("1=much longer than twenty bytes"), List.of("2=c"));
  }

  @Test
  void otherTopicsPassUntouched() {
    BatchingConsumer consumer = consumer(true, NO_CAP);
    send(SOURCE, 0, "a");
    send(FOREIGN, 0, "x");
    send(FOREIGN, 1, "y");

    List<ConsumerRecord<byte[], byte[]>> foreign = consumer.poll(Duration.ZERO).records(FOREIGN);

    assertThat(foreign.stream().map(record -> text(record.value()))).containsExactly("x", "y");
    assertThat(progress.all()).containsOnlyKeys(SOURCE, SOURCE_2, FOREIGN);
  }

  @Test
  void switchedOffRecordsPassOneByOneAndProgressIsKept() {
    BatchingConsumer consumer = consumer(false, NO_CAP);
    send(SOURCE, 10, "a");
    send(SOURCE, 11, "b");

    List<ConsumerRecord<byte[], byte[]>> records = consumer.poll(Duration.ZERO).records(SOURCE);

    assertThat(records.stream().map(record -> text(record.value()))).containsExactly("a", "b");
    assertThat(progress.of(SOURCE)).contains(new Progress(12, 0, 11, NOW));
  }

  @Test
  void recordThatStandsAloneStaysPlain() {
    BatchingConsumer consumer = consumer(true, NO_CAP);
    send(SOURCE, 3, "a");

    ConsumerRecord<byte[], byte[]> record = consumer.poll(Duration.ZERO).records(SOURCE).get(0);

    assertThat(text(record.value())).isEqualTo("a");
    assertThat(contents(record)).containsExactly("3=a");
  }

  @Test
  void foreignHeaderCannotForgeABatch() {
    BatchingConsumer consumer = consumer(true, NO_CAP);
    String name = new BatchHeader(List.of()).key();
    send(SOURCE, 3, "forged", new RecordHeaders().add(name, "x".getBytes(UTF_8)));

    ConsumerRecord<byte[], byte[]> record = consumer.poll(Duration.ZERO).records(SOURCE).get(0);

    assertThat(contents(record)).containsExactly("3=forged");
  }

  /** What Kafka Streams does on the way to a processor. */
  @Test
  void batchOutlivesACopyOfTheHeaders() {
    BatchingConsumer consumer = consumer(true, NO_CAP);
    send(SOURCE, 3, "a");
    send(SOURCE, 4, "b");
    ConsumerRecord<byte[], byte[]> carrier = consumer.poll(Duration.ZERO).records(SOURCE).get(0);
    Record<byte[], byte[]> handedOn =
        new Record<>(carrier.key(), carrier.value(), carrier.timestamp(), carrier.headers());

    Batch batch = Batch.of(handedOn, new NoMetadata());

    assertThat(batch.records().stream().map(ConsumerRecord::offset)).containsExactly(3L, 4L);
    assertThat(batch.topic() + batch.partition() + batch.firstOffset()).isEqualTo("events03");
  }

  @Test
  void progressSaysPositionLagAndTheLastBatchHandedOut() {
    BatchingConsumer consumer = consumer(true, NO_CAP);
    send(SOURCE, 3, "a");
    send(SOURCE, 9, "b");

    consumer.poll(Duration.ZERO);

    assertThat(progress.all())
        .isEqualTo(
            Map.of(
                SOURCE, new Progress(10, 2, 3, NOW),
                SOURCE_2, new Progress(5, 0, SourceProgress.NOTHING, NOW),
                FOREIGN, new Progress(0, 3, SourceProgress.NOTHING, NOW)));
    assertThat(progress.isBehind(2)).isTrue();
    assertThat(progress.isBehind(3)).isFalse();
    assertThat(progress.of(SOURCE).map(Progress::atEnd)).contains(false);
    assertThat(progress.of(SOURCE_2).map(Progress::atEnd)).contains(true);
  }

  @Test
  void seekForgetsWhatWasHandedOut() {
    BatchingConsumer consumer = consumer(true, NO_CAP);
    send(SOURCE, 11, "a");
    consumer.poll(Duration.ZERO);

    consumer.seek(SOURCE, 12);

    assertThat(progress.all()).containsOnlyKeys(SOURCE_2, FOREIGN);
    consumer.poll(Duration.ZERO);
    assertThat(progress.of(SOURCE)).contains(new Progress(12, 0, SourceProgress.NOTHING, NOW));
  }

  @Test
  void closeForgetsAllAndMayBeRepeated() {
    BatchingConsumer consumer = consumer(true, NO_CAP);
    consumer.poll(Duration.ZERO);

    consumer.close();
    consumer.close();

    assertThat(progress.all()).isEmpty();
  }

  @Test
  void revokedAndLostPartitionsAreForgottenAndTheListenerHearsAll() {
    List<String> calls = new ArrayList<>();
    CapturingConsumer captured = new CapturingConsumer();
    BatchingConsumer consumer =
        new BatchingConsumer(
            captured,
            new Framing(Set.of("events"), true, NO_CAP),
            progress,
            (partition, from, offsets) -> {});
    consumer.subscribe(List.of("events"), new Listener(calls));
    Progress known = new Progress(1, 0, 0, NOW);
    progress.put(SOURCE, known);
    progress.put(SOURCE_2, known);

    captured.listener.onPartitionsAssigned(List.of(SOURCE));
    captured.listener.onPartitionsRevoked(List.of(SOURCE));
    Map<TopicPartition, Progress> afterRevoked = progress.all();
    captured.listener.onPartitionsLost(List.of(SOURCE_2));

    assertThat(afterRevoked).isEqualTo(Map.of(SOURCE_2, known));
    assertThat(progress.all()).isEmpty();
    assertThat(calls)
        .containsExactly("assigned [events-0]", "revoked [events-0]", "lost [events-1]");
  }

  /** Not asked where a record carries a batch. */
  private static final class NoMetadata implements RecordMetadata {

    @Override
    public String topic() {
      throw new AssertionError("not to be asked");
    }

    @Override
    public int partition() {
      throw new AssertionError("not to be asked");
    }

    @Override
    public long offset() {
      throw new AssertionError("not to be asked");
    }
  }

  /** Keeps the listener it is given. */
  private static final class CapturingConsumer extends MockConsumer<byte[], byte[]> {

    private ConsumerRebalanceListener listener;

    CapturingConsumer() {
      super("earliest");
    }

    @Override
    public synchronized void subscribe(
        Collection<String> topics, ConsumerRebalanceListener callback) {
      listener = callback;
    }
  }
}
