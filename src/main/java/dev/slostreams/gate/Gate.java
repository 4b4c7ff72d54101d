package dev.slostreams.gate;

import dev.slostreams.gate.GateSeries.Alert;
import dev.slostreams.gate.GateSeries.Budget;
import dev.slostreams.gate.GateSeries.Seen;
import dev.slostreams.gate.Reason.Code;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Judges whether to go on, from how series stand; {@code docs/gate.md} has the table of all cases.
 *
 * <p>The weightiest reason decides: block, insufficient-data, warn, allow. Bad news counts however
 * old it is; the absence of bad news counts only where it would have been seen.
 */
public final class Gate {

  private Gate() {}

  /**
   * Judges series together.
   *
   * @param gaps what is not among the series although it was asked for
   */
  public static Decision judge(List<GateSeries> series, List<Reason> gaps, GatePolicy policy) {
    List<Reason> reasons = new ArrayList<>(gaps);
    for (GateSeries one : series) {
      judgeSight(one, reasons);
      judgeBudget(one, reasons);
      one.alerts().forEach(alert -> judgeAlert(one.id(), alert, policy, reasons));
    }
    reasons.sort(Reason.ORDER);
    Verdict worst = Decision.worst(reasons);
    return new Decision(worst == Verdict.WARN ? policy.warnAs() : worst, reasons);
  }

  private static void judgeSight(GateSeries series, List<Reason> reasons) {
    Seen seen = series.seen();
    String asOf = Instant.ofEpochSecond(seen.at()).toString();
    switch (seen.sight()) {
      case OK -> {}
      case IDLE ->
          reasons.add(
              new Reason(
                  Code.IDLE,
                  Verdict.ALLOW,
                  series.id(),
                  "no events come; judged as it stood at " + asOf));
      case LAGGING ->
          reasons.add(unseen(Code.LAGGING, series, "evaluation is behind, it has come to " + asOf));
      case INCOMPLETE ->
          reasons.add(
              unseen(
                  Code.INCOMPLETE,
                  series,
                  "a source partition is missing; seen in part at " + asOf));
    }
    if (seen.stale()) {
      reasons.add(unseen(Code.STALE, series, "read from a copy that has come to " + asOf));
    }
    if (!seen.hasEvents()) {
      reasons.add(unseen(Code.NO_EVENTS, series, "no event in the time window"));
    }
  }

  private static Reason unseen(Code code, GateSeries series, String detail) {
    return new Reason(code, Verdict.INSUFFICIENT_DATA, series.id(), detail);
  }

  private static void judgeBudget(GateSeries series, List<Reason> reasons) {
    Budget budget = series.budget();
    String left =
        String.format(
            Locale.ROOT,
            "tier '%s', %.2f%% of the budget left",
            budget.tier(),
            budget.remaining() * 100);
    if (!budget.exception().isEmpty()) {
      reasons.add(
          new Reason(Code.EXCEPTION, Verdict.ALLOW, series.id(), left + "; " + budget.exception()));
      return;
    }
    switch (budget.action()) {
      case ALLOW -> {}
      case WARN -> reasons.add(new Reason(Code.BUDGET_WARN, Verdict.WARN, series.id(), left));
      case FREEZE -> reasons.add(new Reason(Code.BUDGET_FREEZE, Verdict.BLOCK, series.id(), left));
    }
  }

  private static void judgeAlert(
      String series, Alert alert, GatePolicy policy, List<Reason> reasons) {
    boolean urgent = policy.blockOn().contains(alert.severity());
    if (!alert.firing() && !urgent) {
      return;
    }
    reasons.add(
        new Reason(
            alert.firing() ? Code.ALERT_FIRING : Code.ALERT_PENDING,
            alert.firing() && urgent ? Verdict.BLOCK : Verdict.WARN,
            series,
            "alert '%s' (%s) is %s since %s"
                .formatted(
                    alert.name(),
                    alert.severity(),
                    alert.firing() ? "firing" : "pending",
                    Instant.ofEpochSecond(alert.since()))));
  }
}
