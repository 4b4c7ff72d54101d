package dev.slostreams.http;

import dev.slostreams.query.Health;
import io.javalin.http.Context;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;

/** Whether the application is well, and its meters. */
public final class HealthRoutes implements RouteGroup {

  private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

  private final Health health;
  private final PrometheusMeterRegistry meters;

  public HealthRoutes(Health health, PrometheusMeterRegistry meters) {
    this.health = health;
    this.meters = meters;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.get(
            "/livez", Scope.OPEN, "Whether the application is alive, 200 or 503", this::livez),
        Route.get(
            "/readyz", Scope.OPEN, "Whether the application answers, 200 or 503", this::readyz),
        Route.get("/metrics", Scope.READ, "Meters of the application for Prometheus", this::metrics)
            .unlimited());
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
}
