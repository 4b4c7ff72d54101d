package dev.slostreams.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slostreams.testing.OfflineRun;
import dev.slostreams.testing.RealData;
import dev.slostreams.testing.Scenario;
import dev.slostreams.testing.Shell;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The counts of the real recordings against their truth files, which a separate script computed,
 * and against a count of the lines; late events against their definition.
 */
class RealDataTest {

  private static final Pattern APACHE_HOUR = Pattern.compile("\\[(\\d\\d)/May/2015:(\\d\\d)");

  @Test
  void conversionsKeepWhatTheTruthFilesSay() {
    String said = Shell.run(RealData.FOLDER, "./check-truth");

    assertThat(said.lines().map(line -> line.split(":")[0]))
        .containsExactly("haproxy  equal", "apache   equal", "nezha    equal", "petshop  equal");
  }

  @Test
  void haproxyCountsEqualTheTruth() {
    List<JsonNode> events = RealData.HAPROXY.events().stream().map(Scenario::parse).toList();
    List<String> probes = List.of("/", "/HealthCheck", "/haproxy-status;csv;norefresh");
    Predicate<JsonNode> works = event -> event.path("status").asInt() < 500;
    Predicate<JsonNode> fast = event -> event.path("duration_ms").asInt() <= 1_000;

    Map<String, String> counts = OfflineRun.of(RealData.HAPROXY).counts();

    assertThat(counts)
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "gateway-availability",
                RealData.HAPROXY.truth(),
                "component-availability",
                counted(events, e -> !probes.contains(e.path("path").asText()), works),
                "component-latency{backend=\"ProductionDeployment\",server=\"GW1\"}",
                counted(events, e -> e.path("server").asText().equals("GW1"), fast),
                "component-latency{backend=\"ProductionDeployment\",server=\"GW2\"}",
                counted(events, e -> e.path("server").asText().equals("GW2"), fast)));
  }

  @Test
  void nezhaCountsEqualTheTruth() {
    JsonNode truth = RealData.NEZHA.truthFile();
    JsonNode within = truth.path("events_with_duration_at_most_ms");
    long total = truth.path("total").asLong();

    Map<String, String> counts = OfflineRun.of(RealData.NEZHA).counts();

    assertThat(counts)
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "front-latency-1s{service=\"frontend\"}",
                within.path("1000").asLong() + "/" + total,
                "front-latency-2500ms{service=\"frontend\"}",
                within.path("2500").asLong() + "/" + total));
  }

  @Test
  void petshopCountsEqualTheTruth() {
    Map<String, String> counts = OfflineRun.of(RealData.PETSHOP).counts();

    assertThat(counts)
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("petsite-availability{service=\"petsite\"}", RealData.PETSHOP.truth()));
  }

  @Test
  void apacheCountsEqualTheTruthInAllAndByStatus() {
    Map<String, String> expected = new TreeMap<>();
    expected.put("site-availability", RealData.APACHE.truth());
    RealData.APACHE
        .truthFile()
        .path("status")
        .properties()
        .forEach(
            status -> {
              long requests = status.getValue().asLong();
              expected.put(
                  "site-availability-by-status{status=\"" + status.getKey() + "\"}",
                  (Integer.parseInt(status.getKey()) < 500 ? requests : 0) + "/" + requests);
            });

    Map<String, String> counts = OfflineRun.of(RealData.APACHE).counts();

    assertThat(counts).containsExactlyInAnyOrderEntriesOf(expected);
  }

  @Test
  void haproxyHoursEqualTheTruth() {
    Map<String, String> hours =
        hourly(RealData.HAPROXY, RealDataTest::jsonHour, "gateway-availability");

    assertThat(hours).isEqualTo(RealData.HAPROXY.hourlyTruth());
  }

  /** The truth file has no latencies per hour, so totals only. */
  @Test
  void nezhaHourlyTotalsEqualTheTruth() {
    Map<String, String> hours =
        hourly(RealData.NEZHA, RealDataTest::jsonHour, "front-latency-1s{service=\"frontend\"}");

    assertThat(totals(hours)).isEqualTo(totals(RealData.NEZHA.hourlyTruth()));
  }

  @Test
  void petshopHoursEqualTheTruth() {
    Map<String, String> hours =
        hourly(
            RealData.PETSHOP, RealDataTest::jsonHour, "petsite-availability{service=\"petsite\"}");

    assertThat(hours).isEqualTo(RealData.PETSHOP.hourlyTruth());
  }

  @Test
  void apacheHoursEqualTheTruth() {
    Map<String, String> hours =
        hourly(RealData.APACHE, RealDataTest::apacheHour, "site-availability");

    assertThat(hours).isEqualTo(RealData.APACHE.hourlyTruth());
  }

  @ParameterizedTest
  @CsvSource({"start, 1000", "start, 10000", "start, 30000", "start, 60000", "end, 1000"})
  void lateHaproxyEventsAreThoseWhoseSecondWasOver(String stamp, long disorderMs) {
    List<String> events = RealData.HAPROXY.events(stamp);

    OfflineRun run = OfflineRun.of(RealData.HAPROXY, events, disorderMs);

    assertThat(run.summary().late()).isEqualTo(lateAmong(events, disorderMs));
    assertThat(run.summary().counted()).isEqualTo(events.size());
  }

  private static String counted(
      List<JsonNode> events, Predicate<JsonNode> where, Predicate<JsonNode> good) {
    long total = events.stream().filter(where).count();
    return events.stream().filter(where.and(good)).count() + "/" + total;
  }

  /** The counts of a series in a run over each hour's events alone. */
  private static Map<String, String> hourly(
      RealData data, Function<String, String> hourOf, String series) {
    Map<String, String> hours = new TreeMap<>();
    data.events().stream()
        .collect(Collectors.groupingBy(hourOf))
        .forEach(
            (hour, events) ->
                hours.put(hour, OfflineRun.of(data, events, 3_600_000).counts().get(series)));
    return hours;
  }

  private static Map<String, String> totals(Map<String, String> hours) {
    Map<String, String> totals = new TreeMap<>();
    hours.forEach((hour, counts) -> totals.put(hour, counts.substring(counts.indexOf('/') + 1)));
    return totals;
  }

  /** {"timestamp":"2012-02-02T04:05:24.385Z",…} */
  private static String jsonHour(String event) {
    return event.substring(14, 27) + ":00:00Z";
  }

  private static String apacheHour(String line) {
    Matcher hour = APACHE_HOUR.matcher(line);
    assertThat(hour.find()).as(line).isTrue();
    return "2015-05-" + hour.group(1) + "T" + hour.group(2) + ":00:00Z";
  }

  /** An event is late when its second is before the tick that its predecessors made due. */
  private static long lateAmong(List<String> events, long disorderMs) {
    long late = 0;
    long highestMs = Long.MIN_VALUE + disorderMs;
    for (String event : events) {
      long atMs = Instant.parse(Scenario.parse(event).path("timestamp").asText()).toEpochMilli();
      late += Math.floorDiv(atMs, 1_000) < Math.floorDiv(highestMs - disorderMs, 1_000) ? 1 : 0;
      highestMs = Math.max(highestMs, atMs);
    }
    return late;
  }
}
