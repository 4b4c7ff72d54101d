package dev.slostreams.demo;

import java.util.List;

/**
 * One row of the demo's status block.
 *
 * @param series its readable id, such as {@code availability{service="checkout"}}
 * @param remaining the share of the budget that is left; below 0 when overspent
 * @param burnHour burn rate in the last hour
 * @param burnFiveMinutes burn rate in the last 5 minutes
 * @param firing names of the alerts that fire, the most urgent first
 */
public record SeriesStatus(
    String series, double remaining, double burnHour, double burnFiveMinutes, List<String> firing) {

  public SeriesStatus {
    firing = List.copyOf(firing);
  }
}
