package dev.slostreams.window;

import dev.slostreams.slo.CalendarPeriod;

/**
 * What the period before the current one came to.
 *
 * @param counts the units counted in it
 * @param badShare bad units over all, 0 where there are none
 * @param age of the series at its end, in the series' unit of length, at most its length
 * @param length its length in that unit, above 0
 */
public record LastPeriod(
    CalendarPeriod period, Counts counts, double badShare, long age, long length) {

  /** With the bad share of the counts. */
  public LastPeriod(CalendarPeriod period, Counts counts, long age, long length) {
    this(
        period,
        counts,
        counts.bad() == 0 ? 0 : (double) counts.bad() / counts.total(),
        age,
        length);
  }
}
