package dev.slostreams.slo;

/**
 * How much may be excluded from an SLO, and how early it must be announced; force majeure is not
 * bound by it.
 *
 * @param maxSecondsPerMonth excluded time in a calendar month, UTC; at least 0
 * @param noticeSeconds from the announcement to the beginning, at least 0
 */
public record ExclusionLimits(long maxSecondsPerMonth, long noticeSeconds) {

  /** No limits. */
  public static final ExclusionLimits NONE = new ExclusionLimits(Long.MAX_VALUE, 0);

  public ExclusionLimits {
    if (maxSecondsPerMonth < 0 || noticeSeconds < 0) {
      throw new IllegalArgumentException(
          "exclusion limits: must be at least 0, but were "
              + maxSecondsPerMonth
              + " s per month and "
              + noticeSeconds
              + " s of notice");
    }
  }
}
