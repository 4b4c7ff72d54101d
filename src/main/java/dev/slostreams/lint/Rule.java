package dev.slostreams.lint;

import dev.slostreams.openslo.SloCatalog;
import dev.slostreams.slo.AlertPolicy;

/** What finds things of one code. */
interface Rule {

  Code code();

  /** Reports what it finds in definitions that loaded without a problem. */
  void check(SloCatalog catalog, Report report);

  /** A rule that looks at one objective at a time. */
  interface OnSlo extends Rule {

    void check(Subject subject, Report report);

    @Override
    default void check(SloCatalog catalog, Report report) {
      catalog
          .documents()
          .forEach(
              document ->
                  document.slos().forEach(slo -> check(new Subject(document, slo), report)));
    }
  }

  /** A rule that looks at one alert policy of one objective at a time. */
  interface OnPolicy extends OnSlo {

    void check(Subject subject, AlertPolicy policy, Report report);

    @Override
    default void check(Subject subject, Report report) {
      subject.slo().alertPolicies().forEach(policy -> check(subject, policy, report));
    }
  }
}
