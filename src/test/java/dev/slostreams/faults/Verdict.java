package dev.slostreams.faults;

import java.util.List;

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

  boolean isClean() {
    return lost == 0 && doubled == 0 && differing == 0 && differences.isEmpty();
  }
}
