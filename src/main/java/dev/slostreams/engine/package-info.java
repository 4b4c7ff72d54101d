/**
 * Series brought from tick to tick: ties counters, budget and alerts together (semantics.md §1, §5,
 * §6).
 *
 * <p>Entry types: {@link dev.slostreams.engine.Ledger}, {@link dev.slostreams.engine.SeriesEngine},
 * {@link dev.slostreams.engine.SeriesView}. Uses {@code slo}, {@code window}, {@code budget},
 * {@code alert} and the JDK; reads no clock.
 */
package dev.slostreams.engine;
