package dev.slostreams.loadtest;

import java.util.Map;

/**
 * What a contender says of one run.
 *
 * @param seconds from the first event on; each contender's class says what counts as the end
 * @param cpuSeconds of the whole process in that time
 * @param totals good and total per SLO as it counted them; empty where it does not count
 * @param note what else is worth knowing, or empty
 */
public record Outcome(
    long events, double seconds, double cpuSeconds, Map<String, Counts> totals, String note) {

  public double eventsPerSecond() {
    return events / seconds;
  }

  public double cpuSecondsPerMillion() {
    return cpuSeconds / (events / 1e6);
  }
}
