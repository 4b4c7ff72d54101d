package dev.slostreams.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slostreams.sli.Classifier;
import dev.slostreams.sli.Contributions;
import dev.slostreams.sli.Event;
import dev.slostreams.sli.InvalidReason;
import dev.slostreams.sli.SliSlos;
import dev.slostreams.slo.EventFormat;
import dev.slostreams.slo.Source;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** A real access log of 10,000 lines gives the counts that were made of it independently. */
class RealAccessLogTest implements EventSink, Contributions {

  private static final String LOG = "/real/apache-semicomplete-2015-05.log.gz";
  private static final String TRUTH = "/real/apache-semicomplete-2015-05.log.truth.json";

  private final Classifier classifier;
  private final EventDecoder decoder;
  private final Map<String, long[]> byHour = new TreeMap<>();
  private final Map<String, Long> byStatus = new TreeMap<>();
  private final List<String> refused = new ArrayList<>();
  private String hour = "";

  RealAccessLogTest() {
    Source source =
        new Source(
            "web", "topic", EventFormat.ACCESS_LOG, Source.Timestamp.OF_FORMAT, Map.of(), false);
    classifier =
        Classifier.of(source, List.of(SliSlos.good("true", "status < 500", "status", "method")));
    decoder = EventDecoder.of(source, classifier.fields());
  }

  @Test
  void countsEqualTheTruth() throws IOException {
    JsonNode truth;
    try (InputStream in = RealAccessLogTest.class.getResourceAsStream(TRUTH)) {
      truth = new ObjectMapper().readTree(in);
    }

    decodeAll();

    assertThat(refused).isEmpty();
    assertThat(hours()).isEqualTo(hours(truth));
    assertThat(byStatus).isEqualTo(statuses(truth));
    assertThat(byStatus.values().stream().mapToLong(n -> n).sum())
        .isEqualTo(truth.get("total").longValue());
  }

  private void decodeAll() throws IOException {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(RealAccessLogTest.class.getResourceAsStream(LOG)),
                StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        decoder.decode(line.getBytes(StandardCharsets.UTF_8), 0, this);
      }
    }
  }

  @Override
  public void event(Event event) {
    hour = Instant.ofEpochSecond(event.second() / 3_600 * 3_600).toString();
    classifier.classify(event, this);
  }

  @Override
  public void malformed(MalformedReason reason, String detail) {
    refused.add(detail);
  }

  @Override
  public void counted(int slo, String[] groupValues, long good, long total) {
    long[] counts = byHour.computeIfAbsent(hour, h -> new long[2]);
    counts[0] += good;
    counts[1] += total;
    byStatus.merge(groupValues[0], total, Long::sum);
  }

  @Override
  public void added(int slo, String[] groupValues, long total, long sum) {
    throw new AssertionError("no SLO here adds values");
  }

  @Override
  public void invalid(int slo, InvalidReason reason, String detail) {
    refused.add(detail);
  }

  private List<String> hours() {
    return byHour.entrySet().stream()
        .map(e -> e.getKey() + " " + e.getValue()[0] + "/" + e.getValue()[1])
        .toList();
  }

  private static List<String> hours(JsonNode truth) {
    List<String> hours = new ArrayList<>();
    for (JsonNode hour : truth.get("per_hour")) {
      hours.add(hour.get("hour").textValue() + " " + hour.get("good") + "/" + hour.get("total"));
    }
    return hours;
  }

  private static Map<String, Long> statuses(JsonNode truth) {
    Map<String, Long> statuses = new TreeMap<>();
    truth
        .get("status")
        .properties()
        .forEach(e -> statuses.put(e.getKey(), e.getValue().longValue()));
    return statuses;
  }
}
