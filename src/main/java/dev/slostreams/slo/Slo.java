package dev.slostreams.slo;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One objective of an SLO that can be evaluated here: indicator, objective and time window, with
 * the policies that watch it. An SLO document with several objectives gives one of these for each.
 *
 * @param id its name, and the objective's where the document has several
 * @param service the service it is about
 * @param indicator how an event counts
 * @param target the share of good that is promised
 * @param period its time window and budgeting method
 * @param alertPolicies in the order of the definition; their names are unique
 * @param about what people read, never computed with
 */
public record Slo(
    SloId id,
    String service,
    Indicator indicator,
    Target target,
    Period period,
    List<AlertPolicy> alertPolicies,
    About about) {

  public Slo {
    alertPolicies = List.copyOf(alertPolicies);
    Set<String> names = new HashSet<>();
    for (AlertPolicy policy : alertPolicies) {
      if (!names.add(policy.name())) {
        throw new IllegalArgumentException(
            "SLO '"
                + id
                + "': alert policy names must be unique, but '"
                + policy.name()
                + "' stands twice");
      }
    }
  }

  /** Over which time and in which units the budget is counted, and what is done as it is spent. */
  public record Period(
      TimeWindow timeWindow, BudgetingMethod budgetingMethod, BudgetPolicy budgetPolicy) {

    /** With the budget policy of an SLO that names none. */
    public Period(TimeWindow timeWindow, BudgetingMethod budgetingMethod) {
      this(timeWindow, budgetingMethod, BudgetPolicy.UNNAMED);
    }
  }

  /** Texts for people: display name, description, labels (each with its values), annotations. */
  public record About(
      String displayName,
      String description,
      Map<String, List<String>> labels,
      Map<String, String> annotations) {

    public static final About NOTHING = new About("", "", Map.of(), Map.of());

    /** The annotation with the address of what to do when an alert fires. */
    public static final String RUNBOOK = "slo-streams.dev/runbook";

    public About {
      labels = Map.copyOf(labels);
      annotations = Map.copyOf(annotations);
    }
  }

  public TimeWindow timeWindow() {
    return period.timeWindow();
  }

  /** Its name as people know it. */
  public String displayName() {
    return about.displayName().isEmpty() ? id.name() : about.displayName();
  }

  /** The address of what to do when this policy holds: its own, or the SLO's; may be empty. */
  public String runbook(AlertPolicy policy) {
    String own = policy.notification().texts().runbook();
    return own.isEmpty() ? about.annotations().getOrDefault(About.RUNBOOK, "") : own;
  }

  /** The names of the labels of its series, in the order of {@code groupBy}. */
  public List<String> labelNames() {
    return indicator.groupBy().stream().map(Indicator.GroupBy::label).toList();
  }
}
