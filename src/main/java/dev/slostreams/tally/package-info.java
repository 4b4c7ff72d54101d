/**
 * What a batch of events adds: good and total per series and second, and how far the partition is.
 *
 * <p>Entry types: {@link dev.slostreams.tally.Tally} collects, {@link
 * dev.slostreams.tally.BatchTally} is what is handed on. Uses {@code slo}, {@code sli}, {@code
 * window}, {@code watermark} and the JDK.
 */
package dev.slostreams.tally;
