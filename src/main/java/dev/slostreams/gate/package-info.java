/**
 * Whether something that could spend error budget may go on: a deployment, a step of a canary, an
 * experiment. Worked out from how series stand, never from events.
 *
 * <p>Entry types: {@link dev.slostreams.gate.Gate} with its {@link dev.slostreams.gate.Decision}.
 * Uses {@code slo} and the JDK.
 */
package dev.slostreams.gate;
