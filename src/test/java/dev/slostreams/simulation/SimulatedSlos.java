package dev.slostreams.simulation;

import static dev.slostreams.testing.Slos.burn;
import static dev.slostreams.testing.Slos.policy;

import dev.slostreams.slo.Aggregate;
import dev.slostreams.slo.AlertPolicy;
import dev.slostreams.slo.AlertPolicy.Guards;
import dev.slostreams.slo.Indicator;
import dev.slostreams.slo.Indicator.Part;
import dev.slostreams.slo.Indicator.Selection;
import dev.slostreams.slo.Op;
import dev.slostreams.slo.Slo;
import dev.slostreams.slo.Source;
import dev.slostreams.testing.SlicedSlos;
import dev.slostreams.testing.Slos;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Four SLOs that count in four ways, with windows short enough to fire and resolve within a minute,
 * and how an event counts in them, said a second time.
 */
final class SimulatedSlos {

  static final Source SOURCE = Source.json("requests", "request-events");

  /** Longer than any run, and than any jump of a clock in it. */
  static final long TIME_WINDOW_SECONDS = 14_400; // 4 h

  /** By service: status below 500. */
  static final String AVAILABILITY = "availability";

  /**
   * In slices: at least half of the events below 300 ms; an event without a duration is invalid.
   */
  static final String LATENCY = "latency";

  /** Of the service checkout, weighed by requests: 500 and above is bad. */
  static final String CHECKOUT = "checkout";

  /** In slices: at least one event of the service cart. */
  static final String HEARTBEAT = "heartbeat";

  private static final AlertPolicy QUICK =
      Slos.withGuards(policy("quick", "page", burn("2", 5), burn("2", 2)), new Guards(0, 2, 0));
  private static final AlertPolicy SLOW =
      Slos.withNoData(
          Slos.withGuards(policy("slow", "ticket", burn("1.5", 15)), new Guards(3, 4, 3)));
  private static final AlertPolicy SLICES =
      Slos.withGuards(policy("slices", "page", burn("3", 20)), new Guards(0, 0, 0));

  private SimulatedSlos() {}

  static List<Slo> all() {
    return all("0.8", "0.9", QUICK, SLOW);
  }

  /** The same count, judged differently: other targets, and a policy less. */
  static List<Slo> withOtherTargets() {
    return all("0.9", "0.8", QUICK);
  }

  private static List<Slo> all(
      String targetOfAvailability, String targetOfCheckout, AlertPolicy... policies) {
    Slo availability =
        Slos.withTarget(Slos.availability(AVAILABILITY, "service"), targetOfAvailability);
    Slo latency = with(Slos.availability(LATENCY), new Selection("duration < 300", "1"));
    Slo checkout =
        Slos.with(
            Slos.availability(CHECKOUT),
            new Indicator.Ratio(
                SOURCE.name(),
                new Selection("service == 'checkout'", "requests"),
                new Selection("status >= 500", "requests"),
                Part.BAD,
                List.of()));
    Slo heartbeat =
        Slos.with(
            Slos.availability(HEARTBEAT),
            new Indicator.Ratio(
                SOURCE.name(),
                new Selection("service == 'cart'", "1"),
                Selection.ALL,
                Part.GOOD,
                List.of()));
    return List.of(
        finished(Slos.with(availability, policies)),
        finished(
            Slos.with(SlicedSlos.timeslices(Slos.withTarget(latency, "0.8"), 5, "0.5"), SLICES)),
        finished(Slos.with(Slos.withTarget(checkout, targetOfCheckout), QUICK, SLOW)),
        finished(
            Slos.with(
                SlicedSlos.aggregate(
                    Slos.withTarget(heartbeat, "0.9"),
                    4,
                    Aggregate.of(Aggregate.Kind.COUNT),
                    "1",
                    Op.GTE,
                    "1"),
                SLICES)));
  }

  private static Slo finished(Slo slo) {
    return Slos.withTimeWindow(slo, TIME_WINDOW_SECONDS);
  }

  private static Slo with(Slo slo, Selection good) {
    return Slos.with(
        slo, new Indicator.Ratio(SOURCE.name(), Selection.ALL, good, Part.GOOD, List.of()));
  }

  /** Tells each SLO that counts the event, and {bad, total}. */
  static void count(ScriptedEvent event, BiConsumer<String, long[]> counted) {
    if (event.kind() == ScriptedEvent.Kind.MALFORMED || event.kind() == ScriptedEvent.Kind.FUTURE) {
      return;
    }
    counted.accept(AVAILABILITY, new long[] {event.status() >= 500 ? 1 : 0, 1});
    if (event.durationMs() >= 0) {
      counted.accept(LATENCY, new long[] {event.durationMs() >= 300 ? 1 : 0, 1});
    }
    if (event.service().equals("checkout")) {
      long requests = event.requests();
      counted.accept(CHECKOUT, new long[] {event.status() >= 500 ? requests : 0, requests});
    }
    if (event.service().equals("cart")) {
      counted.accept(HEARTBEAT, new long[] {0, 1});
    }
  }

  /** Whether a dead letter is due. */
  static boolean isDead(ScriptedEvent event) {
    return event.kind() == ScriptedEvent.Kind.MALFORMED
        || event.kind() == ScriptedEvent.Kind.FUTURE
        || event.durationMs() < 0;
  }
}
