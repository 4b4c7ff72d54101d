package dev.slostreams.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** Whatever goes into frames comes out of batches. */
class FramePropertyTest {

  private static final TopicPartition PARTITION = new TopicPartition("events", 3);

  /** A record as text, so that arrays compare by content. */
  private static String text(ConsumerRecord<byte[], byte[]> record) {
    return record.offset()
        + " "
        + record.timestamp()
        + " "
        + Arrays.toString(record.key())
        + " "
        + Arrays.toString(record.value())
        + " "
        + Arrays.stream(record.headers().toArray())
            .map(header -> header.key() + "=" + Arrays.toString(header.value()))
            .toList();
  }

  @Property
  void batchesHoldTheRecordsThatWereFramed(
      @ForAll("records") List<ConsumerRecord<byte[], byte[]>> records,
      @ForAll @IntRange(min = 1, max = 2_000) int maxBytes,
      @ForAll boolean many) {
    Framing framing = new Framing(Set.of("events"), many, maxBytes);

    List<ConsumerRecord<byte[], byte[]>> carriers =
        framing.frame(polled(records)).records(PARTITION);

    List<String> read = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> carrier : carriers) {
      Batch.of(carrier).records().forEach(record -> read.add(text(record)));
    }
    assertThat(read)
        .containsExactlyElementsOf(records.stream().map(FramePropertyTest::text).toList());
  }

  @Property
  void frameStaysBelowTheCapUnlessItHoldsOneRecord(
      @ForAll("records") List<ConsumerRecord<byte[], byte[]>> records,
      @ForAll @IntRange(min = 1, max = 2_000) int maxBytes) {
    Framing framing = new Framing(Set.of("events"), true, maxBytes);

    List<ConsumerRecord<byte[], byte[]>> carriers =
        framing.frame(polled(records)).records(PARTITION);

    assertThat(carriers)
        .map(carrier -> Batch.of(carrier).records())
        .allMatch(batch -> batch.size() == 1 || bytesOf(batch) <= maxBytes);
  }

  private static int bytesOf(List<ConsumerRecord<byte[], byte[]>> batch) {
    return batch.stream()
        .flatMap(record -> Stream.of(record.key(), record.value()))
        .filter(Objects::nonNull)
        .mapToInt(bytes -> bytes.length)
        .sum();
  }

  private static ConsumerRecords<byte[], byte[]> polled(
      List<ConsumerRecord<byte[], byte[]>> records) {
    long next = records.get(records.size() - 1).offset() + 1;
    return new ConsumerRecords<>(
        Map.of(PARTITION, records), Map.of(PARTITION, new OffsetAndMetadata(next)));
  }

  @Provide
  Arbitrary<List<ConsumerRecord<byte[], byte[]>>> records() {
    Arbitrary<Long> gaps = Arbitraries.longs().between(1, 1L << 55);
    Arbitrary<Long> timestamps = Arbitraries.longs();
    Arbitrary<byte[]> bytes = Arbitraries.bytes().array(byte[].class).ofMaxSize(200);
    Arbitrary<List<Header>> headers = headers(bytes).list().ofMaxSize(3);
    Arbitrary<ConsumerRecord<byte[], byte[]>> record =
        Combinators.combine(gaps, timestamps, bytes.injectNull(0.3), bytes.injectNull(0.1), headers)
            .as(FramePropertyTest::record);
    return record.list().ofMinSize(1).ofMaxSize(30).map(FramePropertyTest::inOrder);
  }

  private static Arbitrary<Header> headers(Arbitrary<byte[]> bytes) {
    Arbitrary<String> names =
        Arbitraries.oneOf(
            Arbitraries.strings().alpha().ofMaxLength(5),
            Arbitraries.of("naïve", "事件", new BatchHeader(List.of()).key()));
    return Combinators.combine(names, bytes.injectNull(0.2)).as(RecordHeader::new);
  }

  private static ConsumerRecord<byte[], byte[]> record(
      long offset, long timestampMs, byte[] key, byte[] value, List<Header> headers) {
    return new ConsumerRecord<>(
        PARTITION.topic(),
        PARTITION.partition(),
        offset,
        timestampMs,
        TimestampType.CREATE_TIME,
        key == null ? ConsumerRecord.NULL_SIZE : key.length,
        value == null ? ConsumerRecord.NULL_SIZE : value.length,
        key,
        value,
        new RecordHeaders(headers),
        Optional.of(1));
  }

  /** Reads the offsets as distances from the record before. */
  private static List<ConsumerRecord<byte[], byte[]>> inOrder(
      List<ConsumerRecord<byte[], byte[]>> records) {
    List<ConsumerRecord<byte[], byte[]>> inOrder = new ArrayList<>();
    long offset = -1;
    for (ConsumerRecord<byte[], byte[]> r : records) {
      offset += r.offset();
      inOrder.add(
          record(offset, r.timestamp(), r.key(), r.value(), List.of(r.headers().toArray())));
    }
    return inOrder;
  }
}
