package dev.slostreams.batch;

import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaClientSupplier;

/**
 * Gives Kafka Streams plain clients, except for the main consumer, which hands out batches.
 *
 * <p>For the classic group protocol only: with {@code group.protocol=streams} Kafka Streams makes
 * its main consumer without asking, so records come one by one and {@link SourceProgress} stays
 * empty. A frame counts as one record in Kafka Streams' settings and metrics: {@code
 * buffered.records.per.partition} bounds frames, so a small number such as 4 bounds memory.
 */
public final class BatchingClientSupplier implements KafkaClientSupplier {

  private final Framing framing;
  private final SourceProgress progress;
  private final DeletedRecords deleted;

  /**
   * How to batch.
   *
   * @param enabled false to let records pass one by one
   * @param maxBytes cap of a batch's bytes, above 0; a single record may exceed it
   */
  public record Batching(boolean enabled, int maxBytes) {

    /** Up to 4 MiB in a batch. */
    public static final Batching DEFAULT = new Batching(true, 4_194_304);

    /** Records one by one. */
    public static final Batching OFF = new Batching(false, DEFAULT.maxBytes);

    public Batching {
      if (maxBytes < 1) {
        throw new IllegalArgumentException("batch.max.bytes: must be above 0, but was " + maxBytes);
      }
    }
  }

  /**
   * Batches the records of these topics.
   *
   * @param progress kept of all partitions that are read
   * @param deleted told of records that were deleted unread, of topics whose offsets are reset by
   *     Kafka Streams and not by the consumer
   */
  public BatchingClientSupplier(
      Set<String> topics, Batching batching, SourceProgress progress, DeletedRecords deleted) {
    this.framing = new Framing(topics, batching.enabled(), batching.maxBytes());
    this.progress = progress;
    this.deleted = deleted;
  }

  @Override
  public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
    return new BatchingConsumer(plainConsumer(config), framing, progress, deleted);
  }

  @Override
  public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
    return plainConsumer(config);
  }

  @Override
  public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
    return plainConsumer(config);
  }

  @Override
  public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
    return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer()) {
      @Override
      public void commitTransaction() {
        super.commitTransaction();
        progress.pulse().committed();
      }
    };
  }

  @Override
  public Admin getAdmin(Map<String, Object> config) {
    return Admin.create(config);
  }

  private static Consumer<byte[], byte[]> plainConsumer(Map<String, Object> config) {
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }
}
