/**
 * What an SLO is: indicator, objective, time window, alert policies, and the key of a series.
 *
 * <p>Immutable records that are valid once they exist. Entry type: {@link dev.slostreams.slo.Slo}.
 * Uses the JDK only.
 */
package dev.slostreams.slo;
