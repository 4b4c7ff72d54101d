package dev.slostreams.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slostreams.query.QueryAnswer.Found;
import dev.slostreams.slo.AlertCondition;
import dev.slostreams.slo.AlertPolicy;
import dev.slostreams.slo.Indicator;
import dev.slostreams.slo.Slo;

/** One SLO for people: what is promised, what watches it, and how its series stand. */
final class SloAnswer {

  private SloAnswer() {}

  /** All of found's definitions are objectives of one SLO. */
  static ObjectNode of(Found found) {
    Slo any = found.slos().get(0);
    ObjectNode node = Answer.object();
    node.put("slo", any.id().name());
    node.put("service", any.service());
    node.put("displayName", any.about().displayName());
    node.put("description", any.about().description());
    node.put("timeWindow", any.timeWindow().label());
    ArrayNode objectives = node.putArray("objectives");
    found.slos().forEach(slo -> putObjective(objectives.addObject(), slo));
    return SeriesAnswer.put(node, found.series());
  }

  private static void putObjective(ObjectNode node, Slo slo) {
    if (!slo.id().objective().isEmpty()) {
      node.put("objective", slo.id().objective());
    }
    node.put("target", slo.target().value());
    if (slo.indicator() instanceof Indicator.Composite composite) {
      ArrayNode components = node.putArray("components");
      composite.components().forEach(component -> putComponent(components.addObject(), component));
    } else {
      node.put("source", slo.indicator().source());
    }
    ArrayNode groupBy = node.putArray("groupBy");
    slo.labelNames().forEach(groupBy::add);
    ArrayNode policies = node.putArray("alertPolicies");
    slo.alertPolicies().forEach(policy -> putPolicy(policies.addObject(), policy));
  }

  private static void putComponent(ObjectNode node, Indicator.Component component) {
    node.put("objective", component.slo().id().objective());
    node.put("weight", component.weight());
  }

  private static void putPolicy(ObjectNode node, AlertPolicy policy) {
    node.put("name", policy.name());
    node.put("severity", policy.severity());
    ArrayNode conditions = node.putArray("conditions");
    for (AlertCondition condition : policy.conditions()) {
      ObjectNode entry = conditions.addObject();
      entry.put("window", condition.window().label());
      entry.put("op", condition.op().toString());
      entry.put("threshold", condition.threshold().toDouble());
    }
    node.put("alertAfterSeconds", policy.guards().alertAfterSeconds());
    node.put("keepFiringSeconds", policy.guards().keepFiringSeconds());
    node.put("minEvents", policy.guards().minEvents());
    node.put("alertWhenNoData", policy.notification().whenNoData());
  }
}
