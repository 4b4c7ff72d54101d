package dev.slostreams.openslo;

import dev.slostreams.slo.AlertPolicy;
import dev.slostreams.slo.Slo;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** An SLO as it is written, with everything it refers to: where its parts stand. */
public final class SloDocument {

  private final Element root;
  private final Definitions definitions;
  private final List<Slo> slos;

  SloDocument(OpenSloObject slo, Definitions definitions, List<Slo> slos) {
    this.root = slo.root();
    this.definitions = definitions;
    this.slos = List.copyOf(slos);
  }

  /** Its objectives that are evaluated, in the order of the document. */
  public List<Slo> slos() {
    return slos;
  }

  /** The object itself. */
  public Passage slo() {
    return Passage.ofObject(root);
  }

  /** One of its objectives. */
  public Passage objective(Slo slo) {
    List<Passage> objectives = slo().get("spec").get("objectives").items();
    int index = slos.indexOf(slo);
    return 0 <= index && index < objectives.size()
        ? objectives.get(index)
        : slo().get("spec").get("objectives");
  }

  /** The time window. */
  public Passage timeWindow() {
    List<Passage> windows = slo().get("spec").get("timeWindow").items();
    return windows.isEmpty() ? slo() : windows.get(0).get("duration");
  }

  /** The object of its SLI, inline or of its own; of a composite each objective has one. */
  public Passage sli(Slo slo) {
    Passage objective = objective(slo);
    Passage parent =
        objective.get("indicator").isGiven() || objective.get("indicatorRef").isGiven()
            ? objective
            : slo().get("spec");
    return parent
        .get("indicatorRef")
        .text()
        .flatMap(name -> definitions.named(Kind.SLI, name).stream().findFirst())
        .map(sli -> Passage.ofObject(sli.root()))
        .orElseGet(() -> parent.get("indicator").asObject());
  }

  /** The {@code spec} of a metric source of its SLI: {@code total}, {@code good} or {@code bad}. */
  public Passage ratioPart(Slo slo, String part) {
    return sli(slo).get("spec").get("ratioMetric").get(part).get("metricSource").get("spec");
  }

  /** The metric source that says what is counted: of total, or of the threshold metric. */
  public Passage counted(Slo slo) {
    Passage threshold = sli(slo).get("spec").get("thresholdMetric");
    return threshold.isGiven()
        ? threshold.get("metricSource").get("spec")
        : ratioPart(slo, "total");
  }

  /** The DataSource's object. */
  public Optional<Passage> source(Slo slo) {
    return definitions.named(Kind.DATA_SOURCE, slo.indicator().source()).stream()
        .filter(SourceReader::isKafka)
        .findFirst()
        .map(source -> Passage.ofObject(source.root()));
  }

  /** How long the topic keeps its records, where the DataSource says so. */
  public OptionalLong retentionSeconds(Slo slo) {
    return source(slo)
        .map(s -> s.get("spec").get("connectionDetails").get(SourceReader.RETENTION).seconds())
        .orElse(OptionalLong.empty());
  }

  /** The requests that each series is expected to have, where the SLO says so. */
  public Optional<EventRate> expectedRate() {
    return slo().annotation(Metadata.EXPECTED_RATE).text().flatMap(EventRate::parse);
  }

  /** How often the events are sent, where the SLO says so. */
  public OptionalLong probeSeconds() {
    return slo().annotation(Metadata.PROBE_INTERVAL).seconds();
  }

  /** The policy's object; of one that is built in, where the SLO names it or leaves it out. */
  public Passage policy(AlertPolicy policy) {
    Passage policies = slo().get("spec").get("alertPolicies");
    for (Passage item : policies.items()) {
      Optional<String> reference = item.text().or(() -> item.get("alertPolicyRef").text());
      if (reference.filter(policy.name()::equals).isPresent()) {
        return definitions.named(Kind.ALERT_POLICY, policy.name()).stream()
            .findFirst()
            .map(found -> Passage.ofObject(found.root()))
            .orElse(item);
      }
    }
    return policies.items().stream()
        .map(Passage::asObject)
        .filter(item -> nameOf(item).filter(policy.name()::equals).isPresent())
        .findFirst()
        .orElse(policies);
  }

  /** The condition of a policy, as far as it is written. */
  public Passage condition(AlertPolicy policy, int index) {
    Passage root = policy(policy);
    List<Passage> conditions = root.get("spec").get("conditions").items();
    if (index >= conditions.size()) {
      return root;
    }
    Passage item = conditions.get(index);
    return item.get("conditionRef")
        .text()
        .flatMap(name -> definitions.named(Kind.ALERT_CONDITION, name).stream().findFirst())
        .map(found -> Passage.ofObject(found.root()))
        .orElse(item)
        .get("spec")
        .get("condition");
  }

  private static Optional<String> nameOf(Passage object) {
    return object.get("metadata").get("name").text();
  }
}
