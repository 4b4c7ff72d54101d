/**
 * What counts mean against a target: burn rate, and error budget consumed and remaining
 * (semantics.md §5, §7).
 *
 * <p>Entry types: {@link dev.slostreams.budget.BurnRate}, {@link
 * dev.slostreams.budget.ErrorBudget}. Uses {@code slo}, {@code window} and the JDK.
 */
package dev.slostreams.budget;
