package dev.slostreams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slostreams.openslo.DefinitionTexts;
import dev.slostreams.openslo.SloCatalog;
import dev.slostreams.slo.Slo;
import dev.slostreams.testing.BadInputs;
import dev.slostreams.testing.BadInputs.Row;
import dev.slostreams.testing.TopologyHarness;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each event of {@code docs/bad-input.md}, one after the other, through the whole topology. */
class BadEventsTest {

  private static final String GOOD =
      "{\"ts\":\"2026-01-01T00:00:00Z\",\"region\":\"eu\",\"status\":200";

  private final SloCatalog catalog =
      new DefinitionTexts(
              List.of(new DefinitionTexts.Text("bad-input.md", BadInputs.definitions())), List.of())
          .load()
          .catalog()
          .orElseThrow();
  private final TopologyHarness harness =
      new TopologyHarness(
          Instant.parse("2026-01-01T00:00:00Z"),
          catalog.sources(),
          catalog.slos().toArray(Slo[]::new));

  @AfterEach
  void close() {
    harness.close();
  }

  @Test
  void valuesOfRecordsDoWhatThePageSays() {
    List<Row> rows = BadInputs.rows("Values of records", 0);

    assertThat(BadInputs.each(rows, row -> outcome(row.bytes(1))))
        .isEqualTo(BadInputs.each(rows, BadEventsTest::said));
  }

  @Test
  void fieldsOfEventsDoWhatThePageSays() {
    List<Row> rows = BadInputs.rows("Fields of events", 0);

    assertThat(BadInputs.each(rows, row -> outcome(with(row.bytes(1)))))
        .isEqualTo(BadInputs.each(rows, BadEventsTest::said));
  }

  private static String said(Row row) {
    return row.codes(2).get(0);
  }

  /** The good event with further fields. */
  private static byte[] with(byte[] fields) {
    ByteArrayOutputStream event = new ByteArrayOutputStream();
    event.writeBytes((GOOD + ",").getBytes(StandardCharsets.UTF_8));
    event.writeBytes(fields);
    event.write('}');
    return event.toByteArray();
  }

  private String outcome(byte[] value) {
    harness.pipe(value);
    return harness.records("slo-dead-letters").stream()
        .map(BadEventsTest::reason)
        .collect(Collectors.collectingAndThen(Collectors.joining(","), BadEventsTest::orCounted));
  }

  private static String orCounted(String reasons) {
    return reasons.isEmpty() ? "*counted*" : reasons;
  }

  private static String reason(TestRecord<String, String> letter) {
    assertThat(header(letter, DeadLetter.MESSAGE)).isNotBlank().hasSizeLessThan(1_025);
    return header(letter, DeadLetter.REASON);
  }

  private static String header(TestRecord<String, String> letter, String name) {
    return new String(letter.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }
}
