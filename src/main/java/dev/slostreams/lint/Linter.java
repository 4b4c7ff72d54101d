package dev.slostreams.lint;

import dev.slostreams.openslo.SloCatalog;
import java.util.ArrayList;
import java.util.List;

/** Looks at definitions that loaded without a problem, with every rule. */
public final class Linter {

  private static final List<Rule> RULES =
      List.of(
          new UnreachableThreshold(),
          new ThresholdBelowOne(),
          new OneFailureFires(),
          new MinEventsUnreachable(),
          new PolicyAddsNothing(),
          new BurnRateBelow(),
          new SliceShorterThanProbe(),
          new WindowLongerThanRetention(),
          new LookbackLongerThanTimeWindow(),
          new NeverGoodOrNeverBad(),
          new GoodIsTotal(),
          new MisspeltField(),
          new UnnamedClientErrors(),
          new AlertAfterTooLong(),
          new NoKeepFiring(),
          new NoShortWindow(),
          new SliceLongerThanWindow(),
          new UnboundedGroupBy(),
          new ShareAsPercent(),
          new SecondsAsMilliseconds(),
          new UnknownCode());

  private Linter() {}

  /** What is found, in the order of file and line. */
  public static List<Finding> findings(SloCatalog catalog) {
    return findings(catalog, RULES);
  }

  /** Likewise, the fields compared with those of recorded events too. */
  public static List<Finding> findings(SloCatalog catalog, Sample sample) {
    List<Rule> rules = new ArrayList<>(RULES);
    rules.add(new NeverSeenField(sample));
    return findings(catalog, rules);
  }

  private static List<Finding> findings(SloCatalog catalog, List<Rule> rules) {
    Report report = new Report();
    rules.forEach(rule -> rule.check(catalog, report));
    return report.findings();
  }
}
