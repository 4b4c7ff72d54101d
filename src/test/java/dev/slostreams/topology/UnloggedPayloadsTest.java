package dev.slostreams.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.read.ListAppender;
import dev.slostreams.slo.Slo;
import dev.slostreams.testing.Slos;
import dev.slostreams.testing.TopologyHarness;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * What stands in records may be personal: neither keys nor values are logged, whatever is wrong
 * with them, at DEBUG and above.
 */
class UnloggedPayloadsTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final String CANARY = "canary-5f1e";

  private static final List<String> RECORDS =
      List.of(
          "{\"timestamp\":\"2026-01-01T00:00:00Z\",\"service\":\"canary-5f1e\",\"status\":200}",
          "{\"timestamp\":\"2026-01-01T00:00:01Z\",\"service\":\"canary-5f1e\",\"status\":503}",
          "{\"timestamp\":\"2026-01-01T00:00:01Z\",\"service\":\"canary-5f1e\"}",
          "{\"timestamp\":\"2026-01-01T00:00:01Z\",\"service\":\"canary-5f1e\",\"status\":\"canary-5f1e\"}",
          "{\"timestamp\":\"2026-01-01T00:00:01Z\",\"service\":[\"canary-5f1e\"],\"status\":200}",
          "{\"timestamp\":\"2093-01-01T00:00:01Z\",\"service\":\"canary-5f1e\",\"status\":200}",
          "{\"timestamp\":\"1999-01-01T00:00:01Z\",\"service\":\"canary-5f1e\",\"status\":200}",
          "{\"timestamp\":\"canary-5f1e\",\"service\":\"canary-5f1e\",\"status\":200}",
          "{\"service\":\"canary-5f1e\",\"status\":200}",
          "{\"timestamp\":\"2026-01-01T00:00:01Z\",\"service\":\"canary-5f1e\",\"status\":canary-5f1e}",
          "{\"canary-5f1e\":1,\"canary-5f1e\":2}",
          "canary-5f1e",
          "[\"canary-5f1e\"]",
          "\"canary-5f1e\"",
          "{\"canary-5f1e\":");

  private static final String CONSOLE = "STDERR";

  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final List<Logger> loggers = new ArrayList<>();
  private final List<Level> before = new ArrayList<>();
  private Appender<ILoggingEvent> console;

  @BeforeEach
  void listen() {
    log.start();
    for (String name : List.of(org.slf4j.Logger.ROOT_LOGGER_NAME, "org.apache.kafka", "kafka")) {
      Logger logger = (Logger) LoggerFactory.getLogger(name);
      loggers.add(logger);
      before.add(logger.getLevel());
      logger.setLevel(Level.DEBUG);
    }
    console = loggers.get(0).getAppender(CONSOLE);
    loggers.get(0).detachAppender(CONSOLE);
    loggers.get(0).addAppender(log);
  }

  @AfterEach
  void stopListening() {
    loggers.get(0).detachAppender(log);
    loggers.get(0).addAppender(console);
    for (int i = 0; i < loggers.size(); i++) {
      loggers.get(i).setLevel(before.get(i));
    }
  }

  @Test
  void neitherKeysNorValuesAreLogged() {
    Slo slo = Slos.availability("availability", "service");
    int dead;
    try (TopologyHarness harness = new TopologyHarness(START, slo)) {
      for (String record : RECORDS) {
        harness.pipe(CANARY.getBytes(UTF_8), record.getBytes(UTF_8));
        harness.pass(Duration.ofSeconds(1));
      }
      harness.pipe(CANARY.getBytes(UTF_8), null);
      harness.pass(Duration.ofMinutes(2));
      dead = harness.records("slo-dead-letters").size();
    }

    assertThat(dead).isGreaterThan(5);
    assertThat(log.list).isNotEmpty();
    assertThat(log.list.stream().map(UnloggedPayloadsTest::text))
        .noneMatch(line -> line.contains(CANARY));
  }

  /** With its keys and its stack trace. */
  private static String text(ILoggingEvent event) {
    String trace =
        event.getThrowableProxy() == null
            ? ""
            : ThrowableProxyUtil.asString(event.getThrowableProxy());
    return "%s %s %s %s %s"
        .formatted(
            event.getLevel(),
            event.getLoggerName(),
            event.getFormattedMessage(),
            event.getKeyValuePairs(),
            trace);
  }
}
