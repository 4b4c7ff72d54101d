/**
 * Faults against the whole: broker and instances in processes of their own, events from a seed, and
 * an oracle that knows nothing of the engine. {@code docs/faults.md} says what is tested and what
 * came out; {@code load-test/faults} runs all of it.
 */
package dev.slostreams.faults;
