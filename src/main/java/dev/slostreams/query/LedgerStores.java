package dev.slostreams.query;

import dev.slostreams.store.LedgerReader;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.QueryableStoreTypes;

/**
 * The stores of the ledger partitions in this instance, whether it evaluates them or keeps a warm
 * copy. Thread-safe.
 */
public final class LedgerStores {

  private final Supplier<KafkaStreams> streams;
  private final String store;

  /**
   * Reads what these streams have.
   *
   * @param store the store with the series of a ledger partition
   */
  public LedgerStores(Supplier<KafkaStreams> streams, String store) {
    this.streams = streams;
    this.store = store;
  }

  /** The store of this ledger partition, which may close at any time; empty if it is not here. */
  public Optional<LedgerReader> of(int partition) {
    try {
      return Optional.of(
          new LedgerReader(
              streams
                  .get()
                  .store(
                      StoreQueryParameters.fromNameAndType(
                              store, QueryableStoreTypes.<Bytes, byte[]>keyValueStore())
                          .withPartition(partition)
                          .enableStaleStores())));
    } catch (InvalidStateStoreException | IllegalStateException e) {
      return Optional.empty(); // not here, or not in this state of Kafka Streams
    }
  }
}
