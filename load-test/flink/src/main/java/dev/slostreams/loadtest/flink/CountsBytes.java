package dev.slostreams.loadtest.flink;

import java.nio.ByteBuffer;
import org.apache.flink.api.common.serialization.SerializationSchema;

/** The value of a result: where its minute begins, good and total, as 64-bit numbers. */
final class CountsBytes implements SerializationSchema<SloCounts> {

  private static final long serialVersionUID = 1;

  @Override
  public byte[] serialize(SloCounts counts) {
    Run.resultWritten();
    return ByteBuffer.allocate(3 * Long.BYTES)
        .putLong(counts.second)
        .putLong(counts.good)
        .putLong(counts.total)
        .array();
  }
}
