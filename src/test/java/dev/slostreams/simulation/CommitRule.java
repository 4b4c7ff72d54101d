package dev.slostreams.simulation;

/** What becomes of records and offsets together. All but the first are faults to be found. */
enum CommitRule {
  /** Both or none: {@code exactly_once_v2}. */
  TRANSACTIONAL,
  /** Records count at once, offsets with the commit. */
  AT_LEAST_ONCE,
  /** Offsets count at once, records with the commit. */
  AT_MOST_ONCE,
  /** Both or none, but with the consumer's position, whatever waits in the queue. */
  UP_TO_POLLED
}
