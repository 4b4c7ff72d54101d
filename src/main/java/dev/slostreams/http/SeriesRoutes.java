package dev.slostreams.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slostreams.query.QueryAnswer;
import dev.slostreams.query.QueryAnswer.Found;
import dev.slostreams.query.QueryAnswer.Unavailable;
import dev.slostreams.query.QueryAnswer.Unknown;
import dev.slostreams.query.SeriesQuery;
import io.javalin.http.Context;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** How series stand, by themselves and by SLO. */
public final class SeriesRoutes implements RouteGroup {

  private static final int MOST_NAMES = 20;

  private final SeriesQuery query;

  public SeriesRoutes(SeriesQuery query) {
    this.query = query;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.get("/api/v1/series", Scope.READ, "How every series stands", this::series),
        Route.get("/api/v1/slos/{slo}", Scope.READ, "One SLO and how its series stand", this::slo));
  }

  private void series(Context context) {
    refuseParameters(context);
    answer(context, query.all(), found -> SeriesAnswer.of(found.series()));
  }

  private void slo(Context context) {
    refuseParameters(context);
    answer(context, query.ofSlo(context.pathParam("slo")), SloAnswer::of);
  }

  private static void answer(
      Context context, QueryAnswer answer, Function<Found, ObjectNode> body) {
    if (answer instanceof Found found) {
      Answer.send(context, 200, body.apply(found));
    } else if (answer instanceof Unknown unknown) {
      throw Refusal.of(404, "no SLO named '" + unknown.name() + "'", hint(unknown));
    } else if (answer instanceof Unavailable unavailable) {
      context.header("Retry-After", Integer.toString(unavailable.retryAfterSeconds()));
      String hint = "retry after " + unavailable.retryAfterSeconds() + " s";
      throw Refusal.of(503, unavailable.reason(), hint);
    } else {
      throw new IllegalStateException(
          "no HTTP answer for " + answer + " (this is a bug in slo-streams)");
    }
  }

  private static String hint(Unknown unknown) {
    if (!unknown.nearest().isEmpty()) {
      return "did you mean '" + unknown.nearest() + "'?";
    }
    String known = unknown.known().stream().limit(MOST_NAMES).collect(Collectors.joining(", "));
    return "known: " + (unknown.known().size() > MOST_NAMES ? known + ", …" : known);
  }

  private static void refuseParameters(Context context) {
    context.queryParamMap().keySet().stream()
        .sorted()
        .findFirst()
        .ifPresent(
            name -> {
              throw Refusal.of(
                  400,
                  "query parameter '" + name + "': is not known here",
                  "this route takes no query parameters");
            });
  }
}
