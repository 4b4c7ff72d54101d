package dev.slostreams.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slostreams.app.Backtest.Input;
import dev.slostreams.app.Backtest.Rejected;
import dev.slostreams.engine.SeriesView;
import dev.slostreams.openslo.SloCatalog;
import dev.slostreams.window.Counts;
import dev.slostreams.wire.SummaryRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Numbers and times at the edge of what can be meant: counted, or refused with a reason. */
class OddEventsTest {

  private static final String DEFINITIONS =
      """
      apiVersion: openslo/v1
      kind: DataSource
      metadata: {name: counts}
      spec: {type: kafka, connectionDetails: {topic: counts, format: json, timestamp: t}}
      ---
      apiVersion: openslo/v1
      kind: SLO
      metadata: {name: requests}
      spec:
        service: shop
        indicator:
          metadata: {name: requests-sli}
          spec:
            ratioMetric:
              counter: true
              good: {metricSource: {metricSourceRef: counts, type: kafka, spec: {weight: ok}}}
              total: {metricSource: {metricSourceRef: counts, type: kafka, spec: {weight: n}}}
        timeWindow: [{duration: 366d, isRolling: true}]
        budgetingMethod: Occurrences
        objectives: [{target: 0.999999999}]
      """;

  @TempDir private Path folder;

  private final List<String> rejected = new ArrayList<>();

  @Test
  void eachEventIsCountedOrRefusedWithItsReason() throws IOException {
    Backtest backtest =
        run(
            Stream.of(
                event("10", "7"),
                event("2.0e0", "2"),
                event("-0.0", "0"),
                event("-1", "0"),
                event("1.5", "1"),
                event("1e308", "1"),
                event("9223372036854775808", "1"),
                event("1000000000001", "1"),
                event("3", "4"),
                event("3", "-1"),
                event("\"3\"", "1"),
                event("1e400", "1"),
                "{\"t\":\"1999-12-31T23:59:59.999Z\",\"n\":1,\"ok\":1}",
                "{\"t\":\"2200-01-01T00:00:00Z\",\"n\":1,\"ok\":1}",
                "{\"t\":\"2199-12-31T23:59:59.999Z\",\"n\":1,\"ok\":1}",
                "{\"t\":9223372036854775807,\"n\":1,\"ok\":1}"));

    assertThat(rejected)
        .containsExactly(
            "4 weight",
            "5 weight",
            "6 weight",
            "7 weight",
            "8 weight",
            "9 good_above_total",
            "10 weight",
            "11 wrong_type",
            "12 number_out_of_range",
            "13 timestamp_out_of_range",
            "14 timestamp_out_of_range",
            "15 future",
            "16 timestamp_out_of_range");
    assertThat(counts(backtest)).containsExactly(new Counts(9, 12));
    assertThat(backtest.summary()).isEqualTo(new SummaryRecord(16, 3, 8, 4, 1, 0, 0, 0));
  }

  private Backtest run(Stream<String> events) throws IOException {
    Path definitions = Files.writeString(folder.resolve("slos.yaml"), DEFINITIONS);
    Path file = folder.resolve("events.jsonl");
    Files.write(file, (Iterable<String>) events::iterator);
    SloCatalog catalog = SloCatalog.load(List.of(definitions)).catalog().orElseThrow();
    try (Recording recording = Recording.open(file.toString())) {
      Backtest backtest =
          new Backtest(
              catalog.slos(),
              List.of(new Input(recording, catalog.sources())),
              Backtest.Settings.DEFAULT);
      backtest.run(new Backtest.Listener(transition -> {}, tier -> {}, this::note, () -> {}));
      return backtest;
    }
  }

  private void note(Rejected line) {
    rejected.add(line.place().replaceAll(".*:", "") + " " + line.reason());
  }

  private static List<Counts> counts(Backtest backtest) {
    return backtest.views().stream().map(SeriesView::counts).toList();
  }

  private static String event(String total, String good) {
    return "{\"t\":\"2026-01-01T00:00:00Z\",\"n\":%s,\"ok\":%s}".formatted(total, good);
  }
}
