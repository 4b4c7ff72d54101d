package dev.slostreams.openslo;

import dev.slostreams.sli.NearestName;
import dev.slostreams.slo.Slo;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** An object's metadata: name, display name, labels, annotations. */
final class Metadata {

  /** Keeps a firing alert firing until its policy has not held for this long. */
  static final String KEEP_FIRING = "slo-streams.dev/keep-firing";

  /** The total below which a policy does not hold. */
  static final String MIN_EVENTS = "slo-streams.dev/min-events";

  /** How sure it must be that the bad share is over the line. */
  static final String CONFIDENCE = "slo-streams.dev/confidence";

  /** The budget policy of an SLO, by name. */
  static final String BUDGET_POLICY = "slo-streams.dev/budget-policy";

  /** How a time slice without an event is judged. */
  static final String NO_DATA = "slo-streams.dev/no-data";

  /** The target of a composite whose budget is counted in time slices. */
  static final String COMPOSITE_TARGET = "slo-streams.dev/composite-target";

  /** Codes of findings that are known and meant, such as {@code L16,L19}. */
  static final String LINT_IGNORE = "slo-streams.dev/lint-ignore";

  /** How many requests each series of the SLO is expected to have: {@code 10/h}. */
  static final String EXPECTED_RATE = "slo-streams.dev/expected-rate";

  /** How often a probe sends the events of the SLO: {@code 1m}. */
  static final String PROBE_INTERVAL = "slo-streams.dev/probe-interval";

  /** The address of what to do when an alert fires; a policy's own goes before its SLO's. */
  static final String RUNBOOK = Slo.About.RUNBOOK;

  private static final String OUR_PREFIX = "slo-streams.dev/";
  private static final Pattern CODES = Pattern.compile("L[0-9]{2}(\\s*,\\s*L[0-9]{2})*");
  private static final Pattern ADDRESS = Pattern.compile("https?://\\S+");
  private static final Pattern DNS_LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");

  private Metadata() {}

  /** Checks it all; gives the name, also where it breaks the rule for names. */
  static Optional<String> check(Element metadata, Kind kind) {
    metadata.allow("name", "displayName", "labels", "annotations");
    Scalars.text(metadata.get("displayName"));
    labels(metadata);
    annotations(metadata);
    ourAnnotations(metadata.get("annotations"), kind);
    Element name = metadata.require("name");
    Optional<String> text = Scalars.text(name);
    text.filter(t -> !DNS_LABEL.matcher(t).matches())
        .ifPresent(
            t ->
                name.problem(
                    "must be a DNS label: at most 63 of a-z, 0-9 and -, no - at its ends",
                    name.written()));
    return text;
  }

  /** Each label with its values. */
  static Map<String, List<String>> labels(Element metadata) {
    Map<String, List<String>> labels = new LinkedHashMap<>();
    metadata
        .get("labels")
        .entries()
        .forEach(
            (name, value) -> {
              List<Element> values =
                  value.node() instanceof YamlNode.Items ? value.items() : List.of(value);
              labels.put(name, values.stream().flatMap(v -> Scalars.text(v).stream()).toList());
            });
    return labels;
  }

  static Map<String, String> annotations(Element metadata) {
    Map<String, String> annotations = new LinkedHashMap<>();
    metadata
        .get("annotations")
        .entries()
        .forEach(
            (name, value) -> Scalars.text(value).ifPresent(text -> annotations.put(name, text)));
    return annotations;
  }

  private static void ourAnnotations(Element annotations, Kind kind) {
    List<String> known =
        switch (kind) {
          case ALERT_POLICY -> List.of(KEEP_FIRING, MIN_EVENTS, CONFIDENCE, RUNBOOK, LINT_IGNORE);
          case SLO ->
              List.of(
                  BUDGET_POLICY,
                  COMPOSITE_TARGET,
                  NO_DATA,
                  RUNBOOK,
                  LINT_IGNORE,
                  EXPECTED_RATE,
                  PROBE_INTERVAL);
          default -> List.of(LINT_IGNORE);
        };
    annotations.entries().entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(OUR_PREFIX))
        .filter(entry -> !known.contains(entry.getKey()))
        .forEach(
            entry ->
                entry
                    .getValue()
                    .problem(
                        "is not an annotation that is known on kind " + kind.symbol(),
                        "",
                        meant(entry.getKey(), known)));
    Scalars.oneOf(annotations.get(NO_DATA), List.of("good", "bad", "ignore"));
    Guarding.keepFiringSeconds(annotations);
    Guarding.minEvents(annotations);
    Guarding.confidence(annotations);
    Scalars.seconds(annotations.get(PROBE_INTERVAL), 1);
    requireForm(annotations.get(EXPECTED_RATE), EventRate.FORM, "must be such as 10/h or 2.5/s");
    requireForm(annotations.get(RUNBOOK), ADDRESS, "must be an address that begins with http");
    requireForm(annotations.get(LINT_IGNORE), CODES, "must be codes such as L16,L19");
  }

  /** The prefix all of them share makes no name near to another. */
  private static String meant(String written, List<String> known) {
    List<String> names = known.stream().map(name -> name.substring(OUR_PREFIX.length())).toList();
    return NearestName.of(written.substring(OUR_PREFIX.length()), names)
        .map(name -> "did you mean '" + OUR_PREFIX + name + "'?")
        .orElse("");
  }

  private static void requireForm(Element element, Pattern form, String rule) {
    Scalars.text(element)
        .filter(text -> !form.matcher(text).matches())
        .ifPresent(text -> element.problem(rule, element.written()));
  }
}
