package dev.slostreams.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slostreams.feed.AlertLog;
import dev.slostreams.query.QueryAnswer;
import dev.slostreams.query.QueryAnswer.Found;
import dev.slostreams.query.QueryAnswer.Unavailable;
import dev.slostreams.query.SeriesQuery;
import dev.slostreams.wire.Pages;
import io.javalin.http.Context;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Alerts: those of now as the series stand, those of the past from the log. */
public final class AlertRoutes implements RouteGroup {

  private static final String RESOLVED = "resolved";

  private final SeriesQuery query;
  private final AlertLog log;
  private final Pages pages;
  private final InstantSource clock;

  /**
   * Answers from the series and the log.
   *
   * @param pages to which alerts link
   */
  public AlertRoutes(SeriesQuery query, AlertLog log, Pages pages, InstantSource clock) {
    this.query = query;
    this.log = log;
    this.pages = pages;
    this.clock = clock;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.get(
            "/api/v1/alerts",
            Scope.READ,
            "Alerts that fire or are pending, and those that were resolved, the newest first",
            this::alerts));
  }

  private void alerts(Context context) {
    Parameters parameters =
        Parameters.of(context, "state", "severity", "slo", "service", "since", "limit", "cursor");
    Optional<String> state = parameters.oneOf("state", "firing", "pending", RESOLVED);
    AlertFilter filter =
        new AlertFilter(
            state,
            parameters.one("severity"),
            parameters.one("slo"),
            parameters.one("service"),
            parameters.time("since", clock.instant()));
    List<ListedAlert> alerts = new ArrayList<>();
    ObjectNode answer = Answer.object();
    if (state.equals(Optional.of(RESOLVED))) {
      Envelope.put(answer, List.of(), Set.of());
    } else {
      Found found = current(context);
      alerts.addAll(CurrentAlerts.of(found, log, pages));
      Envelope.put(answer, found.partitions(), found.missingPartitions());
    }
    if (state.isEmpty() || state.get().equals(RESOLVED)) {
      log.resolved().forEach(entry -> alerts.add(ListedAlert.of(entry)));
    }
    alerts.removeIf(alert -> !filter.admits(alert));
    Page<ListedAlert> page = Page.of(alerts, ListedAlert::position, parameters);
    ArrayNode entries = answer.putArray("alerts");
    page.items().forEach(alert -> entries.add(alert.json()));
    page.putEnds(answer);
    answer.putObject("past").put("since", time(log.since())).put("complete", log.isComplete());
    Answer.send(context, 200, answer);
  }

  private Found current(Context context) {
    QueryAnswer answer = query.all();
    if (answer instanceof Found found) {
      return found;
    }
    if (answer instanceof Unavailable none) {
      throw Refusal.unavailable(context, none);
    }
    throw new IllegalStateException("no alerts for " + answer + " (this is a bug in slo-streams)");
  }

  private static String time(Instant time) {
    return Envelope.time(time.getEpochSecond());
  }
}
