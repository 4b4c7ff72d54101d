package dev.slostreams.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;
import org.slf4j.event.Level;

/** Lines of the log as they are written, in both formats. */
class LogEncoderTest {

  private static final String PASSWORD = "canary-4711-password";

  private final LoggerContext context = new LoggerContext();

  @AfterEach
  void backToText() {
    LogEncoder.configure(AppConfig.of(Map.of()));
  }

  private LoggingEvent event(String message) {
    return event(message, Map.of());
  }

  private LoggingEvent event(String message, Map<String, String> mdc) {
    LoggingEvent event =
        new LoggingEvent(
            "test",
            context.getLogger("dev.slostreams.topology.Outputs"),
            ch.qos.logback.classic.Level.convertAnSLF4JLevel(Level.INFO),
            message,
            null,
            null);
    event.setInstant(Instant.parse("2026-01-01T01:32:28.070Z"));
    event.setThreadName("stream-1");
    event.setMDCPropertyMap(mdc);
    return event;
  }

  private String written(LoggingEvent event, String... settings) {
    LogEncoder.configure(AppConfig.of(List.of(settings)));
    LogEncoder encoder = new LogEncoder();
    encoder.setContext(context);
    encoder.setPattern("%-5level [%thread] %logger{24} %msg %kvp%n");
    encoder.start();
    return new String(encoder.encode(event), StandardCharsets.UTF_8);
  }

  @Test
  void jsonIsOneObjectPerLineWithKeyValuesAsFields() {
    LoggingEvent event = event("alert firing");
    event.addKeyValuePair(new KeyValuePair("slo", "availability"));
    event.addKeyValuePair(new KeyValuePair("series", "availability{service=\"cart\"}"));
    event.addKeyValuePair(new KeyValuePair("state", "firing"));
    event.addKeyValuePair(new KeyValuePair("at", Instant.parse("2026-01-01T01:32:28Z")));
    event.addKeyValuePair(new KeyValuePair("durationMs", 12L));

    assertThat(written(event, "logging.format=json"))
        .isEqualTo(
            "{\"timestamp\":\"2026-01-01T01:32:28.070Z\",\"level\":\"INFO\","
                + "\"logger\":\"dev.slostreams.topology.Outputs\",\"thread\":\"stream-1\","
                + "\"message\":\"alert firing\",\"slo\":\"availability\","
                + "\"series\":\"availability{service=\\\"cart\\\"}\",\"state\":\"firing\","
                + "\"at\":\"2026-01-01T01:32:28Z\",\"durationMs\":12}\n");
  }

  @Test
  void jsonHasTheTraceUnderOneNameWhoeverBeganIt() {
    LoggingEvent event = event("asked", Map.of("traceId", "4bf92f3577b34da6a3ce929d0e0e4736"));
    event.addKeyValuePair(new KeyValuePair("span_id", "00f067aa0ba902b7"));

    assertThat(written(event, "logging.format=json"))
        .endsWith(
            "\"message\":\"asked\",\"trace_id\":\"4bf92f3577b34da6a3ce929d0e0e4736\","
                + "\"span_id\":\"00f067aa0ba902b7\"}\n");
  }

  @Test
  void jsonKeepsAStackTraceAndLineBreaksInOneLine() {
    LoggingEvent event = event("two\nlines");
    event.setThrowableProxy(
        new ch.qos.logback.classic.spi.ThrowableProxy(new IllegalStateException("no \"way\"")));

    assertThat(written(event, "logging.format=json").lines())
        .singleElement()
        .asString()
        .contains("\"message\":\"two\\nlines\"")
        .contains("\"exception\":\"java.lang.IllegalStateException: no \\\"way\\\"");
  }

  @Test
  void fieldThatHasATakenNameIsNotLost() {
    LoggingEvent event = event("said");
    event.addKeyValuePair(new KeyValuePair("message", "other"));

    assertThat(written(event, "logging.format=json"))
        .endsWith("\"message\":\"said\",\"field.message\":\"other\"}\n");
  }

  @Test
  void textIsWrittenByItsPattern() {
    LoggingEvent event = event("alert firing");
    event.addKeyValuePair(new KeyValuePair("slo", "availability"));

    assertThat(written(event, "logging.format=text"))
        .isEqualTo("INFO  [stream-1] d.s.topology.Outputs alert firing slo=\"availability\"\n");
  }

  @Test
  void secretsAreHiddenWhereverTheyTurnUp() {
    LoggingEvent event = event("login with password=\"" + PASSWORD + "\" failed");
    event.addKeyValuePair(new KeyValuePair("reason", PASSWORD));

    String jaas =
        "kafka.sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required"
            + " username=\"alice\" password=\"%s\";".formatted(PASSWORD);

    assertThat(written(event, jaas, "logging.format=json") + written(event, jaas))
        .doesNotContain(PASSWORD)
        .contains("[hidden]")
        .contains("login with");
  }
}
