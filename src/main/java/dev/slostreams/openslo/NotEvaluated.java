package dev.slostreams.openslo;

import dev.slostreams.sli.OneLine;

/**
 * An SLO that is valid OpenSLO but cannot be evaluated here.
 *
 * @param place where the SLO stands
 * @param slo its name
 * @param reason a sentence without a final dot
 */
public record NotEvaluated(Place place, String slo, String reason)
    implements Comparable<NotEvaluated> {

  private static final int MOST_REASON = 1_000;

  public NotEvaluated {
    reason = OneLine.of(reason, MOST_REASON);
  }

  public String file() {
    return place.file();
  }

  public int line() {
    return place.line();
  }

  @Override
  public int compareTo(NotEvaluated other) {
    int byPlace = place.compareTo(other.place);
    return byPlace != 0 ? byPlace : toString().compareTo(other.toString());
  }

  /** In the form of {@link Problem#toString}. */
  @Override
  public String toString() {
    return place + ": SLO '" + slo + "': cannot be evaluated here: " + reason;
  }
}
