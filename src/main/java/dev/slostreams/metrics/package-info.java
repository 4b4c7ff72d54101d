/**
 * Our meters, and every metric and label name. Few, of fixed label sets: no keys, no task ids; of
 * series the remaining budget alone. And the numbers of SLOs, under the names that Sloth gave them.
 *
 * <p>Entry types: {@link dev.slostreams.metrics.Meters}, {@link
 * dev.slostreams.metrics.MetricNames}, {@link dev.slostreams.metrics.SlothSeries}. Uses {@code
 * slo}, the pictures that {@code engine} makes for readers, and Micrometer.
 */
package dev.slostreams.metrics;
