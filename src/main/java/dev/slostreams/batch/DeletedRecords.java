package dev.slostreams.batch;

import org.apache.kafka.common.TopicPartition;

/** Told of records that were deleted before this instance read them. */
@FunctionalInterface
public interface DeletedRecords {

  /**
   * So many offsets are gone; no record need have been at each of them.
   *
   * @param from the first offset that was not read
   * @param offsets how many are gone, above 0
   */
  void tell(TopicPartition partition, long from, long offsets);
}
