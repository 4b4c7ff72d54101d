package dev.slostreams.http;

import dev.slostreams.query.QueryAnswer;
import dev.slostreams.query.QueryAnswer.Found;
import dev.slostreams.query.QueryAnswer.Unavailable;
import dev.slostreams.query.QueryAnswer.Unknown;
import dev.slostreams.query.SeriesQuery;
import dev.slostreams.slo.Slo;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** How series stand, by themselves and by SLO. */
public final class SeriesRoutes implements RouteGroup {

  private static final String WORST = "worst";
  private static final int MOST_NAMES = 20;

  private final SeriesQuery query;
  private final Function<String, Optional<String>> definition;
  private final SeriesReader reader = new SeriesReader();

  /**
   * Answers what this query finds.
   *
   * @param definition the text of the document of the SLO of this name, where it is known
   */
  public SeriesRoutes(SeriesQuery query, Function<String, Optional<String>> definition) {
    this.query = query;
    this.definition = definition;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.get("/api/v1/series", Scope.READ, "How every series stands", this::series),
        Route.get("/api/v1/slos", Scope.READ, "Every SLO and how it stands in sum", this::slos),
        Route.get("/api/v1/slos/{slo}", Scope.READ, "One SLO and how its series stand", this::slo));
  }

  private void series(Context context) {
    Parameters asked =
        Parameters.of(
            context,
            "slo",
            "service",
            "label",
            "q",
            "alert",
            "dataState",
            "sort",
            "limit",
            "cursor",
            "maxLag");
    SeriesFilter filter = SeriesFilter.of(asked);
    boolean worst = asked.oneOf("sort", WORST, "id").filter(sort -> sort.equals(WORST)).isPresent();
    Optional<String> slo = asked.one("slo");
    Found found =
        found(
            context,
            slo.isPresent() ? query.ofSlo(slo.get(), maxLag(asked)) : query.all(maxLag(asked)));
    List<SeriesEntry> all = read(found, slo.isEmpty());
    Page<SeriesEntry> page =
        Page.of(
            all.stream().filter(filter::admits).toList(),
            worst ? SeriesEntry::worstFirst : series -> Position.of(series.id()),
            asked);
    Answer.sendTagged(context, SeriesAnswer.of(found, page));
  }

  private void slos(Context context) {
    Parameters asked = Parameters.of(context, "service", "q", "limit", "cursor", "maxLag");
    Optional<String> service = asked.one("service");
    Optional<String> text = asked.one("q").map(part -> part.toLowerCase(Locale.ROOT));
    Found found = found(context, query.all(maxLag(asked)));
    Map<String, List<Slo>> named = new LinkedHashMap<>();
    found.slos().stream()
        .filter(slo -> service.filter(name -> !name.equals(slo.service())).isEmpty())
        .filter(slo -> text.filter(part -> !mentions(slo, part)).isEmpty())
        .forEach(slo -> named.computeIfAbsent(slo.id().name(), n -> new ArrayList<>()).add(slo));
    Page<Map.Entry<String, List<Slo>>> page =
        Page.of(List.copyOf(named.entrySet()), entry -> Position.of(entry.getKey()), asked);
    Answer.sendTagged(context, SloAnswer.list(found, page, read(found, true)));
  }

  private void slo(Context context) {
    Parameters asked = Parameters.of(context, "maxLag");
    String name = context.pathParam("slo");
    QueryAnswer answer = query.ofSlo(name, maxLag(asked));
    Found found = found(context, answer);
    Answer.sendTagged(context, SloAnswer.of(found, read(found, false), definition.apply(name)));
  }

  private List<SeriesEntry> read(Found found, boolean whole) {
    return whole && found.complete() ? reader.readAll(found.series()) : reader.read(found.series());
  }

  private static long maxLag(Parameters asked) {
    return asked.maxLag();
  }

  private static boolean mentions(Slo slo, String part) {
    return SeriesFilter.contains(slo.id().name(), part)
        || SeriesFilter.contains(slo.service(), part)
        || SeriesFilter.contains(slo.about().displayName(), part)
        || SeriesFilter.contains(slo.about().description(), part);
  }

  private static Found found(Context context, QueryAnswer answer) {
    if (answer instanceof Found found) {
      return found;
    } else if (answer instanceof Unknown unknown) {
      throw Refusal.of(404, "no SLO named '" + unknown.name() + "'", hint(unknown));
    } else if (answer instanceof Unavailable unavailable) {
      throw Refusal.unavailable(context, unavailable);
    }
    throw new IllegalStateException(
        "no HTTP answer for " + answer + " (this is a bug in slo-streams)");
  }

  private static String hint(Unknown unknown) {
    if (!unknown.nearest().isEmpty()) {
      return "did you mean '" + unknown.nearest() + "'?";
    }
    String known = unknown.known().stream().limit(MOST_NAMES).collect(Collectors.joining(", "));
    return "known: " + (unknown.known().size() > MOST_NAMES ? known + ", …" : known);
  }
}
