/**
 * When an alert fires and resolves: the state machine inactive, pending, firing, and its
 * transitions (semantics.md §6).
 *
 * <p>Entry types: {@link dev.slostreams.alert.AlertState}, {@link dev.slostreams.alert.Transition}.
 * Uses {@code slo} and the JDK.
 */
package dev.slostreams.alert;
