/**
 * Batches instead of records: a consumer that hands all records of a partition's poll to Kafka
 * Streams as one, so that the framework's work per record is done once per batch.
 *
 * <p>Entry types: {@link dev.slostreams.batch.BatchingClientSupplier} for the start, {@link
 * dev.slostreams.batch.Batch} for the processor that reads, {@link
 * dev.slostreams.batch.SourceProgress} for how far the sources are read. Uses the JDK and Kafka
 * only. Why: docs/decisions/0002-batches-instead-of-records.md.
 */
package dev.slostreams.batch;
