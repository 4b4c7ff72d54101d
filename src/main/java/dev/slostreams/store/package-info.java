/**
 * Where a ledger survives: a key-value store of Kafka Streams, its keys and the bytes of its
 * values.
 *
 * <p>Entry types: {@link dev.slostreams.store.LedgerStore}, {@link
 * dev.slostreams.store.LedgerReader} (for other threads), {@link dev.slostreams.store.StoreFormat}
 * (the grammar). Uses the core and Kafka Streams' stores.
 */
package dev.slostreams.store;
