package dev.slostreams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slostreams.testing.Logged;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class FirstDeadLettersTest {

  private final FirstDeadLetters first = new FirstDeadLetters();

  @Test
  void firstEventThatAnSloCannotCountIsWarnedOfOnceForEachReason() {
    try (Logged logged = new Logged(FirstDeadLetters.class)) {
      first.see(letter(7, "missing_field", "cart"));
      first.see(letter(8, "missing_field", "cart"));
      first.see(letter(9, "wrong_type", "cart"));
      first.see(letter(10, "missing_field", "search"));

      assertThat(logged.lines())
          .containsExactly(
              warning("SLO 'cart' cannot count an event", "missing_field", 7),
              warning("SLO 'cart' cannot count an event", "wrong_type", 9),
              warning("SLO 'search' cannot count an event", "missing_field", 10));
    }
  }

  @Test
  void firstRecordThatNobodyCanReadIsWarnedOfOnce() {
    try (Logged logged = new Logged(FirstDeadLetters.class)) {
      first.see(letter(7, "not_json"));
      first.see(letter(8, "not_json"));

      assertThat(logged.lines())
          .containsExactly(warning("a record cannot be read as an event", "not_json", 7));
    }
  }

  private static String warning(String what, String reason, long offset) {
    return "WARN "
        + what
        + "; it and all further ones are dead letters, whose headers say why reason="
        + reason
        + " topic=events partition=3 offset="
        + offset;
  }

  private static DeadLetter letter(long offset, String reason, String... slos) {
    DeadLetter letter =
        new DeadLetter(
            new DeadLetter.Origin(
                "events", 3, offset, 0, new byte[0], new byte[0], new RecordHeaders()),
            reason,
            "as it is");
    for (String slo : slos) {
      letter.addSlo(slo);
    }
    return letter;
  }
}
