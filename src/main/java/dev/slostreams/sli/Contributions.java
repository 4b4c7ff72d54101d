package dev.slostreams.sli;

/** Where a {@link Classifier} puts what an event adds to each SLO. */
public interface Contributions {

  /**
   * The event counts in an SLO.
   *
   * @param slo index of the SLO in the list the classifier was made of
   * @param groupValues values of {@code groupBy} in its order; the array belongs to the classifier
   *     and changes with the next event, so copy it to keep it
   * @param good from 0 to {@code total}
   * @param total at least 0; with 0 the event changes nothing
   */
  void counted(int slo, String[] groupValues, long good, long total);

  /**
   * The event counts in an SLO that adds values.
   *
   * @param slo as in {@link #counted}
   * @param groupValues as in {@link #counted}
   * @param total at least 0; with 0 the event changes nothing
   * @param sum its value times total, in millionths
   */
  void added(int slo, String[] groupValues, long total, long sum);

  /**
   * The event cannot be counted in an SLO; other SLOs are not affected.
   *
   * @param detail names the expression and what was wrong with it
   */
  void invalid(int slo, InvalidReason reason, String detail);
}
