package dev.slostreams.loadtest;

import dev.slostreams.loadtest.QueryLoad.Answers;
import dev.slostreams.loadtest.QueryLoad.Question;
import dev.slostreams.loadtest.Workload.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * 200 questions a second over HTTP to an instance with 1,000 series while events come in. The
 * address that only says that the server lives is asked among them: what HTTP alone costs there and
 * then.
 */
final class QueryScenario implements Scenario {

  private static final String TOPIC = "request-events";
  private static final Shape SHAPE = new Shape(200, 5, 0);
  private static final int EVENTS_PER_SECOND = 10_000;
  private static final int QUESTIONS_PER_SECOND = 200;
  private static final int SECONDS = 30;
  private static final int SECONDS_QUICK = 2;

  @Override
  public String name() {
    return "query";
  }

  @Override
  public String title() {
    return String.format(
        Locale.ROOT,
        "%d questions a second over HTTP, %,d series, %,d events a second coming in",
        QUESTIONS_PER_SECOND,
        SHAPE.series(),
        EVENTS_PER_SECOND);
  }

  @Override
  public Report measure(Bench bench) throws Exception {
    bench.makeTopic(TOPIC);
    int seconds = bench.quick() ? SECONDS_QUICK : SECONDS;
    List<List<Answers>> rounds = new ArrayList<>();
    try (SteadyEvents events =
            SteadyEvents.start(bench.brokers(), TOPIC, SHAPE.services(), EVENTS_PER_SECOND);
        Child instance = InstanceMain.start(bench, "query", Workload.definitions(TOPIC, SHAPE))) {
      QueryLoad load = new QueryLoad(instance.answer(InstanceMain.ADDRESS));
      awaitAllSeries(load);
      for (int round = 0; round <= bench.rounds(); round++) {
        List<Answers> answers = load.ask(questions(), QUESTIONS_PER_SECOND, seconds);
        System.err.printf(
            Locale.ROOT,
            "%-9s p50 %.1f ms, p99 %.1f ms%n",
            round == 0 ? "warm-up" : "round " + round,
            all(answers).millis().percentile(0.5),
            all(answers).millis().percentile(0.99));
        if (round > 0) {
          rounds.add(answers);
        }
      }
      requireAnswered(rounds);
      return new Answered(rounds, events.sent());
    }
  }

  private static List<Question> questions() {
    return List.of(
        new Question("the server alone: /livez", 2, List.of("/livez")),
        new Question(
            "an SLO with its series",
            8,
            IntStream.range(0, SHAPE.services())
                .mapToObj(i -> "/api/v1/slos/" + Workload.sloName(i, i % SHAPE.slosPerService()))
                .toList()),
        new Question(
            "the gate of a service",
            4,
            IntStream.range(0, SHAPE.services())
                .mapToObj(i -> "/api/v1/gate?service=" + Workload.serviceName(i))
                .toList()),
        new Question(
            "the 50 worst of 1,000 series", 4, List.of("/api/v1/series?sort=worst&limit=50")),
        new Question("all 1,000 series", 1, List.of("/api/v1/series?limit=1000")),
        new Question("current and past alerts", 1, List.of("/api/v1/alerts")));
  }

  private static void awaitAllSeries(QueryLoad load) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
    String all = "\"total\":" + SHAPE.series();
    while (!load.body("/api/v1/series?limit=1").contains(all)) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("not all series are there after 2 min");
      }
      LockSupport.parkNanos(200_000_000); // 200 ms
    }
  }

  private static void requireAnswered(List<List<Answers>> rounds) {
    for (Answers answers : rounds.stream().flatMap(List::stream).toList()) {
      if (answers.failed() > 0) {
        throw new IllegalStateException(
            answers.failed() + " times not answered with 200: " + answers.name());
      }
    }
  }

  /** What was asked of the stores, in one. */
  private static Answers all(List<Answers> answers) {
    return Answers.together("all but the first", answers.subList(1, answers.size()));
  }

  private record Answered(List<List<Answers>> rounds, long events) implements Report {

    @Override
    public String markdown() {
      List<String> lines = new ArrayList<>();
      lines.add("| question | asked | bytes of an answer | p50 ms | p99 ms | longest ms |");
      lines.add("| --- | ---: | ---: | ---: | ---: | ---: |");
      rows().forEach(row -> lines.add(QueryLoad.row(row)));
      lines.add("");
      lines.add(
          "All rounds together. The time counts from when a question was due, not from when a"
              + " connection was free for it.");
      return String.join("\n", lines) + "\n";
    }

    private List<Answers> rows() {
      List<Answers> kinds =
          IntStream.range(0, rounds.get(0).size())
              .mapToObj(
                  kind ->
                      Answers.together(
                          rounds.get(0).get(kind).name(),
                          rounds.stream().map(round -> round.get(kind)).toList()))
              .toList();
      return Stream.concat(kinds.stream(), Stream.of(all(kinds))).toList();
    }

    @Override
    public Map<String, Object> json() {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("events", events);
      json.put(
          "questions",
          rows().stream()
              .map(
                  row ->
                      Map.of(
                          "question", row.name(),
                          "asked", row.millis().size(),
                          "bytes", row.bytes(),
                          "p50Millis", row.millis().percentile(0.5),
                          "p99Millis", row.millis().percentile(0.99),
                          "maxMillis", row.millis().percentile(1)))
              .toList());
      return json;
    }
  }
}
