/**
 * Reading a running application from other threads: how its series stand, and whether it is well.
 *
 * <p>Entry types: {@link dev.slostreams.query.SeriesQuery} with its {@link
 * dev.slostreams.query.QueryAnswer}, {@link dev.slostreams.query.HistoryQuery} for the past, {@link
 * dev.slostreams.query.Health}. Uses {@code slo}, {@code batch} (how far sources are read) and
 * Kafka Streams; writes nothing.
 */
package dev.slostreams.query;
