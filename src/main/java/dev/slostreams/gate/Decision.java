package dev.slostreams.gate;

import java.util.List;

/**
 * What the gate says.
 *
 * @param reasons the weightiest first; none where there is nothing to say against going on
 */
public record Decision(Verdict verdict, List<Reason> reasons) {

  public Decision {
    reasons = List.copyOf(reasons);
  }

  /** What the reasons about one series amount to. */
  public Verdict of(String series) {
    return worst(reasons.stream().filter(reason -> reason.series().equals(series)).toList());
  }

  static Verdict worst(List<Reason> reasons) {
    return reasons.stream().map(Reason::verdict).reduce(Verdict.ALLOW, Verdict::or);
  }
}
