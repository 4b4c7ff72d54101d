package dev.slostreams.http;

import dev.slostreams.slo.Exclusion;
import dev.slostreams.slo.Exclusion.Cause;
import dev.slostreams.slo.Exclusion.InForce;
import dev.slostreams.slo.Exclusion.Kind;
import dev.slostreams.slo.Exclusion.Scope;
import dev.slostreams.slo.FreezeException;
import dev.slostreams.slo.Interval;
import dev.slostreams.slo.Intervals;
import dev.slostreams.testing.Views;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One order of each kind, and one of a file; a document is its name. */
final class FakeOrders implements Orders {

  static final long NEVER = Long.MAX_VALUE;

  private static Exclusion exclusion(String name, long from, InForce inForce, String where) {
    return new Exclusion(
        name,
        new Scope(Set.of("cart"), Set.of("shop")),
        Intervals.of(List.of(new Interval(from, from + 3_600))),
        where,
        inForce,
        new Cause(Kind.MAINTENANCE, "the database moves", "ops", Cause.NOT_ANNOUNCED));
  }

  @Override
  public List<Listed<Exclusion>> exclusions() {
    long now = Views.TICK;
    return List.of(
        new Listed<>(exclusion("of-a-file", now - 7_200, InForce.ALWAYS, ""), Optional.empty()),
        new Listed<>(
            exclusion("now", now - 60, new InForce(now - 100, NEVER), "tenant == 'test'"),
            Optional.of(order("Exclusion", "now", NEVER))),
        new Listed<>(
            exclusion("soon", now + 60, new InForce(now - 100, NEVER), ""),
            Optional.of(order("Exclusion", "soon", NEVER))),
        new Listed<>(
            exclusion("taken-back", now - 60, new InForce(now - 100, now - 10), ""),
            Optional.of(order("Exclusion", "taken-back", now - 10))));
  }

  @Override
  public List<Listed<FreezeException>> freezeExceptions() {
    Scope scope = new Scope(Set.of("cart"), Set.of());
    return List.of(
        new Listed<>(
            new FreezeException("fix", scope, Views.TICK - 60, Views.TICK + 60, "head", "repair"),
            Optional.empty()),
        new Listed<>(
            new FreezeException("old", scope, Views.TICK - 60, Views.TICK + 60, "head", "repair"),
            Optional.of(order("FreezeException", "old", Views.TICK - 1))));
  }

  @Override
  public Order apply(String kind, String document, String by) {
    if (document.equals("fixed")) {
      throw new FixedDefinitionsException();
    }
    if (document.isEmpty()) {
      throw new IllegalArgumentException("body: must be a document, but was empty");
    }
    return new Order(kind, document, Views.TICK + 10, NEVER, by, Views.TICK * 1_000);
  }

  @Override
  public Optional<Order> undo(String kind, String name, String by) {
    if (name.equals("taken-back")) {
      throw new IllegalArgumentException("'Exclusion/taken-back': is undone already");
    }
    return name.equals("now")
        ? Optional.of(new Order(kind, name, 0, Views.TICK + 10, by, Views.TICK * 1_000))
        : Optional.empty();
  }

  private static Order order(String kind, String name, long undoneAt) {
    return new Order(kind, name, Views.TICK - 100, undoneAt, "jo@laptop", Views.TICK * 1_000);
  }
}
