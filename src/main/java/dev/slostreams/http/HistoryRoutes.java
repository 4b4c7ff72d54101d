package dev.slostreams.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slostreams.engine.HistoryRange;
import dev.slostreams.query.HistoryQuery;
import dev.slostreams.query.HistoryQuery.Past;
import dev.slostreams.query.LocalPartitions;
import dev.slostreams.query.PartitionCopy;
import dev.slostreams.query.Partitions;
import dev.slostreams.query.Peers.Reply;
import dev.slostreams.query.Placement;
import dev.slostreams.query.Served;
import dev.slostreams.slo.SeriesKey;
import dev.slostreams.slo.SloId;
import dev.slostreams.slo.TimeWindow;
import dev.slostreams.wire.AlertEntry;
import dev.slostreams.wire.HistoryRecord;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The past of a series: counts, budget and burn rates over time, from the counters kept. */
public final class HistoryRoutes implements RouteGroup {

  private static final String PATH = "/slos/{slo}/history";
  private static final String[] PARAMETERS = {"objective", "series", "from", "to", "step"};
  private static final int MOST_POINTS = 11_000;
  private static final int MOST_NAMES = 20;
  private static final int SOON_SECONDS = 2;

  private final Ledgers ledgers;
  private final Supplier<List<AlertEntry>> resolved;

  /* Each takes a processor for a while, which evaluation needs too. */
  private final Semaphore atOnce =
      new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2));

  /** The ledger partitions, wherever they are. */
  public record Ledgers(
      Placement placement, Partitions partitions, LocalPartitions local, HistoryQuery history) {}

  /**
   * Tells the past of what is accessible.
   *
   * @param resolved transitions back of alerts, as far as they are known
   */
  public HistoryRoutes(Ledgers ledgers, Supplier<List<AlertEntry>> resolved) {
    this.ledgers = ledgers;
    this.resolved = resolved;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.get(
            "/api/v1" + PATH,
            Scope.READ,
            "How a series stood: counts, budget and burn rates over time",
            this::history),
        Route.get(
            "/internal/v1" + PATH,
            Scope.PEER,
            "The same, of what this instance has itself",
            context -> send(context, here(context))));
  }

  private void history(Context context) {
    Parameters.of(context, PARAMETERS);
    String query = context.queryString() == null ? "" : "?" + context.queryString();
    String internal = context.req().getRequestURI().replaceFirst("^/api/", "/internal/") + query;
    send(context, ledgers.partitions().ask(partition(context), internal, () -> here(context)));
  }

  private static void send(Context context, Optional<Reply> reply) {
    Reply found = reply.orElseThrow(() -> unavailable(context, "its ledger cannot be read now"));
    context.status(found.status()).contentType(found.contentType()).result(found.body());
  }

  private int partition(Context context) {
    return ledgers.placement().of().applyAsInt(new SloId(context.pathParam("slo"), ""));
  }

  /** The answer from the copy of this instance; empty if it has none that can be read. */
  private Optional<Reply> here(Context context) {
    int partition = partition(context);
    Optional<Served> served = ledgers.local().read(partition).map(PartitionCopy::served);
    return served.flatMap(
        copy -> ledgers.history().ledger(partition).map(ledger -> reply(context, copy, ledger)));
  }

  private Reply reply(Context context, Served copy, HistoryQuery.Ledger ledger) {
    Parameters parameters = Parameters.of(context, PARAMETERS);
    SeriesKey key = key(context.pathParam("slo"), parameters, ledger);
    ObjectNode node =
        oneOfFew(
            context,
            () -> {
              Past past = ledger.past(key).orElseThrow(() -> gone(context, key));
              return HistoryRecord.of(past.history(range(parameters, past)), resolved.get());
            });
    node.put("servedBy", copy.servedBy());
    node.put("role", copy.role().toString());
    node.put("stale", copy.stale());
    node.put("lagRecords", copy.lagRecords());
    node.put("dataState", copy.dataState().toString());
    return new Reply(200, "application/json", Answer.bytes(node));
  }

  private static SeriesKey key(String slo, Parameters parameters, HistoryQuery.Ledger ledger) {
    Optional<String> objective = parameters.one("objective");
    Optional<String> id = parameters.one("series");
    List<SeriesKey> all =
        ledger.series(slo).stream()
            .filter(key -> objective.isEmpty() || key.slo().objective().equals(objective.get()))
            .toList();
    if (!ledger.knows(slo)) {
      throw Refusal.of(404, "no SLO named '" + slo + "'", "GET /api/v1/slos lists them");
    }
    List<SeriesKey> meant =
        all.stream().filter(key -> id.isEmpty() || key.id().equals(id.get())).toList();
    if (meant.isEmpty()) {
      String wanted = id.map(one -> "series '" + one + "'").orElse("series");
      throw Refusal.of(404, "SLO '" + slo + "': has no " + wanted + " to look back at", known(all));
    }
    if (meant.size() > 1) {
      throw Refusal.of(
          400,
          "query parameter 'series': must name one of "
              + meant.size()
              + " series of '"
              + slo
              + "', but was not given",
          known(all));
    }
    return meant.get(0);
  }

  private static String known(List<SeriesKey> keys) {
    if (keys.isEmpty()) {
      return "a series is there from its first event on";
    }
    String some =
        keys.stream().limit(MOST_NAMES).map(SeriesKey::id).collect(Collectors.joining(", "));
    return "known: " + (keys.size() > MOST_NAMES ? some + ", …" : some);
  }

  private static HistoryRange range(Parameters parameters, Past past) {
    Instant now = Instant.ofEpochSecond(past.tick());
    TimeWindow timeWindow = past.slo().timeWindow();
    long to = Math.min(past.tick(), parameters.time("to", now).orElse(now).getEpochSecond());
    Instant end = Instant.ofEpochSecond(to);
    Optional<Instant> given = parameters.time("from", end);
    long from = given.map(Instant::getEpochSecond).orElse(to - timeWindow.nominalSeconds());
    if (from >= to) {
      throw Parameters.refusal(
          "from",
          "be before 'to', which is " + end + " here",
          Instant.ofEpochSecond(from).toString());
    }
    long step = parameters.seconds("step").orElse(HistoryRange.defaultStep(from, to));
    HistoryRange range = HistoryRange.of(past.slo(), past.tick(), from, to, step);
    if (range.size() > MOST_POINTS) {
      throw Parameters.refusal(
          "step",
          "give at most %,d points, at least %d s here"
              .formatted(MOST_POINTS, (to - from) / MOST_POINTS + 1),
          step + "s");
    }
    return range;
  }

  private <T> T oneOfFew(Context context, Supplier<T> work) {
    try {
      if (!atOnce.tryAcquire(SOON_SECONDS, TimeUnit.SECONDS)) {
        throw unavailable(context, "others are asking for histories");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable(context, "this instance is stopping");
    }
    try {
      return work.get();
    } finally {
      atOnce.release();
    }
  }

  private static RuntimeException gone(Context context, SeriesKey key) {
    return unavailable(context, "series '" + key.id() + "' has just moved");
  }

  private static RuntimeException unavailable(Context context, String why) {
    context.header("Retry-After", Integer.toString(SOON_SECONDS));
    return Refusal.of(
        503,
        "history of '" + context.pathParam("slo") + "': " + why,
        "retry after " + SOON_SECONDS + " s");
  }
}
