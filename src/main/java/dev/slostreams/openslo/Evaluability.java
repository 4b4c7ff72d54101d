package dev.slostreams.openslo;

import java.util.Optional;

/** Tells a Kafka SLO that is evaluated from one that has to wait for a later version. */
final class Evaluability {

  private static final String NOT_YET = " is not evaluated yet by this version";

  private Evaluability() {}

  /** Whether it is evaluated; if not, the reason is reported. */
  static boolean isEvaluated(OpenSloObject slo, Optional<Metric> metric) {
    Optional<String> reason = reason(slo, metric);
    reason.ifPresent(text -> report(slo, text));
    return reason.isEmpty();
  }

  static void report(OpenSloObject slo, String reason) {
    slo.root().findings().add(new NotEvaluated(slo.place(), slo.name(), reason));
  }

  private static Optional<String> reason(OpenSloObject slo, Optional<Metric> metric) {
    String method = Scalars.text(slo.spec().get("budgetingMethod")).orElse("");
    boolean aggregate = metric.filter(Metric::isAggregate).isPresent();
    if (aggregate && !method.equals("Timeslices")) {
      slo.spec()
          .get("budgetingMethod")
          .problem("must be Timeslices if the metric has an aggregate", "'" + method + "'");
    }
    return WindowReader.isCalendarAligned(slo.spec())
        ? Optional.of("a calendar-aligned time window" + NOT_YET)
        : Optional.empty();
  }
}
