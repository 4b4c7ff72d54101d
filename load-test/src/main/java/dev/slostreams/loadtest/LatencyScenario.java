package dev.slostreams.loadtest;

import dev.slostreams.loadtest.AlertTrials.Turn;
import dev.slostreams.loadtest.Workload.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * From the event that crosses the line to the alert record in the hands of a reader of what is
 * committed, and the parts of that time, while other events come in at a steady rate.
 */
final class LatencyScenario implements Scenario {

  private static final String APPLICATION = "latency";
  private static final String TOPIC = "request-events";
  private static final String ALERTS = APPLICATION + "-alerts";
  private static final Shape SHAPE = Shape.TWENTY_SLOS;
  private static final int[] RATES = {1_000, 50_000};
  private static final int TRIALS = 50;
  private static final int TRIALS_QUICK = 2;
  private static final int WARM_UPS = 20;
  private static final int WARM_UPS_OF_A_TURN = 3;
  private static final long DISORDER_MS = 1_000; // the default of the program

  /** What came of one rate, over all rounds. */
  private record Rate(int asked, List<AlertTime> alerts, int missed, Sample reached) {

    static Rate of(int asked, List<Measured> turns) {
      return new Rate(
          asked,
          turns.stream().flatMap(turn -> turn.turn().alerts().stream()).toList(),
          turns.stream().mapToInt(turn -> turn.turn().missed()).sum(),
          Sample.of(turns.stream().mapToDouble(Measured::eventsPerSecond)));
    }

    Sample millis(ToLongFunction<AlertTime> part) {
      return Sample.of(alerts.stream().mapToDouble(part::applyAsLong));
    }

    long later() {
      return alerts.stream().filter(alert -> !alert.isAtFirstTick()).count();
    }
  }

  private record Measured(Turn turn, double eventsPerSecond) {}

  /** A part of the time, as in the table. */
  private record Part(String name, ToLongFunction<AlertTime> millis) {}

  private static final List<Part> PARTS =
      List.of(
          new Part("from the event to the reader of the alert", AlertTime::whole),
          new Part("of it until the tick", AlertTime::untilTick),
          new Part("of it disorder, as configured", alert -> DISORDER_MS),
          new Part(
              "of it until evaluated, first commit included",
              alert -> alert.untilJudged(DISORDER_MS)),
          new Part("of it second commit, until read", AlertTime::untilRead),
          new Part("**beyond disorder and tick**", alert -> alert.beyond(DISORDER_MS)));

  @Override
  public String name() {
    return "latency";
  }

  @Override
  public String title() {
    return "from the event that crosses the line to the alert in the hands of a reader";
  }

  @Override
  public Report measure(Bench bench) throws Exception {
    bench.makeTopic(TOPIC);
    String definitions = Workload.definitions(TOPIC, SHAPE) + "---\n" + AlertTrials.definition();
    try (Child instance = InstanceMain.start(bench, APPLICATION, definitions)) {
      instance.answer(InstanceMain.ADDRESS);
      try (AlertTrials trials = new AlertTrials(bench.brokers(), TOPIC, ALERTS)) {
        return new Latencies(turns(bench, trials));
      }
    }
  }

  /** The rates take turns, each second round in the opposite order. */
  private static List<Rate> turns(Bench bench, AlertTrials trials) throws Exception {
    int perTurn = bench.quick() ? TRIALS_QUICK : TRIALS;
    turn(bench, trials, RATES[RATES.length - 1], bench.quick() ? 1 : WARM_UPS, "warm-up");
    Map<Integer, List<Measured>> turns = new LinkedHashMap<>();
    for (int round = 1; round <= bench.rounds(); round++) {
      List<Integer> order = new ArrayList<>();
      for (int rate : RATES) {
        order.add(rate);
      }
      if (round % 2 == 0) {
        Collections.reverse(order);
      }
      for (int rate : order) {
        turns
            .computeIfAbsent(rate, asked -> new ArrayList<>())
            .add(turn(bench, trials, rate, perTurn, "round " + round));
      }
    }
    return turns.entrySet().stream()
        .map(entry -> Rate.of(entry.getKey(), entry.getValue()))
        .sorted((a, b) -> a.asked() - b.asked())
        .toList();
  }

  private static Measured turn(Bench bench, AlertTrials trials, int rate, int count, String name)
      throws Exception {
    try (SteadyEvents events = SteadyEvents.start(bench.brokers(), TOPIC, SHAPE.services(), rate)) {
      trials.run(bench.quick() ? 1 : WARM_UPS_OF_A_TURN);
      long before = events.sent();
      Stopwatch start = Stopwatch.start();
      Turn turn = trials.run(count);
      double perSecond = (events.sent() - before) / start.secondsUntil(Stopwatch.start());
      Rate alone = Rate.of(rate, List.of(new Measured(turn, perSecond)));
      Sample beyond = alone.millis(alert -> alert.beyond(DISORDER_MS));
      System.err.printf(
          Locale.ROOT,
          "%-9s %,7.0f events/s: beyond disorder and tick p50 %.0f ms, p99 %.0f ms, missed %d%n",
          name,
          perSecond,
          beyond.percentile(0.5),
          beyond.percentile(0.99),
          turn.missed());
      return new Measured(turn, perSecond);
    }
  }

  private record Latencies(List<Rate> rates) implements Report {

    private Latencies {
      for (Rate rate : rates) {
        if (rate.alerts().isEmpty()) {
          throw new IllegalStateException(
              "no alert came at " + rate.asked() + " events/s; the log of the instance says why");
        }
      }
    }

    @Override
    public String markdown() {
      List<String> lines = new ArrayList<>();
      lines.add("| events/s | ms | p50 | p99 | longest |");
      lines.add("| ---: | --- | ---: | ---: | ---: |");
      for (Rate rate : rates) {
        for (Part part : PARTS) {
          Sample millis = rate.millis(part.millis());
          lines.add(
              String.format(
                  Locale.ROOT,
                  "| %,d | %s | %,.0f | %,.0f | %,.0f |",
                  rate.asked(),
                  part.name(),
                  millis.percentile(0.5),
                  millis.percentile(0.99),
                  millis.highest()));
        }
      }
      lines.add("");
      for (Rate rate : rates) {
        lines.add(
            String.format(
                Locale.ROOT,
                "- %,d events/s: %,.0f reached (least of the rounds %,.0f); %d events that cross"
                    + " the line, %d without an alert, %d with one at a later tick than the first",
                rate.asked(),
                rate.reached().median(),
                rate.reached().lowest(),
                rate.alerts().size() + rate.missed(),
                rate.missed(),
                rate.later()));
      }
      return String.join("\n", lines) + "\n";
    }

    @Override
    public Map<String, Object> json() {
      return Map.of(
          "disorderMillis", DISORDER_MS, "rates", rates.stream().map(this::json).toList());
    }

    private Map<String, Object> json(Rate rate) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("eventsPerSecond", rate.asked());
      json.put("reached", rate.reached().median());
      json.put("missed", rate.missed());
      json.put("atLaterTick", rate.later());
      json.put("alerts", rate.alerts());
      return json;
    }
  }
}
