/**
 * How an event counts: expressions compiled once, and the classifier that turns an event into good
 * and total of each SLO (semantics.md §3).
 *
 * <p>Entry types: {@link dev.slostreams.sli.Classifier}, {@link dev.slostreams.sli.Event}, {@link
 * dev.slostreams.sli.ExpressionCheck}. Uses the JDK, {@code slo} and the CEL library (with its
 * regular expressions) only.
 */
package dev.slostreams.sli;
