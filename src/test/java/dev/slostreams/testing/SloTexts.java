package dev.slostreams.testing;

/** Definitions as text: a source and an SLO each. */
public final class SloTexts {

  private SloTexts() {}

  /** A ratio of the events on a topic, 90 % over a day, without policies. */
  public static String ratio(String name, String topic, String goodWhere) {
    return """
        apiVersion: openslo/v1
        kind: DataSource
        metadata:
          name: %1$s-source
        spec:
          type: kafka
          connectionDetails:
            topic: %3$s
            format: json
        ---
        apiVersion: openslo/v1
        kind: SLO
        metadata:
          name: %1$s
        spec:
          service: shop
          indicator:
            metadata:
              name: %1$s-ratio
            spec:
              ratioMetric:
                counter: true
                good:
                  metricSource:
                    metricSourceRef: %1$s-source
                    spec:
                      where: %2$s
                total:
                  metricSource:
                    metricSourceRef: %1$s-source
                    spec: {}
          timeWindow:
            - duration: 1d
              isRolling: true
          budgetingMethod: Occurrences
          objectives:
            - target: 0.9
          alertPolicies: []
        """
        .formatted(name, goodWhere, topic);
  }

  /** An exclusion of one hour of an SLO. */
  public static String exclusion(String name, String slo, String from, String to) {
    return """
        apiVersion: slo-streams.dev/v1
        kind: Exclusion
        metadata:
          name: %s
        spec:
          slos: [%s]
          kind: maintenance
          reason: the database is moved
          approvedBy: jo
          intervals:
            - from: %s
              to: %s
        """
        .formatted(name, slo, from, to);
  }
}
