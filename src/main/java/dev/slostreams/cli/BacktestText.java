package dev.slostreams.cli;

import dev.slostreams.alert.Transition;
import dev.slostreams.alert.Transition.Change;
import dev.slostreams.engine.SeriesView;
import dev.slostreams.wire.SummaryRecord;
import dev.slostreams.wire.Times;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The answer of a backtest for people: transitions as they come, then budgets, then the sum. */
final class BacktestText {

  private final PrintWriter out;
  private boolean hasTransitions;

  BacktestText(PrintWriter out) {
    this.out = out;
  }

  void transition(Transition transition) {
    if (!hasTransitions) {
      hasTransitions = true;
      out.println("Alerts");
    }
    String rates =
        transition.evidence().burnRates().stream()
            .map(s -> String.format(Locale.ROOT, "%s %.4g", s.window().label(), s.rate()))
            .collect(Collectors.joining(", "));
    String lasted =
        transition.change() == Change.RESOLVED
            ? "  after " + Times.length(transition.at() - transition.startsAt())
            : "";
    out.printf(
        Locale.ROOT,
        "  %s  %-8s  %-12s  %s  burn %s%s%n",
        Times.utc(transition.at()),
        transition.change(),
        transition.alert(),
        transition.series().id(),
        rates,
        lasted);
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
    }
    out.println();
    out.printf(
        Locale.ROOT,
        "%,d events: %,d counted, %,d invalid, %,d malformed, %,d late, %,d expired%s%n",
        summary.events(),
        summary.counted(),
        summary.invalid(),
        summary.malformed(),
        summary.late(),
        summary.expired(),
        summary.future() == 0 ? "" : String.format(Locale.ROOT, ", %,d future", summary.future()));
  }

  private void budgets(List<SeriesView> views) {
    int width =
        Math.max(6, views.stream().mapToInt(view -> view.key().id().length()).max().orElse(0));
    out.println("Budgets at " + Times.utc(views.get(0).tick()));
    out.printf(
        Locale.ROOT,
        "  %-" + width + "s  %8s  %6s  %13s  %13s  %10s%n",
        "series",
        "target",
        "window",
        "good",
        "total",
        "remaining");
    for (SeriesView view : views) {
      out.printf(
          Locale.ROOT,
          "  %-" + width + "s  %8s  %6s  %,13d  %,13d  %9.2f%%%n",
          view.key().id(),
          view.slo().target(),
          view.slo().timeWindow().label(),
          view.counts().good(),
          view.counts().total(),
          100 * view.budget().remaining());
    }
  }
}
