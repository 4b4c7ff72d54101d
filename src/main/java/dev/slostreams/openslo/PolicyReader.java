package dev.slostreams.openslo;

import dev.slostreams.slo.AlertCondition;
import dev.slostreams.slo.AlertPolicy;
import dev.slostreams.slo.AlertPolicy.Guards;
import dev.slostreams.slo.AlertPolicy.Notification;
import dev.slostreams.slo.AlertPolicy.Texts;
import dev.slostreams.slo.Fraction;
import dev.slostreams.slo.LookbackWindow;
import dev.slostreams.slo.Op;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads the alert policies of a Kafka SLO, references resolved. */
final class PolicyReader {

  private final Definitions definitions;

  PolicyReader(Definitions definitions) {
    this.definitions = definitions;
  }

  /**
   * The policies as far as they can be read, their names unique; what is wrong is reported.
   *
   * @param alertPolicies the field; nothing there stands for the default policies, an empty list
   *     for none
   * @param timeWindowSeconds scales the default policies
   */
  List<AlertPolicy> read(Element alertPolicies, long timeWindowSeconds) {
    if (!alertPolicies.isGiven()) {
      return DefaultPolicies.over(timeWindowSeconds);
    }
    List<AlertPolicy> policies = new ArrayList<>();
    for (Element item : alertPolicies.items()) {
      Optional<AlertPolicy> policy = policy(item, timeWindowSeconds);
      if (policy.isPresent() && isTaken(policy.get(), policies)) {
        item.problem(
            "alert policy names must be unique in an SLO, but '"
                + policy.get().name()
                + "' stands twice");
      } else {
        policy.ifPresent(policies::add);
      }
    }
    return policies;
  }

  /** Whether the alerts of both would share a name, the one that watches for no data included. */
  private static boolean isTaken(AlertPolicy policy, List<AlertPolicy> others) {
    return others.stream()
        .anyMatch(
            other ->
                alertNames(other).stream().anyMatch(name -> alertNames(policy).contains(name)));
  }

  private static List<String> alertNames(AlertPolicy policy) {
    return policy.notification().whenNoData()
        ? List.of(policy.name(), policy.name() + AlertPolicy.NO_DATA_SUFFIX)
        : List.of(policy.name());
  }

  private Optional<AlertPolicy> policy(Element item, long timeWindowSeconds) {
    boolean isName = item.node() instanceof YamlNode.Scalar;
    if (!isName && !item.has("alertPolicyRef")) {
      return policy(item);
    }
    Element reference = isName ? item : item.get("alertPolicyRef");
    String name = Scalars.text(reference).orElse("");
    if (definitions.named(Kind.ALERT_POLICY, name).isEmpty()
        && DefaultPolicies.names().contains(name)) {
      return DefaultPolicies.named(name, timeWindowSeconds);
    }
    return definitions
        .resolve(reference, Kind.ALERT_POLICY, DefaultPolicies.names())
        .flatMap(found -> policy(found.root()));
  }

  private Optional<AlertPolicy> policy(Element root) {
    Element spec = root.get("spec");
    List<Element> conditions =
        spec.get("conditions").items().stream()
            .flatMap(item -> resolved(item, "conditionRef", Kind.ALERT_CONDITION).stream())
            .map(condition -> condition.get("spec"))
            .toList();
    Optional<String> severity = severity(spec, conditions);
    List<AlertCondition> read =
        conditions.stream().flatMap(c -> condition(c.get("condition")).stream()).toList();
    Notification notification = notification(root);
    Guards guards = guards(root.get("metadata").get("annotations"), conditions);
    Optional<String> name = Scalars.text(root.get("metadata").get("name"));
    if (name.isEmpty() || severity.isEmpty() || read.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new AlertPolicy(name.get(), severity.get(), read, guards, notification));
  }

  /** The object that stands here or that the reference names. */
  private Optional<Element> resolved(Element item, String ref, Kind kind) {
    return item.has(ref)
        ? definitions.resolve(item.get(ref), kind).map(OpenSloObject::root)
        : Optional.of(item);
  }

  private static Optional<String> severity(Element policySpec, List<Element> conditions) {
    List<String> severities =
        conditions.stream()
            .flatMap(condition -> Scalars.text(condition.get("severity")).stream())
            .distinct()
            .toList();
    if (severities.size() > 1) {
      policySpec
          .get("conditions")
          .problem("must share one severity", String.join(" and ", severities));
    }
    return severities.stream().findFirst();
  }

  private static Optional<AlertCondition> condition(Element condition) {
    Optional<Op> op = Scalars.op(condition.get("op"));
    Optional<Fraction> threshold =
        Scalars.number(condition.get("threshold"))
            .filter(number -> number.compareTo(BigDecimal.ZERO) >= 0)
            .map(Fraction::of);
    OptionalLong lookback = Scalars.seconds(condition.get("lookbackWindow"), 1);
    return op.isEmpty() || threshold.isEmpty() || lookback.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new AlertCondition(
                op.get(), threshold.get(), new LookbackWindow(lookback.getAsLong())));
  }

  private static Guards guards(Element annotations, List<Element> conditions) {
    long alertAfter =
        conditions.stream()
            .map(condition -> condition.get("condition").get("alertAfter"))
            .mapToLong(
                after -> Scalars.seconds(after, 0).orElse(Guards.DEFAULT.alertAfterSeconds()))
            .max()
            .orElse(Guards.DEFAULT.alertAfterSeconds());
    return new Guards(
        alertAfter,
        Guarding.keepFiringSeconds(annotations),
        Guarding.minEvents(annotations),
        Guarding.confidence(annotations));
  }

  private Notification notification(Element root) {
    Element spec = root.get("spec");
    Notification defaults = Notification.DEFAULT;
    List<String> targets =
        spec.get("notificationTargets").items().stream()
            .flatMap(item -> resolved(item, "targetRef", Kind.ALERT_NOTIFICATION_TARGET).stream())
            .flatMap(target -> Scalars.text(target.get("metadata").get("name")).stream())
            .toList();
    return new Notification(
        Scalars.bool(spec.get("alertWhenBreaching")).orElse(defaults.whenBreaching()),
        Scalars.bool(spec.get("alertWhenResolved")).orElse(defaults.whenResolved()),
        Scalars.bool(spec.get("alertWhenNoData")).orElse(defaults.whenNoData()),
        targets,
        new Texts(
            Scalars.text(spec.get("description")).orElse(""),
            Scalars.text(root.get("metadata").get("annotations").get(Metadata.RUNBOOK))
                .orElse("")));
  }
}
