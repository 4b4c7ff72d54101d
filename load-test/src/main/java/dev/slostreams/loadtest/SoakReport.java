package dev.slostreams.loadtest;

import dev.slostreams.loadtest.SoakScenario.Fault;
import dev.slostreams.loadtest.Vitals.Kind;
import dev.slostreams.loadtest.Vitals.Look;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a soak came to. The first quarter is left out: compilers and buffers grow then. Of the rest
 * the first third is compared with the last.
 */
record SoakReport(List<SoakProcess> processes, Map<Fault, Integer> faults, Outcome outcome)
    implements Scenario.Report {

  /**
   * What was counted.
   *
   * @param sent events that were handed to the producer
   * @param refused those of them that the broker did not take
   * @param published events on the topic at the end
   * @param unhealthy how often {@code /livez} was not 200
   * @param difference where the totals differ from the topic, or empty
   */
  record Outcome(long sent, long refused, long published, int unhealthy, String difference) {}

  private static final int LEAST_LOOKS = 15;

  /** One line of the table. */
  private record Row(String process, int lives, int looks, Kind kind, double early, double late) {

    String verdict() {
      if (looks < LEAST_LOOKS) {
        return "too few looks";
      }
      return kind.isFlat(early, late) ? "flat" : "**grows**";
    }
  }

  private List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    for (SoakProcess process : processes) {
      List<Look> all = process.looks();
      List<Look> settled = all.subList(all.size() / 4, all.size());
      int third = settled.size() / 3;
      List<Look> first = settled.subList(0, third);
      List<Look> last = settled.subList(settled.size() - third, settled.size());
      for (Kind kind : Kind.ALL) {
        rows.add(
            new Row(
                process.name(),
                process.lives(),
                settled.size(),
                kind,
                kind.median(first),
                kind.median(last)));
      }
    }
    return rows;
  }

  @Override
  public String markdown() {
    List<String> lines = new ArrayList<>();
    lines.add("| process | lives | | first third, median | last third, median | |");
    lines.add("| --- | ---: | --- | ---: | ---: | --- |");
    for (Row row : rows()) {
      lines.add(
          String.format(
              Locale.ROOT,
              "| %s | %d | %s | %.0f | %.0f | %s |",
              row.process(),
              row.lives(),
              row.kind().name(),
              row.early(),
              row.late(),
              row.verdict()));
    }
    lines.add("");
    lines.add(
        "- Faults: "
            + faults.entrySet().stream()
                .map(
                    fault ->
                        fault.getValue()
                            + " × "
                            + fault.getKey().name().toLowerCase(Locale.ROOT).replace('_', ' '))
                .collect(Collectors.joining(", "))
            + ".");
    lines.add(
        String.format(
            Locale.ROOT,
            "- Events sent: %,d, not taken by the broker: %,d, on the topic: %,d, totals of all SLOs: %s. `/livez` was not 200: %d"
                + " times.",
            outcome.sent(),
            outcome.refused(),
            outcome.published(),
            outcome.difference().isEmpty() ? "exact" : "**" + outcome.difference() + "**",
            outcome.unhealthy()));
    return String.join("\n", lines) + "\n";
  }

  @Override
  public Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("outcome", outcome);
    json.put("faults", faults);
    Map<String, Object> looks = new LinkedHashMap<>();
    processes.forEach(process -> looks.put(process.name(), process.looks()));
    json.put("looks", looks);
    return json;
  }
}
