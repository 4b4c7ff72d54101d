package dev.slostreams.http;

import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What there is to ask: the list of all routes, and the interface as OpenAPI. */
final class Directory implements RouteGroup {

  private static final String PLAIN = "text/plain;charset=utf-8";

  private final byte[] openApi = Resources.read("openapi.json");
  private final List<Route> all = new ArrayList<>();

  /** The routes of these groups, and of the directory itself. */
  static List<Route> table(List<? extends RouteGroup> groups) {
    Directory directory = new Directory();
    directory.all.addAll(directory.routes());
    groups.forEach(group -> directory.all.addAll(group.routes()));
    return List.copyOf(directory.all);
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.get("/api/v1", Scope.OPEN, "This page", this::index),
        Route.get(
            "/api/v1/openapi.json", Scope.OPEN, "This interface as OpenAPI 3.1", this::openApi));
  }

  private void index(Context context) {
    String routes =
        all.stream()
            .map(
                route -> "%-4s %-39s %s%n".formatted(route.method(), route.path(), route.summary()))
            .collect(Collectors.joining());
    context.contentType(PLAIN).result("slo-streams\n\n" + routes);
  }

  private void openApi(Context context) {
    context.contentType("application/json").result(openApi);
  }
}
