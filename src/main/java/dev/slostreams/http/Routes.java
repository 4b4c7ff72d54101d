package dev.slostreams.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slostreams.query.Health;
import dev.slostreams.query.QueryAnswer;
import dev.slostreams.query.QueryAnswer.Found;
import dev.slostreams.query.QueryAnswer.Unavailable;
import dev.slostreams.query.QueryAnswer.Unknown;
import dev.slostreams.query.SeriesQuery;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The route table, and the handler of each route. */
final class Routes {

  private static final int MOST_NAMES = 20;
  private static final String PLAIN = "text/plain;charset=utf-8";
  private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

  private final SeriesQuery query;
  private final Health health;
  private final PrometheusMeterRegistry meters;
  private final byte[] openApi = resource("openapi.json");

  Routes(SeriesQuery query, Health health, PrometheusMeterRegistry meters) {
    this.query = query;
    this.health = health;
    this.meters = meters;
  }

  List<Route> table() {
    return List.of(
        new Route("/", "This page", this::index),
        new Route("/api/v1/series", "How every series stands", this::series),
        new Route("/api/v1/slos/{slo}", "One SLO and how its series stand", this::slo),
        new Route("/api/v1/openapi.json", "This interface as OpenAPI 3.1", this::openApi),
        new Route("/livez", "Whether the application is alive, 200 or 503", this::livez),
        new Route("/readyz", "Whether the application answers, 200 or 503", this::readyz),
        new Route("/metrics", "Meters of the application for Prometheus", this::metrics));
  }

  private void index(Context context) {
    String routes =
        table().stream()
            .map(route -> "%-22s %s%n".formatted(route.path(), route.summary()))
            .collect(Collectors.joining());
    context.contentType(PLAIN).result("slo-streams\n\n" + routes);
  }

  private void series(Context context) {
    refuseParameters(context);
    answer(context, query.all(), found -> SeriesAnswer.of(found.series()));
  }

  private void slo(Context context) {
    refuseParameters(context);
    answer(context, query.ofSlo(context.pathParam("slo")), SloAnswer::of);
  }

  private void openApi(Context context) {
    context.contentType("application/json").result(openApi);
  }

  private void livez(Context context) {
    List<Health.Check> checks = health.liveness();
    Answer.send(context, HealthAnswer.status(checks), HealthAnswer.of(checks));
  }

  private void readyz(Context context) {
    List<Health.Check> checks = health.readiness();
    Answer.send(context, HealthAnswer.status(checks), HealthAnswer.of(checks));
  }

  private void metrics(Context context) {
    context.contentType(PROMETHEUS).result(meters.scrape());
  }

  private static void answer(
      Context context, QueryAnswer answer, Function<Found, ObjectNode> body) {
    if (answer instanceof Found found) {
      Answer.send(context, 200, body.apply(found));
    } else if (answer instanceof Unknown unknown) {
      throw refusal(404, "no SLO named '" + unknown.name() + "'", hint(unknown));
    } else if (answer instanceof Unavailable unavailable) {
      context.header("Retry-After", Integer.toString(unavailable.retryAfterSeconds()));
      String hint = "retry after " + unavailable.retryAfterSeconds() + " s";
      throw refusal(503, unavailable.reason(), hint);
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
              throw refusal(
                  400,
                  "query parameter '" + name + "': is not known here",
                  "this route takes no query parameters");
            });
  }

  /** The exception that becomes an error answer. */
  static HttpResponseException refusal(int status, String error, String hint) {
    return new HttpResponseException(status, error, Map.of("hint", hint));
  }

  private static byte[] resource(String name) {
    try (InputStream in = Routes.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(
            "resource '" + name + "' is missing (this is a bug in slo-streams)");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
