package dev.slostreams.openslo;

import java.util.Optional;

/** Tells a Kafka SLO that is evaluated from one that has to wait for a later version. */
final class Evaluability {

  private Evaluability() {}

  /** Reports a budgeting method that does not go with the metric. */
  static void checkMethod(OpenSloObject slo, Optional<Metric> metric) {
    String method = Scalars.text(slo.spec().get("budgetingMethod")).orElse("");
    boolean aggregate = metric.filter(Metric::isAggregate).isPresent();
    if (aggregate && !method.equals("Timeslices")) {
      slo.spec()
          .get("budgetingMethod")
          .problem("must be Timeslices if the metric has an aggregate", "'" + method + "'");
    }
  }

  static void report(OpenSloObject slo, String reason) {
    slo.root().findings().add(new NotEvaluated(slo.place(), slo.name(), reason));
  }
}
