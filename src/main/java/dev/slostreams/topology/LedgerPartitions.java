package dev.slostreams.topology;

import dev.slostreams.slo.SloId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32C;
import org.apache.kafka.streams.processor.StreamPartitioner;

/**
 * Which ledger partition holds which SLO. All series of an SLO are in one, so that {@code
 * max-series} is exact.
 *
 * <p>A tally's key is the number of its ledger partition.
 */
public final class LedgerPartitions implements StreamPartitioner<byte[], byte[]> {

  private final int count;

  public LedgerPartitions(int count) {
    this.count = count;
  }

  public int count() {
    return count;
  }

  /** The partition of an SLO, from 0. */
  public int of(SloId slo) {
    CRC32C crc = new CRC32C();
    crc.update(slo.name().getBytes(StandardCharsets.UTF_8));
    return (int) (crc.getValue() % count);
  }

  static byte[] key(int partition) {
    return ByteBuffer.allocate(Integer.BYTES).putInt(partition).array();
  }

  @Override
  public Optional<Set<Integer>> partitions(
      String topic, byte[] key, byte[] value, int numPartitions) {
    return Optional.of(Set.of(ByteBuffer.wrap(key).getInt()));
  }
}
