package dev.slostreams.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slostreams.sli.Classifier;
import dev.slostreams.slo.EventFormat;
import dev.slostreams.slo.Source;
import dev.slostreams.testing.BadInputs;
import dev.slostreams.testing.BadInputs.Row;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The records of other formats in {@code docs/bad-input.md}. */
class BadFormatsTest {

  @Test
  void recordsDoWhatThePageSays() {
    List<Row> rows = BadInputs.rows("Other formats", 0);

    assertThat(BadInputs.each(rows, BadFormatsTest::outcome))
        .isEqualTo(BadInputs.each(rows, row -> row.codes(3).get(0)));
  }

  private static String outcome(Row row) {
    EventFormat format = EventFormat.valueOf(row.codes(1).get(0).toUpperCase(Locale.ROOT));
    String field = format == EventFormat.ACCESS_LOG ? "duration_ms" : "status";
    Source source = new Source("s", "t", format, Source.Timestamp.OF_FORMAT, Map.of(), false);
    EventDecoder decoder = EventDecoder.of(source, List.of(new Classifier.Field(field)));
    List<String> lines = DecodedEvents.of(decoder, row.bytes(2), 1_767_225_600_000L, field);
    if (lines.isEmpty()) {
      return "*nothing*";
    }
    String line = lines.get(0);
    return line.matches("[0-9]+( .*)?") ? "*counted*" : line.replaceFirst(":.*", "");
  }
}
