/**
 * What runs in Kafka Streams: the processors, the bytes between them, and the one class that
 * connects sources, stores and sinks.
 *
 * <p>Entry types: {@link dev.slostreams.topology.SloTopology} (wiring), {@link
 * dev.slostreams.topology.Names} (every name). Processors move records and time; what is computed
 * stands in the core.
 */
package dev.slostreams.topology;
