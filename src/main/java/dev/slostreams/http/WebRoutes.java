package dev.slostreams.http;

import io.javalin.http.Context;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The web pages: one document for all of them, and the files that it asks for.
 *
 * <p>They hold no data, so anybody may have them; what they show they ask of the API. The files are
 * a fixed list: a path is looked up in it and never opened.
 */
public final class WebRoutes implements RouteGroup {

  private static final String HTML = "text/html;charset=utf-8";
  private static final String STYLE = "text/css;charset=utf-8";
  private static final String SCRIPT = "text/javascript;charset=utf-8";
  private static final String PICTURE = "image/svg+xml";
  private static final String UPLOT = "/META-INF/resources/webjars/uplot/1.6.30/dist/";
  private static final String POLICY =
      "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none';"
          + " frame-ancestors 'none'";

  private final WebFile page = WebFile.read("web/index.html", HTML);
  private final Map<String, WebFile> assets = assets();
  private final Map<String, WebFile> charts =
      Map.of(
          "uPlot.min.css", WebFile.read(UPLOT + "uPlot.min.css", STYLE),
          "uPlot.iife.min.js", WebFile.read(UPLOT + "uPlot.iife.min.js", SCRIPT));

  @Override
  public List<Route> routes() {
    return List.of(
        Route.get("/", Scope.OPEN, "How every series stands, for people", this::page),
        Route.get("/alerts", Scope.OPEN, "Current and past alerts, for people", this::page),
        Route.get("/slos/{slo}", Scope.OPEN, "One SLO, for people", this::page),
        Route.get("/assets/{file}", Scope.OPEN, "Files of these pages", c -> send(assets, c)),
        Route.get("/assets/uplot/{file}", Scope.OPEN, "The charts", c -> send(charts, c)));
  }

  private void page(Context context) {
    send(page, context);
  }

  private static void send(Map<String, WebFile> files, Context context) {
    WebFile file = files.get(context.pathParam("file"));
    if (file == null) {
      throw Refusal.of(404, "no route '" + context.path() + "'", "/ is the first page");
    }
    send(file, context);
  }

  private static void send(WebFile file, Context context) {
    context.header("Content-Security-Policy", POLICY);
    file.send(context);
  }

  private static Map<String, WebFile> assets() {
    Stream<String> scripts =
        Stream.of(
            "alerts",
            "api",
            "app",
            "charts",
            "dom",
            "format",
            "live",
            "model",
            "overview",
            "parts",
            "rows",
            "slo",
            "theme");
    Map<String, WebFile> files =
        scripts
            .map(name -> name + ".js")
            .collect(Collectors.toMap(name -> name, name -> WebFile.read("web/" + name, SCRIPT)));
    files.put("style.css", WebFile.read("web/style.css", STYLE));
    files.put("icon.svg", WebFile.read("web/icon.svg", PICTURE));
    return Map.copyOf(files);
  }
}
