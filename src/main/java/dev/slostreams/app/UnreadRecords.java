package dev.slostreams.app;

import dev.slostreams.batch.DeletedRecords;
import dev.slostreams.metrics.Meters;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says in the log and in a meter how many records were deleted before they were read. */
record UnreadRecords(Meters meters) implements DeletedRecords {

  private static final Logger LOGGER = LoggerFactory.getLogger(UnreadRecords.class);

  @Override
  public void tell(TopicPartition partition, long from, long offsets) {
    meters.deletedUnread(partition.topic(), offsets);
    LOGGER
        .atError()
        .addKeyValue("topic", partition.topic())
        .addKeyValue("partition", partition.partition())
        .addKeyValue("offset", from)
        .log(
            "{} records were deleted before they were read and are counted nowhere; keep records"
                + " for longer (retention.ms) than the application may be stopped or behind",
            offsets);
  }
}
