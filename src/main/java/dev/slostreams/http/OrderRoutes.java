package dev.slostreams.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slostreams.http.Orders.Listed;
import dev.slostreams.http.Orders.Order;
import dev.slostreams.slo.Exclusion;
import dev.slostreams.slo.Exclusion.InForce;
import dev.slostreams.slo.FreezeException;
import dev.slostreams.slo.Interval;
import io.javalin.http.Context;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Exclusions and freeze exceptions: what there is, ordering one, and undoing it. */
public final class OrderRoutes implements RouteGroup {

  private static final String EXCLUSIONS = "/api/v1/exclusions";
  private static final String EXCEPTIONS = "/api/v1/freeze-exceptions";
  private static final String EXCLUSION = "Exclusion";
  private static final String EXCEPTION = "FreezeException";
  private static final long NEVER = Long.MAX_VALUE;

  /* Of one that recurs, so much of the past and of the future is listed. */
  private static final long SHOWN_SECONDS = 2_678_400; // 31 d
  private static final int MOST_NAME = 100;

  private final Orders orders;
  private final InstantSource clock;

  public OrderRoutes(Orders orders, InstantSource clock) {
    this.orders = orders;
    this.clock = clock;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.get(
            EXCLUSIONS, Scope.READ, "Every exclusion, of the files and ordered", this::exclusions),
        Route.post(
            EXCLUSIONS,
            Scope.ADMIN,
            "Orders the exclusion in the body",
            context -> apply(context, EXCLUSION)),
        Route.post(
            EXCLUSIONS + "/{name}/undo",
            Scope.ADMIN,
            "Undoes an exclusion that was ordered",
            context -> undo(context, EXCLUSION)),
        Route.get(
            EXCEPTIONS,
            Scope.READ,
            "Every freeze exception, of the files and ordered",
            this::exceptions),
        Route.post(
            EXCEPTIONS,
            Scope.ADMIN,
            "Orders the freeze exception in the body",
            context -> apply(context, EXCEPTION)),
        Route.post(
            EXCEPTIONS + "/{name}/undo",
            Scope.ADMIN,
            "Undoes a freeze exception that was ordered",
            context -> undo(context, EXCEPTION)));
  }

  private void exclusions(Context context) {
    Parameters.of(context);
    ObjectNode node = Answer.object();
    ArrayNode entries = node.putArray("exclusions");
    orders.exclusions().forEach(listed -> put(entries.addObject(), listed));
    Answer.send(context, 200, node);
  }

  private void exceptions(Context context) {
    Parameters.of(context);
    ObjectNode node = Answer.object();
    ArrayNode entries = node.putArray("freezeExceptions");
    orders.freezeExceptions().forEach(listed -> putException(entries.addObject(), listed));
    Answer.send(context, 200, node);
  }

  private void apply(Context context, String kind) {
    String by = by(Parameters.of(context, "by"));
    Order order;
    try {
      order = orders.apply(kind, context.body(), by);
    } catch (IllegalArgumentException e) {
      throw Refusal.of(400, e.getMessage(), "docs/exclusions.md shows how to write one");
    }
    Answer.send(context, 201, put(Answer.object().put("name", order.name()), order));
  }

  private void undo(Context context, String kind) {
    String by = by(Parameters.of(context, "by"));
    String name = context.pathParam("name");
    Optional<Order> undone;
    try {
      undone = orders.undo(kind, name, by);
    } catch (IllegalArgumentException e) {
      throw Refusal.of(409, e.getMessage(), "there is nothing left to undo");
    }
    Order order =
        undone.orElseThrow(
            () ->
                Refusal.of(
                    404,
                    kind + " '" + name + "': must have been ordered, but was not",
                    "what stands in the definition files is taken out there"));
    Answer.send(context, 200, put(Answer.object().put("name", order.name()), order));
  }

  /** Who asks, as far as it is said. */
  private static String by(Parameters parameters) {
    String by = parameters.one("by").orElse("someone with the admin token").strip();
    if (by.isEmpty() || by.length() > MOST_NAME) {
      throw Parameters.refusal("by", "have 1 to " + MOST_NAME + " characters", by);
    }
    return by + " (http)";
  }

  private void put(ObjectNode node, Listed<Exclusion> listed) {
    Exclusion exclusion = listed.what();
    long now = clock.instant().getEpochSecond();
    List<Interval> near = exclusion.intervals().within(now - SHOWN_SECONDS, now + SHOWN_SECONDS);
    node.put("name", exclusion.name());
    node.put("state", state(exclusion, now));
    node.put("kind", exclusion.cause().kind().toString());
    node.put("reason", exclusion.cause().reason());
    node.put("approvedBy", exclusion.cause().approvedBy());
    putScope(node, exclusion.scope());
    if (exclusion.isByEvent()) {
      node.put("where", exclusion.where());
    }
    ArrayNode intervals = node.putArray("intervals");
    for (Interval interval : near) {
      intervals
          .addObject()
          .put("from", Envelope.time(interval.from()))
          .put("to", interval.to() == NEVER ? null : Envelope.time(interval.to()));
    }
    putOrder(node, listed.order());
  }

  private static String state(Exclusion exclusion, long now) {
    InForce inForce = exclusion.inForce();
    if (inForce.to() <= now) {
      return "undone";
    }
    if (exclusion.intervals().covers(now)) {
      return "in-force";
    }
    return exclusion.intervals().firstEndingAfter(now).isPresent() ? "planned" : "over";
  }

  private void putException(ObjectNode node, Listed<FreezeException> listed) {
    FreezeException exception = listed.what();
    long now = clock.instant().getEpochSecond();
    boolean undone = listed.order().filter(order -> order.undoneAt() <= now).isPresent();
    node.put("name", exception.name());
    node.put(
        "state",
        undone
            ? "undone"
            : exception.isInForceAt(now)
                ? "in-force"
                : now < exception.from() ? "planned" : "over");
    node.put("reason", exception.reason());
    node.put("approvedBy", exception.approvedBy());
    putScope(node, exception.scope());
    node.put("from", Envelope.time(exception.from()));
    node.put("until", Envelope.time(exception.until()));
    putOrder(node, listed.order());
  }

  private static void putScope(ObjectNode node, Exclusion.Scope scope) {
    ArrayNode slos = node.putArray("slos");
    new TreeSet<>(scope.slos()).forEach(slos::add);
    ArrayNode services = node.putArray("services");
    new TreeSet<>(scope.services()).forEach(services::add);
  }

  private static void putOrder(ObjectNode node, Optional<Order> order) {
    node.put("origin", order.isPresent() ? "ordered" : "file");
    order.ifPresent(one -> put(node.putObject("order"), one));
  }

  private static ObjectNode put(ObjectNode node, Order order) {
    node.put("effectiveAt", Envelope.time(order.effectiveAt()));
    node.put("undoneAt", order.undoneAt() == NEVER ? null : Envelope.time(order.undoneAt()));
    node.put("recordedBy", order.by());
    node.put("recordedAt", Instant.ofEpochMilli(order.atMs()).toString());
    return node;
  }
}
