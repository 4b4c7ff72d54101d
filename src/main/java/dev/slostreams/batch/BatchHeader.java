package dev.slostreams.batch;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * Carries the records of a batch, as they are, past Kafka Streams to the processor: Streams copies
 * the list of a record's headers, never what they hold.
 *
 * <p>A record of a source topic cannot forge it: what comes over the wire is another class,
 * whatever its name. It never leaves the process: its bytes are none.
 */
record BatchHeader(List<ConsumerRecord<byte[], byte[]>> records) implements Header {

  private static final String NAME = "slo-streams.batch";
  private static final byte[] NO_BYTES = {};

  @Override
  public String key() {
    return NAME;
  }

  @Override
  public byte[] value() {
    return NO_BYTES;
  }

  @Override
  public String toString() {
    return NAME + " of " + records.size();
  }
}
