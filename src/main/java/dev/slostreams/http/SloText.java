package dev.slostreams.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slostreams.slo.AlertCondition;
import dev.slostreams.slo.AlertPolicy;
import dev.slostreams.slo.BudgetPolicy;
import dev.slostreams.slo.BudgetingMethod;
import dev.slostreams.slo.Indicator;
import dev.slostreams.slo.Slo;
import dev.slostreams.slo.Slo.About;
import dev.slostreams.slo.Tier;
import java.util.List;
import java.util.TreeMap;

/** The definition of an SLO as it goes out: texts, objectives, policies. */
final class SloText {

  private static final String OURS = "slo-streams.dev/";

  private SloText() {}

  /**
   * Adds everything that is defined.
   *
   * @param objectives of one SLO, at least one
   */
  static void put(ObjectNode node, List<Slo> objectives) {
    Slo any = objectives.get(0);
    About about = any.about();
    node.put("slo", any.id().name());
    node.put("service", any.service());
    node.put("displayName", about.displayName());
    node.put("description", about.description());
    node.put("timeWindow", any.timeWindow().label());
    putMethod(node, any.period().budgetingMethod());
    putGiven(node, "runbook", about.annotations().getOrDefault(About.RUNBOOK, ""));
    putAnnotations(node, about);
    ArrayNode entries = node.putArray("objectives");
    objectives.forEach(slo -> putObjective(entries.addObject(), slo));
  }

  private static void putMethod(ObjectNode node, BudgetingMethod method) {
    node.put("budgetingMethod", method.symbol());
    if (method instanceof BudgetingMethod.Sliced sliced) {
      node.put("sliceSeconds", sliced.slices().seconds());
    }
  }

  /** Those of other tools: ours have fields of their own. */
  private static void putAnnotations(ObjectNode node, About about) {
    TreeMap<String, String> others = new TreeMap<>(about.annotations());
    others.keySet().removeIf(name -> name.startsWith(OURS));
    if (!others.isEmpty()) {
      ObjectNode annotations = node.putObject("annotations");
      others.forEach(annotations::put);
    }
  }

  private static void putObjective(ObjectNode node, Slo slo) {
    putGiven(node, "objective", slo.id().objective());
    node.put("target", slo.target().value());
    putIndicator(node, slo.indicator());
    ArrayNode groupBy = node.putArray("groupBy");
    slo.labelNames().forEach(groupBy::add);
    ArrayNode policies = node.putArray("alertPolicies");
    slo.alertPolicies().forEach(policy -> putPolicy(policies.addObject(), slo, policy));
    putBudgetPolicy(node.putObject("budgetPolicy"), slo.period().budgetPolicy());
  }

  private static void putIndicator(ObjectNode node, Indicator indicator) {
    if (indicator instanceof Indicator.Composite composite) {
      ArrayNode components = node.putArray("components");
      for (Indicator.Component component : composite.components()) {
        components
            .addObject()
            .put("objective", component.slo().id().objective())
            .put("weight", component.weight());
      }
      return;
    }
    node.put("source", indicator.source());
    if (!indicator.total().where().equals(Indicator.Selection.ALL.where())) {
      node.put("where", indicator.total().where());
    }
    if (indicator instanceof Indicator.Ratio ratio) {
      node.put(
          ratio.partIs() == Indicator.Part.GOOD ? "goodWhere" : "badWhere", ratio.part().where());
    } else if (indicator instanceof Indicator.Threshold threshold) {
      node.put("value", threshold.value());
      node.put("op", threshold.op().toString());
      node.put("limit", threshold.limit());
    } else if (indicator instanceof Indicator.Aggregated aggregated) {
      node.put("aggregate", aggregated.aggregate().toString());
      node.put("value", aggregated.value());
      node.put("op", aggregated.op().toString());
      node.put("limit", aggregated.limit());
    }
  }

  private static void putPolicy(ObjectNode node, Slo slo, AlertPolicy policy) {
    node.put("name", policy.name());
    node.put("severity", policy.severity());
    putGiven(node, "description", policy.notification().texts().description());
    putGiven(node, "runbook", slo.runbook(policy));
    ArrayNode conditions = node.putArray("conditions");
    for (AlertCondition condition : policy.conditions()) {
      ObjectNode entry = conditions.addObject();
      entry.put("window", condition.window().label());
      entry.put("op", condition.op().toString());
      entry.put("threshold", condition.threshold().toDouble());
    }
    AlertPolicy.Guards guards = policy.guards();
    node.put("alertAfterSeconds", guards.alertAfterSeconds());
    node.put("keepFiringSeconds", guards.keepFiringSeconds());
    node.put("minEvents", guards.minEvents());
    if (guards.needsConfidence()) {
      node.put("confidence", guards.confidence());
    }
    node.put("alertWhenNoData", policy.notification().whenNoData());
  }

  private static void putBudgetPolicy(ObjectNode node, BudgetPolicy policy) {
    putGiven(node, "name", policy.name());
    ArrayNode tiers = node.putArray("tiers");
    for (int i = 0; i < policy.tiers().size(); i++) {
      Tier tier = policy.tiers().get(i);
      ObjectNode entry = tiers.addObject();
      entry.put("tier", tier.name());
      entry.put("fromConsumed", tier.consumed().toDouble());
      if (i + 1 < policy.tiers().size()) {
        entry.put("upToConsumed", policy.tiers().get(i + 1).consumed().toDouble());
      }
      entry.put("action", tier.action().toString());
    }
  }

  private static void putGiven(ObjectNode node, String name, String text) {
    if (!text.isEmpty()) {
      node.put(name, text);
    }
  }
}
