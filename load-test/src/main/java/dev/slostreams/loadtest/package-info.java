/**
 * Measures slo-streams beside something named, in one run.
 *
 * <p>{@link dev.slostreams.loadtest.Main} reads the command line, a {@link
 * dev.slostreams.loadtest.Scenario} says who takes part, {@link dev.slostreams.loadtest.Rounds}
 * lets them take turns, and {@link dev.slostreams.loadtest.Table} prints and keeps what came out.
 * Each {@link dev.slostreams.loadtest.Contender} and the broker have a process of their own.
 */
package dev.slostreams.loadtest;
