/**
 * What may change while the engine runs: which definitions count which seconds.
 *
 * <p>Entry type: {@link dev.slostreams.control.Controls}, an immutable picture that is swapped as a
 * whole.
 */
package dev.slostreams.control;
