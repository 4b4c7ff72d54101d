package dev.slostreams.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slostreams.control.DefinitionSet;
import dev.slostreams.query.QueryAnswer;
import dev.slostreams.query.QueryAnswer.Found;
import dev.slostreams.query.QueryAnswer.Unavailable;
import dev.slostreams.query.SeriesQuery;
import dev.slostreams.query.Served;
import dev.slostreams.slo.DefinitionsId;
import dev.slostreams.slo.Source;
import dev.slostreams.wire.LedgerRecord;
import io.javalin.http.Context;
import java.time.InstantSource;
import java.util.List;

/** How far evaluation is, and by which definitions. */
public final class StateRoutes implements RouteGroup {

  private final SeriesQuery query;
  private final Definitions definitions;
  private final InstantSource clock;

  public StateRoutes(SeriesQuery query, Definitions definitions, InstantSource clock) {
    this.query = query;
    this.definitions = definitions;
    this.clock = clock;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.get(
            "/api/v1/state",
            Scope.READ,
            "How far each ledger partition is evaluated, and how far it can be trusted",
            this::state),
        Route.get(
            "/api/v1/definitions",
            Scope.READ,
            "The definitions in force, and what is wrong with the files of this instance",
            this::definitions));
  }

  private void state(Context context) {
    Parameters.of(context);
    QueryAnswer answer = query.all();
    if (answer instanceof Unavailable unavailable) {
      throw Refusal.unavailable(context, unavailable);
    }
    if (!(answer instanceof Found found)) {
      throw new IllegalStateException("no state in " + answer + " (this is a bug in slo-streams)");
    }
    ObjectNode node = Envelope.put(Answer.object(), found.partitions(), found.missingPartitions());
    node.put("definitions", definitions.latest().id().toString());
    ArrayNode ledgers = node.putArray("ledgers");
    long now = clock.instant().getEpochSecond();
    for (Served served : found.partitions()) {
      ObjectNode entry = ledgers.addObject();
      entry.put("partition", served.partition());
      entry.put("dataState", served.dataState().toString());
      boolean evaluated = served.at() != LedgerRecord.NO_TICK;
      entry.put("at", evaluated ? Envelope.time(served.at()) : null);
      entry.put("behindSeconds", evaluated ? Math.max(0, now - served.at()) : null);
      ArrayNode missing = entry.putArray("missingSources");
      served.missing().forEach(missing::add);
    }
    Answer.send(context, 200, node);
  }

  private void definitions(Context context) {
    Parameters.of(context);
    DefinitionSet set = definitions.latest();
    ObjectNode node = Answer.object();
    node.put("id", set.id().toString());
    boolean always = set.from() == DefinitionsId.BEGINNING;
    node.put("from", always ? null : Envelope.time(set.from()));
    node.put("inForce", always || set.from() <= clock.instant().getEpochSecond());
    ArrayNode sources = node.putArray("sources");
    for (Source source : set.sources()) {
      sources
          .addObject()
          .put("name", source.name())
          .put("topic", source.topic())
          .put("format", source.format().symbol());
    }
    node.put("slos", set.slos().stream().map(slo -> slo.id().name()).distinct().count());
    ArrayNode documents = node.putArray("documents");
    for (Definitions.Document document : definitions.documents()) {
      documents
          .addObject()
          .put("kind", document.kind())
          .put("name", document.name())
          .put("file", document.file());
    }
    ArrayNode problems = node.putArray("problems");
    definitions.problems().forEach(problems::add);
    Answer.send(context, 200, node);
  }
}
