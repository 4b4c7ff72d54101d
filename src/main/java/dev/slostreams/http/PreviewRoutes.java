package dev.slostreams.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slostreams.engine.Ledger.Preview;
import dev.slostreams.http.HistoryRoutes.Ledgers;
import dev.slostreams.query.Peers.Reply;
import dev.slostreams.slo.Exclusion;
import dev.slostreams.slo.Slo;
import dev.slostreams.wire.BudgetRecord;
import io.javalin.http.Context;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;

/** How series would stand with an exclusion that is not ordered yet. */
public final class PreviewRoutes implements RouteGroup {

  private static final String PATH = "/exclusions/preview";
  private static final int MOST_CHARACTERS = 4_000; // it goes to other instances in a query

  private final Ledgers ledgers;
  private final Supplier<List<Slo>> slos;
  private final Function<String, Exclusion> reader;

  /**
   * Previews in these ledgers.
   *
   * @param slos every definition that is counted now
   * @param reader reads the text of a document; throws {@link IllegalArgumentException} with what
   *     is wrong with it
   */
  public PreviewRoutes(
      Ledgers ledgers, Supplier<List<Slo>> slos, Function<String, Exclusion> reader) {
    this.ledgers = ledgers;
    this.slos = slos;
    this.reader = reader;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.post(
            "/api/v1" + PATH,
            Scope.ADMIN,
            "How series would stand with the exclusion in the body; nothing changes",
            this::preview),
        Route.get(
            "/internal/v1" + PATH,
            Scope.PEER,
            "The same, of the series in one ledger partition of this instance",
            this::previewHere));
  }

  private void preview(Context context) {
    Parameters.of(context);
    String document = context.body();
    Exclusion exclusion = read(document);
    ObjectNode node = Answer.object();
    node.put("exclusion", exclusion.name());
    ArrayNode series = node.putArray("series");
    ArrayNode missing = Answer.object().putArray("missing");
    for (int partition : partitions(exclusion)) {
      String path =
          "/internal/v1%s?partition=%d&document=%s"
              .formatted(PATH, partition, URLEncoder.encode(document, StandardCharsets.UTF_8));
      ledgers
          .partitions()
          .ask(partition, path, () -> here(partition, exclusion))
          .filter(reply -> reply.status() == 200)
          .ifPresentOrElse(
              reply -> series.addAll((ArrayNode) json(reply).path("series")),
              () -> missing.add(partition));
    }
    node.put("complete", missing.isEmpty());
    node.set("missingPartitions", missing);
    Answer.send(context, 200, node);
  }

  private void previewHere(Context context) {
    Parameters parameters = Parameters.of(context, "partition", "document");
    String partition = parameters.one("partition").orElse("");
    if (!partition.matches("[0-9]{1,6}")) {
      throw Parameters.refusal("partition", "be a ledger partition", partition);
    }
    Exclusion exclusion = read(parameters.one("document").orElse(""));
    Reply reply =
        here(Integer.parseInt(partition), exclusion)
            .orElseThrow(
                () ->
                    Refusal.of(
                        503,
                        "ledger partition " + partition + ": cannot be read here now",
                        "retry after 2 s"));
    context.status(200).contentType(reply.contentType()).result(reply.body());
  }

  private Exclusion read(String document) {
    if (document.length() > MOST_CHARACTERS) {
      throw Refusal.of(
          400,
          "body: must be at most %,d characters, but was %,d"
              .formatted(MOST_CHARACTERS, document.length()),
          "preview part of it");
    }
    Exclusion exclusion;
    try {
      exclusion = reader.apply(document);
    } catch (IllegalArgumentException e) {
      throw Refusal.of(400, e.getMessage(), "docs/exclusions.md shows how to write one");
    }
    if (exclusion.isByEvent()) {
      throw Refusal.of(
          400,
          "exclusion '" + exclusion.name() + "': must have no where to be previewed",
          "backtest previews it on recorded events");
    }
    return exclusion;
  }

  private SortedSet<Integer> partitions(Exclusion exclusion) {
    SortedSet<Integer> partitions = new TreeSet<>();
    slos.get().stream()
        .filter(exclusion.scope()::names)
        .forEach(slo -> partitions.add(ledgers.placement().of().applyAsInt(slo.id())));
    return partitions;
  }

  private Optional<Reply> here(int partition, Exclusion exclusion) {
    return ledgers
        .history()
        .ledger(partition)
        .flatMap(ledger -> ledger.preview(exclusion))
        .map(previews -> reply(exclusion, previews));
  }

  private static Reply reply(Exclusion exclusion, List<Preview> previews) {
    ArrayNode series = Answer.object().putArray("series");
    for (Preview preview : previews) {
      ObjectNode entry = series.addObject();
      entry.put("id", preview.now().key().id());
      String line = BudgetRecord.previewLine(exclusion.name(), preview.now(), preview.with());
      entry.setAll((ObjectNode) Answer.read(line));
      entry.remove(List.of("type", "exclusion"));
    }
    ObjectNode node = Answer.object();
    node.set("series", series);
    return new Reply(200, "application/json", Answer.bytes(node));
  }

  private static JsonNode json(Reply reply) {
    return Answer.read(new String(reply.body(), StandardCharsets.UTF_8));
  }
}
