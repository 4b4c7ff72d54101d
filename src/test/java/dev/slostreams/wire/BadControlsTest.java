package dev.slostreams.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.slostreams.testing.BadInputs;
import dev.slostreams.testing.BadInputs.Row;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The controls of {@code docs/bad-input.md}: left out, for the reason that it says. */
class BadControlsTest {

  @Test
  void controlsAreLeftOutAsThePageSays() {
    List<Row> rows = BadInputs.rows("Controls", 0);

    assertThat(BadInputs.each(rows, BadControlsTest::reason))
        .isEqualTo(BadInputs.each(rows, row -> row.codes(2).get(0)));
  }

  private static String reason(Row row) {
    String reason =
        catchThrowableOfType(IllegalArgumentException.class, () -> ControlRecord.read(row.bytes(1)))
            .getMessage();
    String wanted = row.codes(2).get(0);
    return reason.contains(wanted) ? wanted : reason;
  }
}
