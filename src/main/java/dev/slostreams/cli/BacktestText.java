package dev.slostreams.cli;

import dev.slostreams.alert.Transition;
import dev.slostreams.alert.Transition.Change;
import dev.slostreams.engine.BudgetView.PeriodView;
import dev.slostreams.engine.Ledger.Preview;
import dev.slostreams.engine.SeriesView;
import dev.slostreams.engine.SeriesView.AlertView;
import dev.slostreams.engine.SeriesView.Standing;
import dev.slostreams.engine.TierChange;
import dev.slostreams.engine.TierView;
import dev.slostreams.slo.AlertPolicy;
import dev.slostreams.slo.Slo;
import dev.slostreams.wire.SummaryRecord;
import dev.slostreams.wire.Times;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The answer of a backtest for people: transitions as they come, then budgets, then the sum. */
final class BacktestText {

  private static final String RATE = "%-3s %8.3f"; // "30m   14.400"
  private static final int RATE_WIDTH = 12;
  private static final String BETWEEN = "  ";

  private final PrintWriter out;
  private final int alertWidth;
  private final int ratesWidth;
  private final boolean hasTiers;
  private boolean hasTransitions;

  /** The answer for these SLOs; their alerts and windows decide how wide the columns are. */
  BacktestText(PrintWriter out, List<Slo> slos) {
    this.out = out;
    List<AlertPolicy> policies =
        slos.stream().flatMap(slo -> slo.alertPolicies().stream()).toList();
    hasTiers = slos.stream().anyMatch(slo -> slo.period().budgetPolicy().isNamed());
    alertWidth = policies.stream().mapToInt(BacktestText::alertWidth).max().orElse(0);
    int rates = policies.stream().mapToInt(p -> p.conditions().size()).max().orElse(0);
    ratesWidth = Math.max(0, rates * (RATE_WIDTH + BETWEEN.length()) - BETWEEN.length());
  }

  void transition(Transition transition) {
    title();
    String rates =
        transition.evidence().burnRates().stream()
            .map(s -> String.format(Locale.ROOT, RATE, s.window().label(), s.rate()))
            .collect(Collectors.joining(BETWEEN));
    String lasted =
        transition.change() == Change.RESOLVED
            ? "  after " + Times.length(transition.at() - transition.startsAt())
            : "";
    row(
        "  " + Times.utc(transition.at()),
        transition.change().toString(),
        transition.alert(),
        rates,
        transition.series().id() + lasted);
  }

  void tier(TierChange change) {
    title();
    TierView now = change.now();
    String exception =
        now.exception().isEmpty() ? "" : " by exception " + now.exception().get(0).name();
    String tier =
        change.from().equals(now.tier()) ? now.tier() : change.from() + " to " + now.tier();
    row(
        "  " + Times.utc(change.at()),
        "tier",
        "",
        String.format(Locale.ROOT, "%s: %s%s", tier, now.action(), exception),
        String.format(
            Locale.ROOT, "%s  %,.2f%% consumed", change.series().id(), 100 * change.consumed()));
  }

  private void title() {
    if (!hasTransitions) {
      hasTransitions = true;
      row("Alerts", "", "", "burn rates", "");
    }
  }

  void end(List<SeriesView> views, SummaryRecord summary) {
    if (!hasTransitions) {
      out.println("Alerts: none");
    }
    out.println();
    if (views.isEmpty()) {
      out.println("Budgets: none, because no event counted");
    } else {
      budgets(views);
      lastPeriods(views);
      excluded(views);
    }
    out.println();
    out.printf(
        Locale.ROOT,
        "%,d event%s: %,d counted, %,d invalid, %,d malformed, %,d late, %,d expired%s%s%n",
        summary.events(),
        summary.events() == 1 ? "" : "s",
        summary.counted(),
        summary.invalid(),
        summary.malformed(),
        summary.late(),
        summary.expired(),
        more(summary.excluded(), "excluded"),
        more(summary.future(), "future"));
  }

  private static String more(long events, String word) {
    return events == 0 ? "" : String.format(Locale.ROOT, ", %,d %s", events, word);
  }

  /** How the series would stand with exclusions that are not in force. */
  void preview(String exclusion, List<Preview> previews) {
    out.println();
    if (previews.isEmpty()) {
      out.println("Preview of exclusion '" + exclusion + "': no series would change");
      return;
    }
    int width = previews.stream().mapToInt(p -> p.now().key().id().length()).max().orElse(0);
    String form = "  %-" + width + "s  %15s  %15s  %10s  %15s  %15s  %10s";
    out.println("Preview of exclusion '" + exclusion + "'");
    line(form, "series", "good now", "total", "remaining", "good with it", "total", "remaining");
    for (Preview preview : previews) {
      SeriesView now = preview.now();
      SeriesView with = preview.with();
      line(
          form,
          now.key().id(),
          units(now.good()),
          String.format(Locale.ROOT, "%,d", now.total()),
          remaining(now),
          units(with.good()),
          String.format(Locale.ROOT, "%,d", with.total()),
          remaining(with));
    }
  }

  private static String remaining(SeriesView view) {
    return String.format(Locale.ROOT, "%,.2f%%", 100 * view.budget().remaining());
  }

  private void excluded(List<SeriesView> views) {
    List<SeriesView> some = views.stream().filter(v -> !v.excluded().isEmpty()).toList();
    if (some.isEmpty()) {
      return;
    }
    out.println();
    out.println("Excluded");
    for (SeriesView view : some) {
      view.excluded()
          .forEach(
              (name, counts) ->
                  out.printf(
                      Locale.ROOT,
                      "  %s  %s  %,d of %,d good%n",
                      view.key().id(),
                      name,
                      counts.good(),
                      counts.total()));
    }
  }

  private void budgets(List<SeriesView> views) {
    int width = views.stream().mapToInt(view -> view.key().id().length()).max().orElse(0);
    int tierWidth = views.stream().mapToInt(view -> tier(view).length()).max().orElse(0);
    String form =
        "  %-"
            + width
            + "s  %8s  %6s  %15s  %15s  %10s  "
            + (hasTiers ? "%-" + Math.max("tier".length(), tierWidth) + "s  %s" : "%s%s");
    out.println("Budgets at " + Times.utc(views.get(0).tick()));
    line(
        form,
        "series",
        "target",
        "window",
        "good",
        "total",
        "remaining",
        hasTiers ? "tier" : "",
        firingTitle(views));
    for (SeriesView view : views) {
      line(
          form,
          view.key().id(),
          view.slo().target(),
          view.slo().timeWindow().label(),
          units(view.good()),
          String.format(Locale.ROOT, "%,d", view.total()),
          String.format(Locale.ROOT, "%,.2f%%", 100 * view.budget().remaining()),
          tier(view),
          firing(view));
    }
  }

  /** What the period before the current one came to, of SLOs with a calendar. */
  private void lastPeriods(List<SeriesView> views) {
    List<SeriesView> withLast =
        views.stream().filter(view -> view.budgetView().periods().size() > 1).toList();
    if (withLast.isEmpty()) {
      return;
    }
    int width = withLast.stream().mapToInt(view -> view.key().id().length()).max().orElse(0);
    String form = "  %-" + width + "s  %-20s  %-20s  %15s  %15s  %10s";
    out.println();
    out.println("Last periods");
    line(form, "series", "from", "to", "good", "total", "remaining");
    for (SeriesView view : withLast) {
      PeriodView last = view.budgetView().periods().get(1);
      line(
          form,
          view.key().id(),
          Times.utc(last.period().from()),
          Times.utc(last.period().to()),
          units(view.good(last.counts())),
          String.format(Locale.ROOT, "%,d", view.total(last.counts())),
          String.format(Locale.ROOT, "%,.2f%%", 100 * last.budget().remaining()));
    }
  }

  private void row(String at, String state, String alert, String rates, String rest) {
    line(
        "%-21s  %-8s  %-" + alertWidth + "s  %-" + ratesWidth + "s  %s",
        at,
        state,
        alert,
        rates,
        rest);
  }

  private void line(String form, Object... cells) {
    out.println(String.format(Locale.ROOT, form, cells).stripTrailing());
  }

  /** Whole units as they are; a sum of ratios with three decimals. */
  private static String units(BigDecimal units) {
    boolean whole = units.stripTrailingZeros().scale() <= 0;
    return String.format(Locale.ROOT, whole ? "%,.0f" : "%,.3f", units);
  }

  private static int alertWidth(AlertPolicy policy) {
    String suffix = policy.notification().whenNoData() ? AlertPolicy.NO_DATA_SUFFIX : "";
    return policy.name().length() + suffix.length();
  }

  private static String firingTitle(List<SeriesView> views) {
    return views.stream().allMatch(view -> firing(view).isEmpty()) ? "" : "firing";
  }

  /**
   * Where some SLO names a budget policy: {@code red, freeze}, or {@code red, allow by hotfix}
   * while an exception is in force.
   */
  private String tier(SeriesView view) {
    if (!hasTiers) {
      return "";
    }
    TierView tier = view.budgetView().tier();
    String exception = tier.exception().isEmpty() ? "" : " by " + tier.exception().get(0).name();
    return tier.tier() + ", " + tier.action() + exception;
  }

  private static String firing(SeriesView view) {
    return view.alerts().stream()
        .filter(alert -> alert.standing() == Standing.FIRING)
        .map(AlertView::alert)
        .collect(Collectors.joining(", "));
  }
}
