package dev.slostreams.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TelemetryReaderTest {

  private static final String SIGNAL =
      """
      signal probe every 10s
        {"kind":"probe"}
      """;

  private static Telemetry read(String text) {
    return TelemetryReader.read("telemetry.txt", text);
  }

  @Test
  void everythingIsRead() {
    Telemetry telemetry =
        read(
            """
            # a comment
            system a small one

            signal probe every 10s, history 1m
              {"kind":"probe","ms":${1.0..2.0}}
            signal restart every 500ms
              silent
            incident down at 6h for 20m: it is down: nobody answers
              probe 3 in 10 {"kind":"probe","ms":0}
              restart {"kind":"restart"}
            live slow at 20s for 1m: it is slow
              probe silent
            """);

    assertThat(telemetry.title()).isEqualTo("a small one");
    assertThat(telemetry.signals())
        .extracting(
            signal -> signal.name() + " " + signal.everyMs() + " " + signal.historyEveryMs())
        .containsExactly("probe 10000 60000", "restart 500 500");
    assertThat(telemetry.incidents())
        .extracting(i -> i.name() + " " + i.from() + " " + i.to() + " " + i.headline())
        .containsExactly("down 21600 22800 it is down: nobody answers");
    assertThat(telemetry.live())
        .extracting(i -> i.name() + " " + i.from() + " " + i.to() + " " + i.headline())
        .containsExactly("slow 20 80 it is slow");
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        Arguments.of(
            "sygnal probe every 10s",
            "telemetry.txt:1: must begin with system, signal, incident, live or a space, but was"
                + " 'sygnal probe every 10s'"),
        Arguments.of(
            "signal probe every 0s\n  {\"a\":1}",
            "telemetry.txt:2: must be longer than nothing, but was '0s'"),
        Arguments.of(
            "signal probe every 1s\n  [1]",
            "telemetry.txt:2: must be one JSON object, but was '[1]'"),
        Arguments.of(
            "signal probe every 1s\n  {\"a\":${many}}",
            "telemetry.txt:2: a slot must be a range such as ${2..8}, a choice such as ${a|b}, or"
                + " ${id}, but was '${many}'"),
        Arguments.of(
            SIGNAL + SIGNAL, "telemetry.txt:4: a signal must stand once, but 'probe' is another"),
        Arguments.of(
            SIGNAL + "incident down at 1h for 1m: down\n  prob silent",
            "telemetry.txt:4: no signal named 'prob'"),
        Arguments.of(
            SIGNAL + "incident down at 1h for 1m: down\n  probe quiet",
            "telemetry.txt:4: must be a signal, then '1 in 10' or nothing, then an object or"
                + " 'silent', but was 'probe quiet'"),
        Arguments.of(
            SIGNAL
                + "incident a at 1h for 1h: a\n  probe silent\n"
                + "incident b at 90m for 1h: b\n  probe silent\n",
            "telemetry.txt: incident 'b': must not change 'probe' before the incident that did so is"
                + " over"));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void otherFormsAreRefusedWithPlaceAndRule(String text, String message) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }
}
