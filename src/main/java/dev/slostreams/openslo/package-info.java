/**
 * OpenSLO v1 documents: read with line and column, references resolved, checked, mapped to {@code
 * slo}.
 *
 * <p>Entry type: {@link dev.slostreams.openslo.SloCatalog}; what is wrong comes back as {@link
 * dev.slostreams.openslo.Problem}. Uses {@code slo}, {@code sli} to check expressions, and
 * SnakeYAML.
 */
package dev.slostreams.openslo;
