package dev.slostreams.batch;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.clients.consumer.SubscriptionPattern;
import org.apache.kafka.common.TopicPartition;

/**
 * A consumer whose polls hand out the records of a partition as one record that frames them, or as
 * a few where they exceed the cap.
 *
 * <p>Why commits stay exact. Kafka Streams commits, per partition, the offset of the record at the
 * head of its queue, and once the queue is empty the {@code nextOffsets()} of the last poll. Each
 * frame has the offset of its own first record, and {@code nextOffsets()} is passed on as the
 * consumer made it. So while frames wait, the committed offset is that of the first record of the
 * first frame that was not processed, and what is behind it comes again; once none waits, it is the
 * consumer's position, behind the last record and behind what transactions leave in the log.
 * Streams neither commits nor stops in the middle of a record, so never inside a frame.
 */
final class BatchingConsumer extends DelegatingConsumer {

  private final Framing framing;
  private final ProgressReader progress;
  private final Pulse pulse;
  private final LostRecords lost;

  BatchingConsumer(
      Consumer<byte[], byte[]> delegate,
      Framing framing,
      SourceProgress sourceProgress,
      DeletedRecords deleted) {
    super(delegate);
    this.framing = framing;
    this.lost = new LostRecords(delegate, deleted);
    this.progress = new ProgressReader(delegate, sourceProgress);
    this.pulse = sourceProgress.pulse();
  }

  @Override
  public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
    ConsumerRecords<byte[], byte[]> framed = framing.frame(pollInside(timeout));
    progress.afterPoll(framed);
    pulse.polled(!assignment().isEmpty(), !framed.isEmpty());
    return framed;
  }

  private ConsumerRecords<byte[], byte[]> pollInside(Duration timeout) {
    try {
      return super.poll(timeout);
    } catch (OffsetOutOfRangeException e) {
      lost.tell(e);
      throw e;
    }
  }

  @Override
  public void subscribe(Collection<String> topics, ConsumerRebalanceListener callback) {
    super.subscribe(topics, forgetting(callback));
  }

  @Override
  public void subscribe(Pattern pattern, ConsumerRebalanceListener callback) {
    super.subscribe(pattern, forgetting(callback));
  }

  @Override
  public void subscribe(SubscriptionPattern pattern, ConsumerRebalanceListener callback) {
    super.subscribe(pattern, forgetting(callback));
  }

  private ConsumerRebalanceListener forgetting(ConsumerRebalanceListener listener) {
    return new ConsumerRebalanceListener() {
      @Override
      public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        progress.forget(partitions);
        listener.onPartitionsRevoked(partitions);
        pulse.lost();
      }

      @Override
      public void onPartitionsLost(Collection<TopicPartition> partitions) {
        progress.forget(partitions);
        listener.onPartitionsLost(partitions);
        pulse.lost();
      }

      @Override
      public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        listener.onPartitionsAssigned(partitions);
      }
    };
  }

  @Override
  public void seek(TopicPartition partition, long offset) {
    progress.forget(List.of(partition));
    super.seek(partition, offset);
  }

  @Override
  public void seek(TopicPartition partition, OffsetAndMetadata offsetAndMetadata) {
    progress.forget(List.of(partition));
    super.seek(partition, offsetAndMetadata);
  }

  @Override
  public void seekToBeginning(Collection<TopicPartition> partitions) {
    progress.forget(partitions);
    super.seekToBeginning(partitions);
  }

  @Override
  public void seekToEnd(Collection<TopicPartition> partitions) {
    progress.forget(partitions);
    super.seekToEnd(partitions);
  }

  @Override
  public void unsubscribe() {
    progress.forgetAll();
    super.unsubscribe();
  }

  @Override
  public void close() {
    progress.forgetAll();
    pulse.ended();
    super.close();
  }

  @Override
  @Deprecated
  public void close(Duration timeout) {
    progress.forgetAll();
    pulse.ended();
    super.close(timeout);
  }

  @Override
  public void close(CloseOptions option) {
    progress.forgetAll();
    pulse.ended();
    super.close(option);
  }
}
