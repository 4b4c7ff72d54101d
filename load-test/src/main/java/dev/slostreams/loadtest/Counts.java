package dev.slostreams.loadtest;

/** Good and total of one SLO. */
public record Counts(long good, long total) {

  public Counts plus(long moreGood, long moreTotal) {
    return new Counts(good + moreGood, total + moreTotal);
  }
}
