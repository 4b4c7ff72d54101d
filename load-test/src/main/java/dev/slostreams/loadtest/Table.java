package dev.slostreams.loadtest;

import dev.slostreams.loadtest.Rounds.Result;
import dev.slostreams.loadtest.Scenario.Report;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * What came out, as text for people (Markdown) and as JSON. Ratios are taken round by round and
 * then the median of them, so a machine that slows down in one round does not count against one
 * alone.
 */
record Table(List<Result> results) implements Report {

  @Override
  public String markdown() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "| | events | events/s, median | min to max | ratio to the first | CPU s per M events"
            + " | peak RSS | answers |");
    lines.add("| --- | ---: | ---: | ---: | ---: | ---: | ---: | --- |");
    for (Result result : results) {
      lines.add(row(result));
    }
    lines.add("");
    for (Result result : results) {
      String note = result.outcomes().get(result.outcomes().size() - 1).note();
      if (!note.isEmpty()) {
        lines.add("- " + result.entrant().name() + ": " + note);
      }
    }
    return String.join("\n", lines) + "\n";
  }

  private String row(Result result) {
    Sample speeds = values(result, Outcome::eventsPerSecond);
    return String.format(
        Locale.ROOT,
        "| %s | %,d | %,.0f | %,.0f to %,.0f | %s | %.2f | %,d MB | %s |",
        result.entrant().name(),
        result.entrant().workload().events(),
        speeds.median(),
        speeds.lowest(),
        speeds.highest(),
        String.format(Locale.ROOT, ratio(result) < 0.1 ? "%.4f" : "%.2f", ratio(result)),
        values(result, Outcome::cpuSecondsPerMillion).median(),
        result.peakMemory() >> 20,
        answers(result));
  }

  private static String answers(Result result) {
    Map<String, Counts> expected = result.entrant().workload().totals();
    boolean counts = result.outcomes().stream().noneMatch(o -> o.totals().isEmpty());
    return !counts
        ? "does not count"
        : result.outcomes().stream()
            .map(outcome -> Rounds.difference(expected, outcome.totals()))
            .filter(difference -> !difference.isEmpty())
            .findFirst()
            .orElse("exact");
  }

  /** Median over the rounds of its speed to that of the first. */
  private double ratio(Result result) {
    return Sample.of(
            IntStream.range(0, result.outcomes().size())
                .mapToDouble(
                    round ->
                        result.outcomes().get(round).eventsPerSecond()
                            / results.get(0).outcomes().get(round).eventsPerSecond()))
        .median();
  }

  private static Sample values(Result result, ToDoubleFunction<Outcome> of) {
    return Sample.of(result.outcomes().stream().mapToDouble(of));
  }

  @Override
  public Map<String, Object> json() {
    return Map.of("contenders", results.stream().map(this::json).toList());
  }

  private Map<String, Object> json(Result result) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", result.entrant().name());
    json.put("ratio", ratio(result));
    json.put("peakMemoryBytes", result.peakMemory());
    json.put("answers", answers(result));
    json.put("rounds", result.outcomes());
    return json;
  }
}
