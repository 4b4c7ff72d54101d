/**
 * The whole application on a table: source partitions, both stages, commits, crashes and clocks in
 * one thread, without a broker, and a seed that decides what happens next.
 *
 * <p>What is real: {@code TallyProcessor} and {@code EvaluateProcessor} with everything behind
 * them, the frames of the consumer, the bytes in topics and stores. What is simulated, in a few
 * hundred lines each of which says what Kafka promises: {@link dev.slostreams.simulation.Log} and
 * {@link dev.slostreams.simulation.SimulatedBroker} (transactions, of which a part can be read
 * before the rest), {@link dev.slostreams.simulation.SimulatedInstance} and {@link
 * dev.slostreams.simulation.SimulatedTask} (the loop of a stream thread, restoring, rebalancing).
 *
 * <p>Begin with {@link dev.slostreams.simulation.Simulation}: it throws the dice. A {@link
 * dev.slostreams.simulation.Script} says what the world does, so a run with faults and a quiet one
 * have the same events. {@link dev.slostreams.simulation.Audit} keeps books of its own and names
 * the invariant that does not hold; {@link dev.slostreams.simulation.Trial} compares the runs of a
 * seed, and {@code SimulationTest} goes through the seeds. docs/contributing.md says how to run
 * many, and how to run one again.
 */
package dev.slostreams.simulation;
