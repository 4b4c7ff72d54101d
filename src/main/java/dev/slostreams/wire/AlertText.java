package dev.slostreams.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slostreams.alert.BurnSample;
import dev.slostreams.alert.Transition;
import dev.slostreams.alert.Transition.Change;
import dev.slostreams.engine.TierChange;
import dev.slostreams.slo.AlertPolicy;
import dev.slostreams.slo.FreezeException;
import dev.slostreams.slo.SeriesKey;
import dev.slostreams.slo.Slo;
import dev.slostreams.slo.Tier.DeployAction;
import dev.slostreams.slo.TimeWindow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * What people read of a transition: {@code title}, {@code summary} and how long the budget lasts.
 * Made of the transition and its definition alone, so the same transition always reads the same.
 *
 * <p>At burn rate 1 a whole budget lasts the time window {@code T} (SRE Workbook, ch. 5), so what
 * remains of it lasts {@code remaining · T / rate}. The rate is the one over the shortest window of
 * the policy: how fast it burns now.
 */
final class AlertText {

  private static final Comparator<BurnSample> BY_LENGTH =
      Comparator.comparingLong(sample -> sample.window().seconds());

  private final Slo slo;
  private final Transition transition;
  private final AlertPolicy policy;
  private final List<BurnSample> rates;
  private final double remaining;

  private AlertText(Slo slo, Transition transition) {
    this.slo = slo;
    this.transition = transition;
    this.policy = AlertRecord.policy(slo, transition.alert());
    this.rates = new ArrayList<>(transition.evidence().burnRates());
    this.rates.sort(BY_LENGTH.reversed());
    this.remaining = transition.evidence().remaining();
  }

  /** Adds the fields. */
  static void put(ObjectNode node, Slo slo, Transition transition) {
    AlertText text = new AlertText(slo, transition);
    node.put("title", text.title());
    node.put("summary", text.summary());
    OptionalLong lasts = text.timeToExhaustion();
    if (lasts.isPresent()) {
      node.put("timeToExhaustionSeconds", lasts.getAsLong());
    } else {
      node.putNull("timeToExhaustionSeconds");
    }
    Json.putIfGiven(node, "description", text.policy.notification().texts().description());
    Json.putIfGiven(node, "runbook", slo.runbook(text.policy));
  }

  /** Adds the fields of an alert of which no definition is known any more. */
  static void putEnd(ObjectNode node, Transition transition) {
    String name = name(transition.series(), transition.series().slo().toString());
    node.put("title", name + ": alert " + transition.alert() + " ended with its definition");
    node.put(
        "summary",
        "The definition of %s changed or is gone, so nobody watches it any more. The alert fired for %s, since %s."
            .formatted(
                name,
                Wording.duration(transition.at() - transition.startsAt()),
                Wording.time(transition.startsAt())));
  }

  /** Adds title and summary of a change of tier. */
  static void put(ObjectNode node, Slo slo, TierChange change) {
    String action = deployments(change.now().action());
    node.put(
        "title",
        "%s is in tier %s: %s"
            .formatted(name(change.series(), slo.id().toString()), change.now().tier(), action));
    String moved =
        change.from().equals(change.now().tier())
            ? "is still in tier " + change.now().tier()
            : "moved from tier " + change.from() + " to " + change.now().tier();
    String exception =
        change.now().exception().stream().map(AlertText::exception).collect(Collectors.joining());
    node.put(
        "summary",
        "%s has spent %s of the %s and %s of budget policy '%s': %s.%s"
            .formatted(
                subject(slo, change.series()),
                Wording.percent(change.consumed()),
                budget(slo.timeWindow()),
                moved,
                slo.period().budgetPolicy().name(),
                action,
                exception));
  }

  private String title() {
    String name = name(transition.series(), slo.id().toString());
    boolean firing = transition.change() == Change.FIRING;
    if (isNoData()) {
      return name + (firing ? " has no events" : " has events again");
    }
    if (!firing) {
      return name + " no longer burns its error budget too fast";
    }
    return name
        + (rates.isEmpty() ? " burns its error budget" : " is burning its error budget ")
        + rates.stream().limit(1).map(rate -> times(rate.rate())).collect(Collectors.joining());
  }

  private String summary() {
    String subject = subject(slo, transition.series());
    long fired = transition.at() - transition.startsAt();
    List<String> sentences = new ArrayList<>();
    if (transition.change() == Change.RESOLVED) {
      sentences.add(
          "%s %s for %s, from %s to %s."
              .formatted(
                  subject,
                  isNoData() ? "was without events" : "burned its error budget too fast",
                  Wording.duration(fired),
                  Wording.time(transition.startsAt()),
                  Wording.time(transition.at())));
      sentences.add(left() + ".");
    } else if (isNoData()) {
      sentences.add(
          "%s had no event in the last %s, so nobody knows how good it is."
              .formatted(subject, Wording.duration(policy.shortestWindow().seconds())));
      sentences.add(left() + ".");
      sentences.add("Firing since " + Wording.time(transition.startsAt()) + ".");
    } else {
      sentences.add(subject + " burns its error budget " + overWindows() + ".");
      sentences.add(left() + lasting() + ".");
      sentences.add("Firing since " + Wording.time(transition.startsAt()) + ".");
    }
    if (transition.evidence().incomplete()) {
      sentences.add("Data is incomplete: a source partition is missing.");
    }
    return String.join(" ", sentences);
  }

  private boolean isNoData() {
    return !policy.name().equals(transition.alert());
  }

  private String overWindows() {
    return rates.stream()
        .map(rate -> times(rate.rate()) + " over " + Wording.duration(rate.window().seconds()))
        .distinct()
        .collect(Collectors.joining(", "));
  }

  private static String times(double rate) {
    return rate > 1
        ? Wording.rate(rate) + " times too fast"
        : "at " + Wording.rate(rate) + " of the pace it allows";
  }

  private String left() {
    String budget = budget(slo.timeWindow());
    return remaining < 0
        ? "The " + budget + " is overspent by " + Wording.percent(-remaining)
        : Wording.percent(remaining) + " of the " + budget + " is left";
  }

  private String lasting() {
    OptionalLong lasts = timeToExhaustion();
    if (lasts.isEmpty()) {
      return "";
    }
    String atRate =
        "; at the rate of the last "
            + Wording.duration(rates.get(rates.size() - 1).window().seconds());
    return lasts.getAsLong() >= untilRenewed()
        ? atRate + " it lasts until it is renewed"
        : atRate + " it is gone in " + Wording.duration(lasts.getAsLong());
  }

  /** A calendar-aligned budget begins anew; of a rolling one all that was spent has come back. */
  private long untilRenewed() {
    return slo.timeWindow() instanceof TimeWindow.CalendarAligned calendar
        ? calendar.periodAt(transition.at()).to() - transition.at()
        : slo.timeWindow().nominalSeconds();
  }

  /** Empty where nothing burns now, or nothing is left to burn. */
  private OptionalLong timeToExhaustion() {
    double rate = rates.isEmpty() ? 0 : rates.get(rates.size() - 1).rate();
    return rate <= 0 || remaining <= 0
        ? OptionalLong.empty()
        : OptionalLong.of((long) (remaining * slo.timeWindow().nominalSeconds() / rate));
  }

  private static String name(SeriesKey key, String slo) {
    String labels = Wording.labels(key);
    return labels.isEmpty() ? slo : slo + " (" + labels + ")";
  }

  /** {@code Checkout availability (service shop, region=eu)}. */
  private static String subject(Slo slo, SeriesKey key) {
    String objective = slo.id().objective();
    String labels = Wording.labels(key);
    return slo.displayName()
        + " (service "
        + slo.service()
        + (objective.isEmpty() ? "" : ", objective " + objective)
        + (labels.isEmpty() ? "" : ", " + labels)
        + ")";
  }

  /** {@code error budget of 28 d}, {@code error budget of the month}. */
  private static String budget(TimeWindow window) {
    if (window instanceof TimeWindow.CalendarAligned calendar) {
      String unit = calendar.unit().name().toLowerCase(Locale.ROOT);
      return "error budget of the "
          + (calendar.count() == 1 ? unit : calendar.count() + " " + unit + "s");
    }
    return "error budget of " + Wording.duration(window.nominalSeconds());
  }

  private static String deployments(DeployAction action) {
    return switch (action) {
      case ALLOW -> "deployments are allowed";
      case WARN -> "deployments need care";
      case FREEZE -> "deployments are frozen";
    };
  }

  private static String exception(FreezeException exception) {
    return " Exception '%s' is in force until %s: %s (approved by %s)."
        .formatted(
            exception.name(),
            Wording.time(exception.until()),
            exception.reason(),
            exception.approvedBy());
  }
}
