package dev.slostreams.faults;

import java.util.List;
import java.util.stream.Stream;

/**
 * What came out of one run.
 *
 * @param struck how many faults struck
 * @param inFlight how many of them while records were in flight
 * @param events input records
 * @param lost counts and dead letters that are missing
 * @param doubled counts and dead letters that are too many
 * @param transitions transitions of the quiet run
 * @param differing transitions that differ from the quiet run, or are missing, or too many
 * @param stallSeconds the longest time in which nothing was committed
 * @param differences the first of all differences, for people
 */
record Verdict(
    int struck,
    int inFlight,
    long events,
    long lost,
    long doubled,
    long transitions,
    long differing,
    double stallSeconds,
    List<String> differences) {

  static final Verdict NONE = new Verdict(0, 0, 0, 0, 0, 0, 0, 0, List.of());

  /** Of both runs together; the stall is the longer one. */
  Verdict plus(Verdict other) {
    return new Verdict(
        struck + other.struck,
        inFlight + other.inFlight,
        events + other.events,
        lost + other.lost,
        doubled + other.doubled,
        transitions + other.transitions,
        differing + other.differing,
        Math.max(stallSeconds, other.stallSeconds),
        Stream.concat(differences.stream(), other.differences.stream()).toList());
  }

  boolean isClean() {
    return lost == 0 && doubled == 0 && differing == 0 && differences.isEmpty();
  }
}
