/**
 * Our meters, and every metric and label name. Few, of fixed label sets: no series, no keys, no
 * task ids.
 *
 * <p>Entry types: {@link dev.slostreams.metrics.Meters}, {@link
 * dev.slostreams.metrics.MetricNames}. Uses {@code slo} and Micrometer.
 */
package dev.slostreams.metrics;
